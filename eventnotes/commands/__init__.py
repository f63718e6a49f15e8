"""The command line, one module a subcommand.

In: arguments; out: text for people, an exit status.
"""

from __future__ import annotations


class CommandError(Exception):
    """Why a command could not do its work, said to whoever typed it."""
