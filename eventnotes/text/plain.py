"""Plain text for XML, calendars and descriptions: allowed characters and length."""

from __future__ import annotations

import re

LONGEST = 200
"""The maximum length of a description, as search engines and social media show it."""
# Characters that XML 1.0 forbids, even escaped (https://www.w3.org/TR/xml/#charsets).
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def printable(text: str) -> str:
    """Return *text* without the characters that XML and calendars forbid."""
    return _UNPRINTABLE.sub("", text)


def shortened(text: str, longest: int = LONGEST) -> str:
    """Return *text*, cut at a word and with an ellipsis if it is longer than *longest*."""
    if len(text) <= longest:
        return text
    return text[: longest - 1].rsplit(" ", 1)[0].rstrip(" ,;:.–—-") + "…"
