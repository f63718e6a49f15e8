"""What is wrong with the ledger of links, as located warnings."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util import logging

from eventnotes.links.ledger import ledger_of
from eventnotes.links.pages import all_links

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from eventnotes.links.ledger import Ledger

logger = logging.getLogger(__name__)


def warn_of_ledger(app: Sphinx, env: BuildEnvironment) -> None:
    """Say what is wrong with the ledger, at its lines."""
    ledger = ledger_of(env)
    path = Path(app.srcdir, app.config.eventnotes_links_ledger)
    for line, code, message in sorted(_faults(ledger, set(all_links(env)))):
        logger.warning("%s", message, location=f"{path}:{line}", type="eventnotes", subtype=code)


def _faults(ledger: Ledger, links: set[str]) -> Iterator[tuple[int, str, str]]:
    for fault in ledger.faults:
        yield fault.line, fault.code, fault.message
    for url in ledger.entries:
        if url not in links:
            message = (
                f"no page has the link {url} any more: correct it, or take it out with "
                "'python -m eventnotes linkcheck --prune'"
            )
            yield ledger.lines[url], "unused-link", message
