"""What a reader must find in a book: every word of its doctree, in order."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pypdf import PdfReader

#: Spaces, hyphens that a line's end brings, marks that say nothing, and what shapes text.
_IGNORED = re.compile(r"[\s\-\u00ad\u2010\u200b\u2060]+")


def squeezed(text: str) -> str:
    """Return *text* without spaces and hyphens, and with ligatures taken apart."""
    for ligature, letters in {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl"}.items():
        text = text.replace(ligature, letters)
    return _IGNORED.sub("", text)


def words(tree: nodes.document) -> Iterator[str]:
    """Yield the words of an assembled and resolved *tree*, but for notes, set elsewhere."""
    for text in tree.findall(nodes.Text):
        if not _is_shown(text):
            continue
        for word in text.astext().replace("\0", "").split():
            if squeezed(word):
                yield squeezed(word)


def _is_shown(text: nodes.Text) -> bool:
    hidden = (
        nodes.footnote,
        nodes.footnote_reference,
        nodes.comment,
        nodes.raw,
        nodes.substitution_definition,
        addnodes.index,
        nodes.system_message,
    )
    node = text.parent
    while node is not None:
        if isinstance(node, hidden):
            return False
        if isinstance(node, nodes.title) and isinstance(node.parent.parent, nodes.document):
            return False  # the title of the book is on its title page
        node = node.parent
    return True


def lost(tree: nodes.document, text: str) -> list[str]:
    """Return the words of *tree* that *text* does not hold after those before them."""
    squeezed_text = squeezed(text)
    place = 0
    missing = []
    for word in words(tree):
        found = squeezed_text.find(word, place)
        if found < 0 or found - place > 4000:
            missing.append(word)
        else:
            place = found + len(word)
    return missing


def body_text(reader: PdfReader) -> str:
    """Return the text of the pages, without running heads and feet."""
    pages = []
    for page in reader.pages:
        parts: list[str] = []
        top, bottom = float(page.mediabox.top) - 60, 60

        def keep(text: str, cm: list[float], tm: list[float], *_rest: object) -> None:
            height = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
            if bottom < height < top:  # noqa: B023
                parts.append(text)  # noqa: B023

        page.extract_text(visitor_text=keep)
        pages.append("".join(parts))
    return "\n".join(pages)
