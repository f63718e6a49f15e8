"""``python -m eventnotes addresses``: add new addresses to the file of addresses."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from eventnotes.commands.site import add_build_option, read_site
from eventnotes.links.addresses import read_addresses, unlisted, with_addresses

if TYPE_CHECKING:
    import argparse


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser(
        "addresses",
        help="add the addresses of new pages to the file of permanent addresses",
        description="Add the addresses of new pages, speakers and topics to the file of "
        "permanent addresses. Commit the file with the pages.",
    )
    parser.add_argument(
        "source", nargs="?", type=Path, default=Path(), help="the folder with conf.py (default: .)"
    )
    add_build_option(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Run the command and return the exit status.

    :raises CommandError: if the pages cannot be read
    """
    from eventnotes.html.redirects import lasting

    with read_site(options.source, options.build) as app:
        path = Path(app.srcdir, app.config.eventnotes_addresses)
        current = lasting(app.env)
    text = path.read_text("utf-8") if path.exists() else ""
    addresses, _ = read_addresses(text)
    new = unlisted(addresses, current)
    if new:
        path.write_text(with_addresses(text, new), "utf-8", newline="\n")
    print(f"{len(new)} new addresses in {path.name}, {len(addresses) + len(new)} in all")
    return 0
