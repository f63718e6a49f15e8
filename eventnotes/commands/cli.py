"""The command line ``eventnotes``; ``python -m eventnotes`` is the same."""

from __future__ import annotations

import argparse
import sys
from importlib import import_module
from textwrap import fill
from typing import TYPE_CHECKING, NamedTuple

from eventnotes import __version__
from eventnotes.commands import CommandError

if TYPE_CHECKING:
    from collections.abc import Sequence


class Command(NamedTuple):
    """A subcommand: the module that adds its parser and sets ``run``, an example, its statuses."""

    name: str
    module: str
    example: str
    statuses: str


_WIDTH = 79
_FAILED = "2 if the command failed"

#: All subcommands, in the order in which they are needed.
COMMANDS: tuple[Command, ...] = (
    Command("init", "init", 'eventnotes init notes --name "My Notes"', (
        f"0 for success, {_FAILED}, 130 after Ctrl+C")),
    Command("new", "new", 'eventnotes new talk "Python Profiling" --speaker Amjith', (
        f"0 for success, {_FAILED}")),
    Command("import", "importing", "eventnotes import schedule.json --dry-run", (
        f"0 for success, {_FAILED}; 130 after Ctrl+C, with whole pages only")),
    Command("serve", "serve", "eventnotes serve --port 8001", (
        f"0 after Ctrl+C, {_FAILED}")),
    Command("check", "check", "eventnotes check conferences/pycon_2013", (
        f"0 for no problems, 1 for problems, {_FAILED}")),
    Command("linkcheck", "linkcheck", "eventnotes linkcheck --limit 5", (
        f"0 for success, {_FAILED}, 130 after Ctrl+C")),
    Command("addresses", "addresses", "eventnotes addresses", f"0 for success, {_FAILED}"),
    Command("inventory", "inventory", (
        "eventnotes inventory https://docs.python.org/3/objects.inv data/python.inv"),
        f"0 for success, {_FAILED}"),
)  # fmt: skip


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command.

    :param argv: the arguments, by default those of the process
    :returns: the exit status: 0 for success, 1 if problems were found, 2 if the command failed,
        130 after an interrupt
    """
    argv = sys.argv[1:] if argv is None else argv
    parser = make_parser(argv[0] if argv else "")
    arguments = parser.parse_args(argv)
    if "run" not in arguments:
        parser.print_help()
        return 0
    try:
        return int(arguments.run(arguments))
    except CommandError as error:
        print(f"eventnotes: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("\neventnotes: interrupted", file=sys.stderr)
        return 130


def make_parser(given: str) -> argparse.ArgumentParser:
    """Return the parser, with the subcommand *given* alone if there is one of this name."""
    parser = argparse.ArgumentParser(
        prog="eventnotes",
        description="Notes from conference talks, kept as plain pages and built by Sphinx.",
        epilog="'eventnotes COMMAND --help' shows an example and the exit statuses.",
    )
    parser.add_argument("--version", action="version", version=f"Event Notes {__version__}")
    # Import only the module of the given command, so that it starts fast.
    add_commands(parser, [one for one in COMMANDS if one.name == given] or COMMANDS)
    return parser


def add_commands(
    parser: argparse.ArgumentParser, commands: Sequence[Command]
) -> dict[str, argparse.ArgumentParser]:
    """Add *commands* to *parser*, and return the parser of each."""
    subparsers = parser.add_subparsers(title="commands", metavar="COMMAND")
    for one in commands:
        import_module(f"eventnotes.commands.{one.module}").add_parser(subparsers)
        own = subparsers.choices[one.name]
        own.formatter_class = argparse.RawDescriptionHelpFormatter
        own.description = fill(own.description or "", _WIDTH)
        own.epilog = f"example:\n  {one.example}\n\nexit status: {one.statuses}"
    return dict(subparsers.choices)
