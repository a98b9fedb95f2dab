"""What axe-core looks for in the pages, and on which screen.

- In the light, on a desktop: all its rules, of WCAG A and AA and of best practice, in every view.
- In the dark: contrast, in every view. Nothing but colours differs there; names, roles, headings
  and keyboards are the same elements that were looked at in the light.
- On a phone: all rules in one view, since its frame has elements that no desktop shows, and in the
  other views what a narrow screen can break: contrast, since texts come to stand on other grounds,
  regions that scroll, and the viewport.

| looked at by                     | light                        | dark          | phone         |
| -------------------------------- | ---------------------------- | ------------- | ------------- |
| test_accessible_page             | six views, what opens        | six views     | six, drawer   |
| reading/test_explorer_access     | ten states, what opens       | ten states    | ten, drawer   |
| sheets/test_sheets_are_safe      | twelve sheets                | twelve sheets | twelve sheets |
| large/test_large_page            | a chosen city                | the same      | -             |
| pages/test_pages_in_browser      | nineteen kinds of page       | every style   | every style   |
| site/test_site_in_browser        | twenty-one kinds of page     | all of them   | all of them   |
| query_page/test_query_page_safety| four views                   | four views    | four, opens   |
| query_page/test_offline_safety   | answers, a fault             | the same      | the same      |
| report/test_report, _whole_report| city, country, network, all  | the same      | the same      |
| figures/test_figure_pages        | each figure                  | the same      | the same      |
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

DARK: dict[str, Any] = {"color_scheme": "dark"}
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "is_mobile": True}
COLOURS = ("color-contrast",)
NARROW = (
    *("color-contrast", "scrollable-region-focusable", "link-in-text-block"),
    *("meta-viewport", "meta-viewport-large", "css-orientation-lock", "avoid-inline-spacing"),
)
_RUN = """async rules => {
  const found = await axe.run(document, {
    resultTypes: ["violations"],
    ...(rules.length && { runOnly: { type: "rule", values: rules } }),
  });
  const kinds = ["passes", "violations", "incomplete", "inapplicable"];
  return {
    passed: found.passes.length,
    ran: kinds.flatMap(kind => found[kind].map(one => one.id)),
    violations: found.violations.map(one => [one.id, one.nodes.slice(0, 3).map(two => two.html)]),
  };
}"""


class Screen(NamedTuple):
    """How a page is looked at, and by which rules after its first view; none stands for all."""

    options: dict[str, Any]
    first: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


SCREENS = {
    "light": Screen({}),
    "dark": Screen(DARK, COLOURS, COLOURS),
    "phone": Screen(PHONE, (), NARROW),
}


def find_violations(page: Any, axe: str, rules: Sequence[str] = ()) -> list[Any]:
    """Give the rules that an open page breaks, each with elements; without names all are tried."""
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(axe)
    found = page.evaluate(_RUN, list(rules))
    if rules:
        assert set(found["ran"]) == set(rules), "axe ran the rules"
    else:
        assert found["passed"] > 12, "axe ran its rules, best practice among them"
    violations: list[Any] = found["violations"]
    return violations


def look_over(page: Any, axe: str, screen: Screen, place: int = 0) -> list[Any]:
    """Give what an open page breaks of the rules for its screen, in its first view or another."""
    return find_violations(page, axe, screen.others if place else screen.first)
