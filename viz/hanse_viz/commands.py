"""`hanse viz` and `hanse site`: pages and pictures of a dataset that ask for nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from hanse.cli.selecting import add_selection, read_selection
from hanse_viz.site.command import site

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable


__all__ = ["site", "viz"]

_SCALES = (0.5, 10.0)


class Command:
    """What the command line calls: the arguments of `hanse viz`, and what it does."""

    def configure(self, parser: argparse.ArgumentParser) -> None:
        """Add the kinds of picture and their options."""
        parser.description = "Draw pages and pictures."
        parser.epilog = (
            "examples:\n"
            "  hanse viz network --country Latvia --from 2018 -o latvia.html\n"
            "  hanse viz map --city Riga -o riga.pdf"
        )
        kinds = parser.add_subparsers(dest="picture", required=True, metavar="PICTURE")
        for name, kind in _KINDS.items():
            made = kinds.add_parser(
                name,
                help=kind.about,
                description=f"Draw {kind.about}{kind.promise}",
                epilog="\n  ".join(("examples:", *(f"hanse viz {name}{e}" for e in kind.examples))),
                formatter_class=parser.formatter_class,
            )
            add_selection(made)
            _add_files(made, kind.output, kind.forms)
            kind.more(made)

    def run(self, args: argparse.Namespace) -> int:
        """Draw what was asked for; the result is the exit code."""
        return _draw(args)


viz = Command()


def _add_nothing(_parser: argparse.ArgumentParser) -> None:
    """Leave a kind as it is."""


def _add_language(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--lang",
        dest="language",
        choices=("en", "lv"),
        default="en",
        help="language in which the page opens (default: en)",
    )


def _add_scale(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--scale",
        type=_read_scale,
        metavar="NUMBER",
        help="for .png: 1 is 96 dots an inch (default: 3)",
    )


def _add_practices(parser: argparse.ArgumentParser) -> None:
    _add_scale(parser)
    parser.add_argument(
        "--practices",
        action="store_true",
        help="draw arcs from who gives a good practice to who takes it up, instead of from lead"
        " partner to partner",
    )


def _add_onto(parser: argparse.ArgumentParser) -> None:
    _add_scale(parser)
    parser.add_argument(
        "--onto",
        # Those of hanse_viz.figures.analysis.asking, which a test compares.
        choices=("members", "cooperations", "countries", "regions", "sizes"),
        default="members",
        help="what is tied (default: members); countries, regions and sizes of members are a matrix"
        " of what they share beside what chance gives",
    )


class _Kind(NamedTuple):
    """One kind of picture: what it shows, where it is written, how it is asked for."""

    about: str
    output: str
    examples: tuple[str, ...]
    promise: str = ": it works offline and shows the source of every tie."
    forms: str = ""
    more: Callable[[argparse.ArgumentParser], None] = _add_nothing


_FORMS = "; its ending says how: .svg, .png, .pdf or .html"
_PAPER = (
    ", 180 mm wide, for a paper, or as a page with the rows behind it; caption and file tell what"
    " was kept."
)


def _describe(
    name: str, about: str, *examples: str, more: Callable[[argparse.ArgumentParser], None]
) -> _Kind:
    """Describe a figure for a paper."""
    return _Kind(about, f"{name}.svg", examples, _PAPER, _FORMS, more)


_KINDS = {
    "explorer": _Kind(
        "the whole record as network, map, timeline, countries, practices and table, in one HTML"
        " file",
        "explorer.html",
        ("", " --country Latvia --from 2018 -o latvia.html", " --city Riga --lang lv"),
        more=_add_language,
    ),
    "network": _Kind(
        "cities, organisations and the networks that join them, in one HTML file",
        "network.html",
        (
            "",
            " --city Riga -o riga.html",
            " --theme mobility --programme urbact-iii --from 2016",
        ),
    ),
    "map": _describe(
        "map",
        "a map of the cities with arcs from lead partners to partners",
        " --city Riga -o riga.pdf",
        " --practices --country Latvia -o learning.png",
        " -o map.html",
        more=_add_practices,
    ),
    "timeline": _describe(
        "timeline",
        "a timeline of the networks with their phases and events",
        " --country Latvia -o latvia.svg",
        " --theme economy --from 2015 -o economy.pdf",
        more=_add_scale,
    ),
    "matrix": _describe(
        "matrix",
        "a matrix of the countries whose cities meet in networks",
        " --programme urbact-iii -o countries.pdf",
        " --from 2018 -o matrix.png --scale 4",
        more=_add_scale,
    ),
    "practices": _describe(
        "practices",
        "the flow of good practices: who learns from whom",
        " -o practices.pdf",
        " --city Riga -o riga.html",
        more=_add_scale,
    ),
    "figure": _describe(
        "figure",
        "the cities and the networks that join them, as one drawing",
        " --country Latvia --from 2018 -o latvia.pdf",
        " --network re-growcity -o re-growcity.svg",
        more=_add_scale,
    ),
    "ties": _describe(
        "ties",
        "which ties are more than chance: solid, with all others dashed",
        " --onto cooperations -o ties.pdf",
        " --country Latvia -o latvia.html",
        " --onto sizes -o sizes.png",
        more=_add_onto,
    ),
}


def _add_files(parser: argparse.ArgumentParser, output: str, forms: str) -> None:
    parser.add_argument(
        "--dataset",
        metavar="PATH",
        help="an RDF file, a build folder or a store folder (default: build/ here, else the"
        " shipped tables)",
    )
    parser.add_argument(
        "-o",
        dest="output",
        metavar="FILE",
        default=output,
        help=f"where to write the {'figure' if forms else 'page'}{forms} (default: {output})",
    )


def _read_scale(text: str) -> float:
    from argparse import ArgumentTypeError  # noqa: PLC0415 - for mistakes only

    try:
        scale = float(text)
    except ValueError:
        scale = 0.0
    if not _SCALES[0] <= scale <= _SCALES[1]:
        least, most = _SCALES
        raise ArgumentTypeError(f"{text!r} is no scale from {least:g} to {most:g}, such as 3")
    return scale


def _draw(args: argparse.Namespace) -> int:
    from pathlib import Path  # noqa: PLC0415 - the help of a command costs nothing

    from hanse.files import write_file  # noqa: PLC0415 - as above
    from hanse.messages import tell  # noqa: PLC0415 - as above

    figure = bool(_KINDS[args.picture].forms)
    drawn = _write_figure(args) if figure else _write_page(args)
    write_file(Path(args.output), drawn)
    seen = "" if figure and not args.output.lower().endswith(".html") else ", open it in a browser"
    tell(f"{args.output}: {len(drawn) / 1000:.0f} kB{seen}")
    return 0


def _write_page(args: argparse.Namespace) -> bytes:
    import hanse  # noqa: PLC0415 - as above

    graph = hanse.open(args.dataset)
    if args.picture == "explorer":
        from hanse_viz.explorer import render_explorer  # noqa: PLC0415 - as above

        return render_explorer(graph, read_selection(args), language=args.language)
    from hanse_viz.drawing import render_network  # noqa: PLC0415 - as above

    return render_network(graph, read_selection(args))


def _write_figure(args: argparse.Namespace) -> bytes:
    """Draw a figure; a name or an option that does not fit is told before anything is read."""
    import hanse  # noqa: PLC0415 - as above
    from hanse.errors import UsageError  # noqa: PLC0415 - as above
    from hanse_viz import figures  # noqa: PLC0415 - as above

    ending = figures.read_format(args.output)
    if args.scale is not None and ending != "png":
        raise UsageError(f"--scale is for .png, and {args.output} is none; leave it away")
    graph, filters = hanse.open(args.dataset), read_selection(args)
    if args.picture == "ties":
        figure = figures.ask_ties(graph, filters, onto=args.onto)
    else:
        options = {"practices": True} if getattr(args, "practices", False) else {}
        figure = figures.DRAWN[args.picture](graph, filters, **options)
    return figures.write_figure(figure, ending, args.scale or figures.SCALE)
