"""An extension that records the processor time of each phase of a build."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

FILE = "EVENTNOTES_PHASES"
"""The environment variable with the file for the results."""

# The event at the end of each phase; the priority selects its first or last handler.
_FIRST, _LAST = -1, 9999
ENDS = {
    "start": ("builder-inited", _LAST),
    "reading": ("env-updated", _FIRST),
    # What is known of all pages: the records, the checks, and which pages to rewrite.
    "indexing": ("write-started", _FIRST),
    "writing": ("html-collect-pages", _FIRST),
    # The pages of indices, the search's index, data and feeds.
    "finishing": ("build-finished", _LAST),
}


def setup(app: Sphinx) -> ExtensionMetadata:
    """Record the time at the end of each phase, and write the results after the last."""
    spent: dict[str, float] = {}
    before = 0.0

    def end(phase: str) -> None:
        nonlocal before
        times = os.times()
        now = sum(times[:4])  # processor time of this process and its children
        spent[phase] = now - before
        before = now
        if phase == "finishing":
            Path(os.environ[FILE]).write_text(json.dumps(spent), "utf-8")

    def handler(phase: str) -> Callable[..., tuple[()]]:
        # For each event: nothing more to read or write, no more pages, no error handled.
        def taken(*_arguments: object) -> tuple[()]:
            end(phase)
            return ()

        return taken

    for phase, (event, priority) in ENDS.items():
        app.connect(event, handler(phase), priority=priority)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
