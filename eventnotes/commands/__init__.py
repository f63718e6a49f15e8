"""The subcommands of the command line, one a module."""

from __future__ import annotations


class CommandError(Exception):
    """Why a command could not do its work, said to whoever typed it."""
