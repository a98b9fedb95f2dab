"""`hanse site`: a dataset as a folder of pages."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse


class Command:
    """What the command line calls: the arguments of `hanse site`, and what it does."""

    def configure(self, parser: argparse.ArgumentParser) -> None:
        """Add the options."""
        parser.description = (
            "Make a static site: a page for every city, network and practice with its sources,\n"
            "a map, its Turtle and JSON-LD; the query catalogue with its answers, the ontology,\n"
            "downloads and a search. It works from a disk or any web host and asks nobody."
        )
        parser.epilog = (
            "A former site in DIR is replaced in one step; anything else there is left alone.\n\n"
            "examples:\n"
            "  hanse site -o site\n"
            "  hanse site --country LV -o latvia\n"
            "  hanse site -o site --base-url https://example.org/hanse/"
        )
        parser.add_argument(
            "-o", dest="output", metavar="DIR", default="site", help="default: site"
        )
        parser.add_argument(
            "--dataset",
            metavar="PATH",
            help="an RDF file, a build folder or a store folder (default: build/ here, else the"
            " shipped tables)",
        )
        parser.add_argument(
            "--base-url",
            metavar="URL",
            default="",
            help="where the site will be; adds robots.txt, sitemap.xml and each page's address",
        )
        from hanse.cli.selecting import add_selection  # noqa: PLC0415 - as below

        add_selection(parser)

    def run(self, args: argparse.Namespace) -> int:
        """Make the site; say on standard error what was made."""
        import time  # noqa: PLC0415 - the help of a command costs nothing

        from hanse.cli.selecting import open_part  # noqa: PLC0415 - as above
        from hanse.messages import tell  # noqa: PLC0415 - as above
        from hanse_viz.site import build_site  # noqa: PLC0415 - as above

        started = time.monotonic()
        built = build_site(open_part(args), args.output, args.base_url)
        seconds = time.monotonic() - started
        tell(
            f"{args.output}: {built.pages:,} pages, {built.files:,} files,"
            f" {built.size / 1e6:.0f} MB; open {args.output}/index.html ({seconds:.1f} s)"
        )
        return 0


site = Command()
