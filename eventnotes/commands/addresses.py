"""``python -m eventnotes addresses``: add the addresses of new pages to the list."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from eventnotes.commands.reading import read_site
from eventnotes.links.addresses import read_addresses, unlisted, with_addresses

if TYPE_CHECKING:
    import argparse


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the subcommand with its arguments."""
    parser = subparsers.add_parser(
        "addresses",
        help="add the addresses of new pages to the list of permanent addresses",
        description="Add the addresses of new pages, speakers and topics to the list of "
        "permanent addresses. Commit the file with the pages.",
    )
    parser.add_argument(
        "source", nargs="?", type=Path, default=Path(), help="the folder with conf.py (default: .)"
    )
    parser.add_argument(
        "--build", type=Path, help="the build folder (default: _build in the source folder)"
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Run the command and return the exit status.

    :raises CommandError: if the pages cannot be read
    """
    from eventnotes.html.redirects import lasting

    source = options.source.resolve()
    app = read_site(source, (options.build or source / "_build").resolve())
    path = source / app.config.eventnotes_addresses
    text = path.read_text("utf-8") if path.exists() else ""
    addresses, _ = read_addresses(text)
    new = unlisted(addresses, lasting(app.env))
    if new:
        path.write_text(with_addresses(text, new), "utf-8", newline="\n")
    print(f"{len(new)} new addresses in {path.name}, {len(addresses) + len(new)} in all")
    return 0
