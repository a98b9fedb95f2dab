"""`hanse diff`: what differs between two datasets, in words and as JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from hanse.cli import main
from hanse.namespaces import HANSE, ID, ORG, PROV, RDFS, SCHEMA, SKOS, XSD
from hanse.release.diff import compare_datasets
from hanse.release.statements import TYPE
from hanse.release.wording import write_json, write_text

if TYPE_CHECKING:
    from pathlib import Path

    from hanse.dataset import Dataset


def _say(thing: str, property_: str, value: str) -> str:
    return f"<{ID}{thing}> <{property_}> {value} .\n"


def _thing(thing: str, class_: str, label: str) -> list[str]:
    return [
        _say(thing, TYPE, f"<{HANSE}{class_}>"),
        _say(thing, f"{RDFS}label", f'"{label}"'),
    ]


def _integer(number: int) -> str:
    return f'"{number}"^^<{XSD}integer>'


def _join(network: str, member: str, role: str) -> list[str]:
    thing = f"membership/{network}/{member}"
    return [
        *_thing(thing, "Membership", f"{member} in {network}"),
        _say(thing, f"{ORG}member", f"<{ID}city/{member}>"),
        _say(thing, f"{ORG}organization", f"<{ID}network/{network}>"),
        _say(thing, f"{ORG}role", f"<{HANSE}{role}>"),
        _say(thing, f"{PROV}hadPrimarySource", f"<{ID}source/leaflet>"),
    ]


RIGA = [
    *_thing("city/riga", "City", "Riga"),
    _say("city/riga", f"{HANSE}population", _integer(742572)),
    _say("city/riga", f"{SKOS}altLabel", '"Riika"@fi'),
]
ACTIVE = _thing("network/active-ngos", "TransferNetwork", "ACTive NGOs")
BASE = [*RIGA, *ACTIVE]


def _text(old: list[str], new: list[str]) -> list[str]:
    return write_text(compare_datasets(old, new)).splitlines()


def test_same_datasets_differ_in_nothing(built: Dataset) -> None:
    """A dataset compared with itself has no additions, removals or changes."""
    total = len(built.lines)
    expected = ["0 added, 0 removed, 0 changed", f"triples: {total} → {total} (+0 -0)"]
    assert expected == _text(built.lines, built.lines)


def test_derived_triples_are_no_changes(built: Dataset) -> None:
    """A dataset with derived triples and the same without them differ in nothing of their own."""
    assert _text(built.lines, built.asserted)[0] == "0 added, 0 removed, 0 changed"


def test_membership_reads_as_a_sentence() -> None:
    """A new membership says who joined what, as what, and where that is stated."""
    text = _text(BASE, [*BASE, *_join("active-ngos", "riga", "LeadPartner")])
    assert text == [
        "1 added, 0 removed, 0 changed",
        f"triples: {len(BASE)} → {len(BASE) + 6} (+6 -0)",
        "Memberships: 1 added",
        "",
        "Memberships",
        "  + Riga joined ACTive NGOs as lead partner (source leaflet)",
    ]


def test_removed_membership_names_the_role() -> None:
    """A membership that is gone says which role it was."""
    text = _text([*BASE, *_join("active-ngos", "riga", "Partner")], BASE)
    assert text[-1] == "  - Riga is no longer partner in ACTive NGOs (source leaflet)"


def test_organisation_acts_for_its_city() -> None:
    """A member that acts for a city is named with it."""
    thing = "membership/active-ngos/riga"
    more = [
        *_join("active-ngos", "riga", "Partner"),
        _say(thing, f"{HANSE}onBehalfOf", f"<{ID}city/riga>"),
    ]
    assert _text(BASE, [*BASE, *more])[-1].startswith("  + Riga for Riga joined")


def test_changed_number_shows_both() -> None:
    """A changed value reads old → new, one that came or went says none."""
    new = [line.replace('"742572"', '"750000"') for line in BASE]
    assert _text(BASE, new)[-1] == "  ~ population of Riga: 742572 → 750000"
    gone = [line for line in BASE if "742572" not in line]
    assert _text(BASE, gone)[-1] == "  ~ population of Riga: 742572 → none"


def test_several_values_are_told_apart() -> None:
    """Where a property has several values, the added and the removed ones are listed."""
    new = [*BASE, _say("city/riga", f"{SKOS}altLabel", '"Rīga"@lv')]
    new += [_say("city/riga", f"{SKOS}altLabel", '"Ryga"@lt')]
    assert _text(BASE, new)[-1] == "  ~ other name of Riga: added Ryga (lt), Rīga (lv)"


def test_type_and_role_changes_are_changes() -> None:
    """A network of another type, and a member in another role, have changed."""
    old = [*BASE, *_join("active-ngos", "riga", "Partner")]
    new = [line.replace("#TransferNetwork", "#ThematicNetwork") for line in old]
    new = [line.replace("#Partner>", "#LeadPartner>") for line in new]
    text = _text(old, new)
    assert "  ~ type of ACTive NGOs: hanse:TransferNetwork → hanse:ThematicNetwork" in text
    assert "  ~ role of riga in active-ngos: hanse:Partner → hanse:LeadPartner" in text


def test_renamed_id_is_removed_and_added() -> None:
    """A thing with another id is one thing less and one more."""
    new = [line.replace("city/riga>", "city/riga-lv>") for line in BASE]
    text = _text(BASE, new)
    assert text[0] == "1 added, 1 removed, 0 changed"
    assert text[-2:] == ["  + Riga", "  - Riga"]


def test_made_names_are_no_changes() -> None:
    """A city's new name is one change, not one of each membership that is named after it."""
    old = [*BASE, *_join("active-ngos", "riga", "Partner")]
    new = [line.replace('"Riga"', '"Rīga"').replace('"riga in', '"Rīga in') for line in old]
    text = _text(old, new)
    assert text[0] == "0 added, 0 removed, 1 changed"
    assert text[-1] == "  ~ name of Rīga: Riga → Rīga"


