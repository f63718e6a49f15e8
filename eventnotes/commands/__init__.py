"""The command line: one module for each subcommand.

In: arguments; out: text and an exit status.
"""

from __future__ import annotations


class CommandError(Exception):
    """A command failed; the message is for the user."""


def needs(extra: str, what: str) -> CommandError:
    """Return the error of a command that needs *what*, which is installed by *extra*."""
    return CommandError(f"this needs {what}: pip install 'eventnotes[{extra}]'")
