"""`hanse viz`: pages and pictures of a dataset, each one file that asks for nothing."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse

_YEARS = range(1000, 3000)


class Command:
    """What the command line calls: the arguments of `hanse viz`, and what it does."""

    def configure(self, parser: argparse.ArgumentParser) -> None:
        """Add the kinds of picture and their options."""
        parser.description = "Draw pages and pictures."
        parser.epilog = "example:\n  hanse viz network --country Latvia --from 2018 -o latvia.html"
        kinds = parser.add_subparsers(dest="picture", required=True, metavar="PICTURE")
        about = "cities, organisations and the networks that join them, in one HTML file"
        _configure_network(
            kinds.add_parser(
                "network",
                help=about,
                description=f"Draw {about}: it works offline and shows the source of every tie.",
                epilog=(
                    "examples:\n"
                    "  hanse viz network\n"
                    "  hanse viz network --city Riga -o riga.html\n"
                    "  hanse viz network --theme mobility --programme urbact-iii --from 2016"
                ),
                formatter_class=parser.formatter_class,
            )
        )

    def run(self, args: argparse.Namespace) -> int:
        """Draw what was asked for; the result is the exit code."""
        return _draw_network(args)


viz = Command()


def _configure_network(parser: argparse.ArgumentParser) -> None:
    kept = "keep the networks {}; give an IRI, an id or a name, and the option again for more"
    for option, what in {
        "city": "in which it takes part, with all their members",
        "country": "in which members from there take part, with all their members",
        "network": "with this name",
        "theme": "on this theme or one below it",
        "programme": "of this programme",
    }.items():
        parser.add_argument(
            f"--{option}",
            action="append",
            default=[],
            metavar=option.upper(),
            help=kept.format(what),
        )
    overlap = "keep the networks that ran in this year or {}; without an end, start + 3 counts"
    for option, what in {"from": "later", "to": "earlier"}.items():
        parser.add_argument(
            f"--{option}",
            dest=f"{option}_year",
            type=_read_year,
            metavar="YEAR",
            help=overlap.format(what),
        )
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
        default="network.html",
        help="where to write the page (default: network.html)",
    )


def _read_year(text: str) -> int:
    if text.isascii() and text.isdigit() and int(text) in _YEARS:
        return int(text)
    from argparse import ArgumentTypeError  # noqa: PLC0415 - for mistakes only

    raise ArgumentTypeError(f"{text!r} is no year, such as 2018")


def _draw_network(args: argparse.Namespace) -> int:
    from pathlib import Path  # noqa: PLC0415 - the help of a command costs nothing

    import hanse  # noqa: PLC0415 - as above
    from hanse.files import write_file  # noqa: PLC0415 - as above
    from hanse.messages import tell  # noqa: PLC0415 - as above
    from hanse_viz.drawing import render_network  # noqa: PLC0415 - as above
    from hanse_viz.filters import Filters  # noqa: PLC0415 - as above

    filters = Filters(
        city=tuple(args.city),
        country=tuple(args.country),
        network=tuple(args.network),
        theme=tuple(args.theme),
        programme=tuple(args.programme),
        start=args.from_year,
        end=args.to_year,
    )
    page = render_network(hanse.open(args.dataset), filters)
    write_file(Path(args.output), page)
    tell(f"{args.output}: {len(page) / 1000:.0f} kB, open it in a browser")
    return 0
