"""Classes of inhabitants today."""

from __future__ import annotations

# Upper bounds, exclusive; those from 50,000 up are of L. Dijkstra, H. Poelman, Cities in Europe:
# the new OECD-EC definition, Regional Focus 01/2012, Brussels 2012.
SIZES = {
    20_000: "below 20,000",
    50_000: "20,000 to 50,000",
    100_000: "50,000 to 100,000",
    250_000: "100,000 to 250,000",
    500_000: "250,000 to 500,000",
    1_000_000: "500,000 to 1 million",
    5_000_000: "1 to 5 million",
}
LARGEST = "5 million and more"


def name_size(population: int | None) -> str:
    """Name the class of a number of inhabitants, "" where that is not recorded."""
    if population is None:
        return ""
    return next((name for top, name in SIZES.items() if population < top), LARGEST)


def list_sizes() -> dict[str, str]:
    """Give the name of each class by its id, which tells its bounds: 50000-100000."""
    ids: list[str] = []
    low = ""
    for top in SIZES:
        ids.append(f"{low or 0}-{top}")
        low = str(top)
    return dict(zip((*ids, f"{low}-"), (*SIZES.values(), LARGEST), strict=True))
