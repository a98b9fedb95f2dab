"""What the endpoint says of itself and of its dataset, and what the dataset says of one thing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from hanse.errors import HanseError, shorten
from hanse.namespaces import BASE, DATASET, FORMATS, ONTOLOGY, SD, VOID
from hanse.release.exports import write_lines
from hanse.server.answer import TEXT, find_store
from hanse.server.negotiation import GRAPH_TYPES, choose_form
from hanse.triples.terms import Description, integer, iri
from hanse.worker.process import open_files

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from hanse.access import Graph
    from hanse.triples.terms import Triple
    from hanse.worker.process import Outgoing

# Source: Unique URIs for File Formats, W3C.
_RESULT_FORMATS = (
    *("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV"),
    *("Turtle", "N-Triples", "RDF_XML", "JSON-LD"),
)
# More named graphs than this are counted and not listed.
_LISTED_GRAPHS = 1_000
_COUNTS = {
    "triples": "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }",
    "distinctSubjects": "SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE { ?s ?p ?o }",
    "properties": "SELECT (COUNT(DISTINCT ?p) AS ?n) WHERE { ?s ?p ?o }",
    "classes": "SELECT (COUNT(DISTINCT ?o) AS ?n) WHERE { ?s a ?o }",
}


def describe_service(graph: Graph, args: dict[str, Any], out: Outgoing) -> None:
    """Describe the endpoint; this is a worker's job.

    Source: SPARQL 1.1 Service Description, section 3.
    """
    endpoint = args["endpoint"]
    service, dataset, default = (f"{endpoint}#{name}" for name in ("service", "dataset", "default"))
    about = Description(iri(service), f"{SD}Service")
    about.say(f"{SD}endpoint", iri(endpoint))
    about.say(f"{SD}supportedLanguage", iri(f"{SD}SPARQL11Query"))
    for name in _RESULT_FORMATS:
        about.say(f"{SD}resultFormat", iri(FORMATS + name))
    about.say(f"{SD}defaultDataset", iri(dataset))
    contents = Description(iri(dataset), f"{SD}Dataset").say(f"{SD}defaultGraph", iri(default))
    merged = Description(iri(default), f"{SD}Graph", f"{VOID}Dataset")
    merged.say(f"{VOID}triples", integer(len(graph)))
    triples: list[Triple] = [*about, *contents, *merged]
    named = sorted(str(name) for name in find_store(graph).engine.named_graphs())
    if named:
        triples.append((iri(service), iri(f"{SD}feature"), iri(f"{SD}UnionDefaultGraph")))
    for number, name in enumerate(named[:_LISTED_GRAPHS], start=1):
        entry = Description(iri(f"{endpoint}#graph-{number}"), f"{SD}NamedGraph")
        entry.say(f"{SD}name", name)
        triples += [(iri(dataset), iri(f"{SD}namedGraph"), entry.subject), *entry]
    _reply(_write(triples), args, out)


def describe_contents(graph: Graph, args: dict[str, Any], out: Outgoing) -> None:
    """Describe the dataset in VoID: what it says of itself, else what can be counted.

    Source: Describing Linked Datasets with the VoID Vocabulary, sections 3, 4 and 7.2.
    """
    own = {line for line in graph_lines(graph, DATASET) if line.startswith(f"<{DATASET}")}
    mark = f"<{VOID}classPartition> "
    parts = {line.partition(mark)[2].rstrip(" .\n") for line in own if mark in line}
    for part in parts:
        own |= {line for line in graph_lines(graph, part[1:-1]) if line.startswith(part)}
    subject = DATASET if own else args["dataset"]
    about = Description(iri(subject), f"{VOID}Dataset")
    about.say(f"{VOID}sparqlEndpoint", iri(args["endpoint"]))
    if not own:
        for name, query in _COUNTS.items():
            about.say(f"{VOID}{name}", integer(_count(graph, query)))
    _reply(own | _write(about), args, out)


def describe_thing(graph: Graph, args: dict[str, Any], out: Outgoing) -> None:
    """Give the triples in which an IRI is subject or object, or the whole ontology for its own."""
    name = args["iri"]
    if name == ONTOLOGY:
        lines = {
            line
            for line in graph.lines()
            if line.startswith((f"<{ONTOLOGY}>", f"<{ONTOLOGY}#", f"<{ONTOLOGY}/"))
        }
    else:
        lines = graph_lines(graph, name)
    if not any(line.startswith(f"<{name}> ") for line in lines):
        out.begin({"status": 404, "headers": {"content-type": TEXT}})
        out.write(f"{shorten(name)}: the dataset says nothing of it\n".encode())
        return
    if len(lines) > args["most_rows"]:
        out.fail("size", f"{len(lines)} triples, more than {args['most_rows']}")
        return
    _reply(lines, args, out)


def graph_lines(graph: Graph, name: str) -> set[str]:
    """Find the triples with an IRI as subject or object, as N-Triples lines; none for no IRI."""
    try:
        node = ox.NamedNode(name)
    except ValueError:
        return set()
    engine = find_store(graph).engine
    found = (
        *engine.quads_for_pattern(node, None, None, None),
        *engine.quads_for_pattern(None, None, node, None),
    )
    return {f"{quad.subject} {quad.predicate} {quad.object} .\n" for quad in found}


def _count(graph: Graph, query: str) -> int:
    answer = graph.store.query(query)
    assert isinstance(answer, ox.QuerySolutions)  # noqa: S101 - a SELECT has solutions
    return int(next(answer)[0].value)


def _write(triples: Iterable[Triple]) -> set[str]:
    return {f"{subject} {predicate} {value} .\n" for subject, predicate, value in triples}


def _reply(lines: set[str], args: dict[str, Any], out: Outgoing) -> None:
    """Send triples in the form that was asked for by name, or that the client likes best."""
    wanted = args.get("form")
    accept = GRAPH_TYPES[wanted][0] if wanted else args["accept"]
    chosen = choose_form(accept, GRAPH_TYPES)
    if chosen is None:
        known = ", ".join(types[0] for types in GRAPH_TYPES.values())
        out.begin({"status": 406, "headers": {"content-type": TEXT}})
        out.write(f"{shorten(accept)}: none of the forms there are: {known}\n".encode())
        return
    form, media_type = chosen
    try:
        with open_files():
            data = write_lines(sorted(lines), form)
    except HanseError as error:
        out.begin({"status": 406, "headers": {"content-type": TEXT}})
        out.write(f"{error}\n".encode())
        return
    out.begin({"status": 200, "headers": {"content-type": media_type}})
    out.write(data)


def to_iri(path: str) -> str:
    """Give the IRI of the dataset that a path of this server stands for."""
    return BASE + path.lstrip("/")