def test_calls_follow_from_networks() -> None:
    """A call, which is made of the networks that began in it, is no addition of its own."""
    text = _text(BASE, [*BASE, *_thing("call/c-2018", "Call", "Networks of 2018")])
    assert text[0] == "0 added, 0 removed, 0 changed"


def test_things_are_told_with_what_identifies_them() -> None:
    """A new network is told with type and years, an event with its place."""
    network = [
        *_thing("network/x", "TransferNetwork", "X"),
        _say("network/x", f"{SCHEMA}startDate", f'"2018"^^<{XSD}gYear>'),
        _say("network/x", f"{SCHEMA}endDate", f'"2021"^^<{XSD}gYear>'),
    ]
    event = [
        *_thing("event/y", "StudyTrip", "Y"),
        _say("event/y", f"{SCHEMA}location", f"<{ID}city/riga>"),
    ]
    text = _text(BASE, [*BASE, *network, *event])
    assert "  + X (transfer network, 2018–2021)" in text
    assert "  + Y (study trip, Riga)" in text


def test_transfer_reads_as_a_sentence() -> None:
    """A new transfer says who takes up which practice of whom."""
    thing = "transfer/active-ngos/riga"
    more = [
        *_thing("practice/house", "GoodPractice", "NGO house"),
        *_thing("city/espoo", "City", "Espoo"),
        *_thing(thing, "Transfer", "made"),
        _say(thing, f"{HANSE}practice", f"<{ID}practice/house>"),
        _say(thing, f"{HANSE}from", f"<{ID}city/riga>"),
        _say(thing, f"{HANSE}to", f"<{ID}city/espoo>"),
        _say(thing, f"{HANSE}within", f"<{ID}network/active-ngos>"),
    ]
    assert "  + Espoo takes up NGO house of Riga in ACTive NGOs" in _text(BASE, [*BASE, *more])


def test_classes_stand_in_order_with_sorted_lines() -> None:
    """Cities stand before networks, and the lines of a class are sorted."""
    cities = [line for n in ("Zlin", "Aachen", "Minsk") for line in _thing(f"city/{n}", "City", n)]
    text = _text(ACTIVE, [*cities, *_thing("network/n", "Network", "N"), *ACTIVE])
    assert [line for line in text if line[:4] == "  + "] == [
        "  + Aachen",
        "  + Minsk",
        "  + Zlin",
        "  + N",
    ]


def test_control_characters_do_not_reach_a_terminal() -> None:
    """A name cannot move the cursor, colour the text or turn its direction."""
    text = _text(BASE, [*BASE, *_thing("city/x", "City", "\\u001B[31m\\u202Ered\\n")])
    assert text[-1] == "  + \\u001B[31m\\u202Ered\\u000A"


def test_json_follows_its_schema() -> None:
    """The JSON has totals, classes with ids and labels, and exact terms of each change."""
    new = [line.replace('"742572"', '"750000"') for line in BASE]
    document = json.loads(
        write_json(compare_datasets(BASE, [*new, *_thing("city/x", "City", "X")]))
    )
    assert document == {
        "triples": {"old": 6, "new": 8, "added": 3, "removed": 1},
        "totals": {"added": 1, "removed": 0, "changed": 1},
        "classes": {
            "cities": {
                "added": [{"id": f"{ID}city/x", "label": "X", "text": "X"}],
                "removed": [],
                "changed": [
                    {
                        "id": f"{ID}city/riga",
                        "label": "Riga",
                        "changes": [
                            {
                                "property": f"{HANSE}population",
                                "old": [_integer(742572)],
                                "new": [_integer(750000)],
                                "text": "population of Riga: 742572 → 750000",
                            }
                        ],
                    }
                ],
            }
        },
    }


@pytest.mark.parametrize("form", ["text", "json"])
def test_command_exits_0_with_differences(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], form: str
) -> None:
    """`hanse diff` prints what differs and succeeds, for datasets in any syntax."""
    old, new = tmp_path / "old.nt", tmp_path / "new.ttl"
    old.write_text("".join(BASE), encoding="utf-8")
    new.write_text("".join(RIGA), encoding="utf-8")
    code = main(["diff", str(old), str(new), "--format", form])
    out, err = capfd.readouterr()
    assert (code, err) == (0, "")
    assert "ACTive NGOs" in out


def test_command_names_a_dataset_that_is_not_there(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """A dataset that cannot be read is named, with exit code 1."""
    assert main(["diff", str(tmp_path / "no.nt"), str(tmp_path / "no.nt")]) == 1
    assert "no.nt" in capfd.readouterr().err
