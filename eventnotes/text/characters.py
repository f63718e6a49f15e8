"""Replace the characters that XML cannot hold."""

from __future__ import annotations

import re

# For invalid bytes too: https://www.unicode.org/charts/PDF/UFFF0.pdf.
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
#: The characters that XML cannot hold: https://www.w3.org/TR/xml/#charsets.
UNHOLDABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
#: The same in a node of docutils, where NUL marks a character that the source has escaped.
IN_TEXT = re.compile(UNHOLDABLE.pattern.replace("\\x00", "\\x01", 1))


def without_control(text: str) -> str:
    """Return *text* with the characters that XML cannot hold replaced."""
    return UNHOLDABLE.sub(REPLACEMENT, text)
