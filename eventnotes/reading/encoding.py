"""Read pages that are not UTF-8: warn and replace invalid bytes instead of failing."""

from __future__ import annotations

import codecs
from encodings import utf_8_sig
from pathlib import Path
from typing import TYPE_CHECKING

from eventnotes.domain import NotesDomain
from eventnotes.internals import set_docutils
from eventnotes.records.model import Problem

if TYPE_CHECKING:
    from sphinx.application import Sphinx

# The codec below; Sphinx takes the name of one, and no choice of what to do about errors.
ENCODING = "eventnotes_utf_8"
# Replaces invalid bytes: https://www.unicode.org/charts/PDF/UFFF0.pdf.
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


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
    """Note where the page *docname* is not UTF-8; only one with a replacement is looked into."""
    if REPLACEMENT not in source[0]:
        return
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
