"""Plain text out of pages, for what stands beside them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms import SphinxTransform

from eventnotes.domain import NotesDomain
from eventnotes.reading import title_section

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx

LONGEST = 200
"""The most characters of a description: what search engines and social media show of one."""
# What XML 1.0 cannot hold (https://www.w3.org/TR/xml/#charsets), whichever way it is written.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_SKIPPED = (
    nodes.title,
    nodes.field_list,
    nodes.docinfo,
    nodes.Admonition,
    nodes.literal_block,
    nodes.doctest_block,
    nodes.table,
    nodes.Invisible,
    nodes.system_message,
    nodes.footnote,
    addnodes.toctree,
    addnodes.index,
)
_PIECES = (nodes.paragraph, nodes.term)


def printable(text: str) -> str:
    """Return *text* without the characters that XML and calendars cannot hold."""
    return _UNPRINTABLE.sub("", text)


def beginning(document: nodes.document) -> str:
    """Return the first sentences or points of a page as plain text, ``""`` for none."""
    section = title_section(document)
    text = ""
    for piece in _pieces(section) if section else ():
        words = " ".join(piece.astext().split())
        text = f"{text}{_joint(text)}{words}" if words else text
        if len(text) > LONGEST:
            break
    return shortened(text)


def shortened(text: str, longest: int = LONGEST) -> str:
    """Return *text* cut at a word, with an ellipsis, where it is longer than *longest*."""
    if len(text) <= longest:
        return text
    head = text[: longest - 1]
    return (head.rsplit(" ", 1)[0] if " " in head else head).rstrip(" ,;:.–—-") + "…"


def _joint(text: str) -> str:
    if not text:
        return ""
    return " " if text.endswith((".", "!", "?", "…", ":")) else "; "


def _pieces(node: nodes.Element) -> Iterator[nodes.Element]:
    for child in node.children:
        if not isinstance(child, nodes.Element) or isinstance(child, _SKIPPED):
            continue
        if isinstance(child, _PIECES):
            yield child
        else:
            yield from _pieces(child)


class NoteBeginning(SphinxTransform):
    """Notes how each page begins, once its quotes are curled."""

    default_priority = 860

    def apply(self) -> None:
        """Note it in the domain."""
        domain = NotesDomain.of(self.env)
        domain.note_beginning(self.env.docname, beginning(self.document))


def setup(app: Sphinx) -> None:
    """Register the reading."""
    app.add_transform(NoteBeginning)
