"""The explorer as one file of HTML that asks for nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hanse.record.model import CityNetwork
from hanse.record.reading import read_record
from hanse.record.selection import Selection, refuse_hidden, select
from hanse_viz.explorer.packing import pack_record
from hanse_viz.explorer.shrinking import BACKBONE, choose_ties, is_large
from hanse_viz.packing import write_block, write_packed
from hanse_viz.pages.rendering import open_templates
from hanse_viz.sealing import find_assets, seal_assets

if TYPE_CHECKING:
    from hanse.access import Graph
    from hanse_viz.pruning import Rule

LANGUAGES = ("en", "lv")


def render_explorer(
    source: Graph | CityNetwork,
    filters: Selection | None = None,
    *,
    view: str = "network",
    language: str = "en",
    rule: Rule | None = BACKBONE,
) -> bytes:
    """Write the explorer of a dataset, or of what filters keep of it, as UTF-8.

    `view` is where it opens, `language` what it speaks until the reader chooses. A network of more
    than 10,000 nodes is drawn by sigma, and of its ties those that `rule` keeps, None being all.
    The same input gives the same bytes. Raises MissingExtraError without the extra `viz` and
    UsageError for filters that fit nothing.
    """
    record = source if isinstance(source, CityNetwork) else read_record(source)
    part = select(record, filters or Selection())
    refuse_hidden(part)
    page = {**pack_record(part), "command": "explorer", "view": view, "language": language}
    large = is_large(part)
    if large and rule:
        page["pruned"] = choose_ties(part, rule)
    template = open_templates().get_template("explorer.html")
    europe = (find_assets() / "europe.json").read_text("utf-8")
    return template.render(
        caption=page,
        language=language,
        assets=seal_assets("explorer", "explorer-large" if large else "explorer"),
        packed=large,
        data=write_packed(page) if large else write_block(page),
        europe=europe.translate({ord("<"): "\\u003c"}),
    ).encode("utf-8")
