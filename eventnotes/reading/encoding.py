"""Read pages that are not UTF-8: warn and replace invalid bytes instead of failing."""

from __future__ import annotations

import codecs
from encodings import utf_8_sig
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util import logging

if TYPE_CHECKING:
    from sphinx.application import Sphinx

logger = logging.getLogger(__name__)

# The codec defined below. Sphinx takes only the name of a codec, no error handler.
ENCODING = "eventnotes_utf_8"
# Replaces invalid bytes: https://www.unicode.org/charts/PDF/UFFF0.pdf.
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


class ReplacingDecoder(utf_8_sig.IncrementalDecoder):
    """UTF-8, with or without a byte order mark, that replaces invalid bytes."""

    def __init__(self, errors: str = "replace") -> None:
        super().__init__("replace" if errors == "strict" else errors)


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
    app.env.settings["input_encoding"] = ENCODING


def warn_about_replacements(app: Sphinx, docname: str, source: list[str]) -> None:
    """Warn about the first invalid byte of a page, if its text has a replacement character."""
    if REPLACEMENT not in source[0]:
        return
    data = Path(app.env.doc2path(docname)).read_bytes()
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        logger.warning(
            "this page is not UTF-8 (here byte 0x%02x; such bytes show as %s): save it as UTF-8",
            data[error.start],
            REPLACEMENT,
            location=(docname, data.count(b"\n", 0, error.start) + 1),
            type="eventnotes",
            subtype="encoding",
        )
