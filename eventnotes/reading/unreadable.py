"""Read a page as plain text if reading it raises an exception or takes too long."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.errors import ExtensionError

from eventnotes.domain import NotesDomain
from eventnotes.internals import forget_page, guard_reading
from eventnotes.reading.limits import SECONDS, limited
from eventnotes.records.model import Problem

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx

_WORD = re.compile(r"[^\W_]+")
_LONGEST_TITLE = 80


def watch(app: Sphinx) -> None:
    """Have *app*'s builder read a page as plain text where reading it raises an exception.

    Sphinx would end the build.
    """

    def guard(read: Callable[..., None]) -> Callable[..., None]:
        def read_doc(docname: str, **options: bool) -> None:
            try:
                with limited(SECONDS):
                    read(docname, **options)
            except Exception as error:  # a parser's or an extension's, of any kind
                forget_page(app, docname)
                NotesDomain.of(app.env).note_problems(docname, [_problem(docname, error)])
                read(docname, **options)

        return read_doc

    guard_reading(app, guard)


def replace_source(app: Sphinx, docname: str, source: list[str]) -> None:
    """Replace the source of a page that could not be read."""
    problems = NotesDomain.of(app.env).problems.get(docname, ())
    if any(one.code == "unreadable-page" for one in problems):
        suffix = Path(app.env.doc2path(docname)).suffix
        markdown = app.config.source_suffix.get(suffix) == "markdown"
        source[0] = as_text(docname, source[0], markdown=markdown)


def as_text(docname: str, source: str, *, markdown: bool) -> str:
    """Return a page that shows *source* as a literal block."""
    lines = source.splitlines()
    titles = (" ".join(_WORD.findall(line)) for line in lines)
    title = next(filter(None, titles), docname.rpartition("/")[2])[:_LONGEST_TITLE]
    rule = "=" * 2 * _LONGEST_TITLE  # some letters are two columns wide
    # Lines that are indented end neither block.
    shown = "\n".join(f"    {line}" for line in lines)
    before, after = ("~~~none\n", "\n~~~") if markdown else (".. code-block:: none\n\n", "")
    return f"{title}\n{rule}\n\n{before}{shown}{after}\n"


def _problem(docname: str, error: Exception) -> Problem:
    cause = error.__cause__ if isinstance(error, ExtensionError) else None
    known = cause or error
    message = (
        f"this page cannot be read ({type(known).__name__}: {str(known)[:200]}) and is shown as "
        "plain text: simplify it, or report the error with the page"
    )
    return Problem(docname=docname, line=1, code="unreadable-page", message=message)
