"""Plain text for XML, calendars and descriptions: what they cannot hold, and how long it is."""

from __future__ import annotations

import re

LONGEST = 200
"""The most characters of a description: what search engines and social media show of one."""
# What XML 1.0 cannot hold (https://www.w3.org/TR/xml/#charsets), whichever way it is written.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def printable(text: str) -> str:
    """Return *text* without the characters that XML and calendars cannot hold."""
    return _UNPRINTABLE.sub("", text)


def shortened(text: str, longest: int = LONGEST) -> str:
    """Return *text* cut at a word, with an ellipsis, where it is longer than *longest*."""
    if len(text) <= longest:
        return text
    head = text[: longest - 1]
    return (head.rsplit(" ", 1)[0] if " " in head else head).rstrip(" ,;:.–—-") + "…"
