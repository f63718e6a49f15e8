"""Plain text for XML, calendars and descriptions: allowed characters and length."""

from __future__ import annotations

import re

LONGEST = 200
"""The maximum length of a description, as search engines and social media show it."""
# For invalid bytes too: https://www.unicode.org/charts/PDF/UFFF0.pdf.
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
# XML 1.0 forbids these, even escaped (https://www.w3.org/TR/xml/#charsets).
_NUL, _CONTROL = r"\x00", r"\x01-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff"
#: The characters that XML cannot hold.
UNHOLDABLE = re.compile(f"[{_NUL}{_CONTROL}]")
#: The same in a node of docutils, where NUL marks a character that the source has escaped.
UNHOLDABLE_IN_NODES = re.compile(f"[{_CONTROL}]")
_UNPRINTABLE = re.compile(rf"[{_NUL}{_CONTROL}\x7f-\x9f]")


def printable(text: str) -> str:
    """Return *text* without the characters that XML and calendars forbid."""
    return _UNPRINTABLE.sub("", text)


def without_control(text: str) -> str:
    """Return *text* with the characters that XML cannot hold replaced."""
    return UNHOLDABLE.sub(REPLACEMENT, text)


def quoted(text: str) -> str:
    """Return *text* in quotes for a message: in one line, cut after 60 characters."""
    line = " ".join(text.split())
    return repr(line if len(line) <= 60 else f"{line[:57]}…")


def shortened(text: str, longest: int = LONGEST) -> str:
    """Return *text*, cut at a word and with an ellipsis if it is longer than *longest*."""
    if len(text) <= longest:
        return text
    return text[: longest - 1].rsplit(" ", 1)[0].rstrip(" ,;:.–—-") + "…"
