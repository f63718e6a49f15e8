"""Located warnings about the link ledger."""

from __future__ import annotations

from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING

from eventnotes.links.ledger import ledger_of
from eventnotes.links.pages import all_links
from eventnotes.records.model import Problem
from eventnotes.text.warning import warn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from eventnotes.links.ledger import Ledger

BY_LINE = attrgetter("line", "code", "message")


def warn_of_ledger(app: Sphinx, env: BuildEnvironment) -> None:
    """Report the ledger's problems and the links that no page has, with their lines."""
    ledger = ledger_of(env)
    path = Path(app.srcdir, app.config.eventnotes_links_ledger)
    for problem in sorted(_problems(ledger, path.name, set(all_links(env))), key=BY_LINE):
        warn(problem.code, problem.message, f"{path}:{problem.line}")


def _problems(ledger: Ledger, name: str, links: set[str]) -> Iterator[Problem]:
    yield from ledger.problems
    for url in ledger.links:
        if url not in links:
            message = (
                f"no page has the link {url} any more: correct it, or remove it with "
                "'python -m eventnotes linkcheck --prune'"
            )
            line = ledger.lines[url]
            yield Problem(docname=name, line=line, code="unused-link", message=message)
