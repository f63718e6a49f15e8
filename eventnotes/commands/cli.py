"""The command line: ``python -m eventnotes``."""

from __future__ import annotations

import argparse
import sys
from importlib import import_module
from typing import TYPE_CHECKING

from eventnotes import __version__
from eventnotes.commands import CommandError

if TYPE_CHECKING:
    from collections.abc import Sequence

COMMANDS = ("check", "linkcheck", "addresses", "inventory")
"""The subcommands, each a module that adds its parser, which sets ``run``."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command.

    :param argv: the arguments, by default those of the process
    :returns: the exit status: 0 for success, 1 if problems were found, 2 if the command failed
    """
    argv = sys.argv[1:] if argv is None else argv
    parser = argparse.ArgumentParser(
        prog="python -m eventnotes",
        description="Notes from conference talks, kept as plain pages.",
    )
    parser.add_argument("--version", action="version", version=f"Event Notes {__version__}")
    subparsers = parser.add_subparsers(title="commands", metavar="COMMAND")
    # Import only the module of the given command, so that it starts fast.
    for name in argv[:1] if argv[:1] and argv[0] in COMMANDS else COMMANDS:
        import_module(f"eventnotes.commands.{name}").add_parser(subparsers)
    arguments = parser.parse_args(argv)
    if "run" not in arguments:
        parser.print_help()
        return 0
    try:
        return int(arguments.run(arguments))
    except CommandError as error:
        print(f"eventnotes: {error}", file=sys.stderr)
        return 2
