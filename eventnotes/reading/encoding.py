"""Read pages that are not UTF-8, or have characters that XML cannot hold: replace and warn."""

from __future__ import annotations

import codecs
from encodings import utf_8_sig
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms import SphinxTransform

from eventnotes.domain import NotesDomain
from eventnotes.internals import set_docutils
from eventnotes.reading.page import line_of
from eventnotes.records.model import Problem
from eventnotes.text.plain import (
    REPLACEMENT,
    UNHOLDABLE,
    UNHOLDABLE_IN_NODES,
    without_control,
)

if TYPE_CHECKING:
    from sphinx.application import Sphinx

# The codec below; Sphinx takes the name of one, and no choice of what to do about errors.
ENCODING = "eventnotes_utf_8"


class ReplacingDecoder(utf_8_sig.IncrementalDecoder):
    """UTF-8, with or without a byte order mark, that replaces invalid bytes."""

    def __init__(self, errors: str = "replace") -> None:
        super().__init__("replace")  # Sphinx 8 asks for its own handler


def find_codec(name: str) -> codecs.CodecInfo | None:
    """Return the codec if *name* is `ENCODING`, else None. For `codecs.register`."""
    if name != ENCODING:
        return None
    utf_8 = codecs.lookup("utf-8-sig")
    return codecs.CodecInfo(
        utf_8.encode,
        utf_8.decode,
        utf_8.streamreader,
        utf_8.streamwriter,
        utf_8.incrementalencoder,
        ReplacingDecoder,
        name=ENCODING,
    )


def read_with_replacements(app: Sphinx) -> None:
    """Make *app* read its sources with the replacing codec."""
    codecs.unregister(find_codec)
    codecs.register(find_codec)
    set_docutils(app.env, input_encoding=ENCODING)


def note_replacements(app: Sphinx, docname: str, source: list[str]) -> None:
    """Note where the page *docname* is not UTF-8 or has control characters, which are replaced."""
    if found := UNHOLDABLE.search(source[0]):
        line = source[0].count("\n", 0, found.start()) + 1
        NotesDomain.of(app.env).note_problems(docname, [_problem(docname, line, found[0])])
        source[0] = without_control(source[0])
    if REPLACEMENT in source[0]:
        _note_bytes(app, docname)


def _problem(docname: str, line: int, character: str) -> Problem:
    message = (
        f"this page has the character U+{ord(character):04X}, which no web page or book can hold; "
        f"such characters show as {REPLACEMENT}: remove it"
    )
    return Problem(docname=docname, line=line, code="control-character", message=message)


class ReplaceControl(SphinxTransform):
    """Replaces characters that XML cannot hold and that markup has made: ``unicode:: 0x1``."""

    default_priority = 1

    def apply(self) -> None:
        """Replace them in the text and the attributes of all nodes, and report the first."""
        lines = []
        for node in list(self.document.findall()):
            if isinstance(node, nodes.Text):
                if UNHOLDABLE_IN_NODES.search(node):
                    lines.append((line_of(node), node))
                    node.parent.replace(
                        node, nodes.Text(UNHOLDABLE_IN_NODES.sub(REPLACEMENT, node))
                    )
            elif isinstance(node, nodes.Element):
                node.attributes = {key: _clean(value) for key, value in node.attributes.items()}
        if lines:
            line, text = min(lines, key=lambda one: one[0])
            found = UNHOLDABLE_IN_NODES.findall(text)[0]
            problem = _problem(self.env.docname, line, found)
            NotesDomain.of(self.env).note_problems(self.env.docname, [problem])


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return UNHOLDABLE_IN_NODES.sub(REPLACEMENT, value)
    if isinstance(value, list):
        value[:] = map(_clean, value)
    return value


def _note_bytes(app: Sphinx, docname: str) -> None:
    data = Path(app.env.doc2path(docname)).read_bytes()
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = (
            f"this page is not UTF-8 (here byte 0x{data[error.start]:02x}; such bytes show as "
            f"{REPLACEMENT}): save it as UTF-8"
        )
        problem = Problem(docname=docname, line=line, code="encoding", message=message)
        NotesDomain.of(app.env).note_problems(docname, [problem])
