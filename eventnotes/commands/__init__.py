"""The command line, with one module per subcommand.

In: arguments; out: readable text and an exit status.
"""

from __future__ import annotations


class CommandError(Exception):
    """A command failed. The message is shown to the user."""
