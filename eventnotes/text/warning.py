"""Our warnings: of the type ``eventnotes``, with a code of the table of checks as the subtype."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.util import logging

if TYPE_CHECKING:
    from docutils import nodes

logger = logging.getLogger(__name__)

TYPE = "eventnotes"
"""The type of all our warnings: ``suppress_warnings = ["eventnotes.outside-event"]``."""


def warn(
    code: str, message: str, location: nodes.Node | tuple[str, int] | str | None = None
) -> None:
    """Emit a warning at a node, a docname with a line, a docname, or ``path:line``."""
    logger.warning("%s", message, location=location, type=TYPE, subtype=code)
