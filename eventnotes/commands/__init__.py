"""The command line: one module for each subcommand.

In: arguments; out: text and an exit status.
"""

from __future__ import annotations


class CommandError(Exception):
    """A command failed; the message is for the user."""
