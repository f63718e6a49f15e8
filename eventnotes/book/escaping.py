"""Escape text for Typst. All escaping of the book is in this module.

Typst's syntax: https://typst.app/docs/reference/syntax/.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Characters with a special meaning anywhere in markup.
_ALWAYS = r"[\\#*_`$<@~\[\]]"
#: Characters with a special meaning only in sequences: ``--``, ``-1``, ``-?``, ``...`` and the
#: ``//`` of comments and addresses.
_PAIRED = r"-(?=[-?])|(?<=-)-|(?<![^\W_])-(?=\d)|\.(?=\.)|(?<=\.)\.|/(?=/)|(?<=/)/"
#: A final hyphen, which a digit after it would turn into a minus sign.
_SPECIAL = re.compile(rf"{_ALWAYS}|{_PAIRED}|-\Z")
#: Characters that would start a list or heading, or continue a preceding call.
_LINE_START = re.compile(r"^([ \t]*)([-+=/.;(])", re.MULTILINE)
_NUMBER_START = re.compile(r"^([ \t]*[0-9]+)\.", re.MULTILINE)
_LINE_BREAKS = re.compile(r"[^\S\n]*[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]\s*")
#: Characters that PDF forbids: control characters, surrogates and non-characters.
_UNPRINTABLE = re.compile(
    r"[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
#: The maximum bytes of titles and alternative texts in Typst and PDF/A, with room for numbers and
#: marks.
_LONGEST_STRING = 32_000
#: The number of characters shown of a longer text.
_BEGINNING = 100
#: Words of at least this length get break opportunities in literals and addresses.
LONG_RUN = 18
#: Words of at least this length get them anywhere: PDF's limit is 32,767 bytes.
ENDLESS_RUN = 4000
#: Words in the cells of tables get them after as many letters.
CELL_RUN = 30
#: Break opportunities are added after these. After ``/`` and ``-`` Typst breaks by itself.
_BREAKABLE = re.compile(r"(?P<own>[/-])|[\\._=&?,;:|@#%+)\]}]")
_RUNS = re.compile(r"\S+")


def unprintable(text: str, missing: frozenset[str] = frozenset()) -> list[str]:
    """Return the characters of *text* that cannot be printed, including *missing* ones."""
    return sorted({char for char in text if char in missing or _UNPRINTABLE.match(char)})


def markup(text: str, missing: frozenset[str] = frozenset(), longest: int = ENDLESS_RUN) -> str:
    """Return *text* as Typst markup, with calls of ``missing`` for characters in *missing*.

    Words get a break opportunity after each *longest* characters.
    """
    return "".join(
        f'#missing("{piece}")' if lacking else _markup(piece, longest)
        for piece, lacking in split_missing(text, missing)
    )


def _markup(text: str, longest: int) -> str:
    text = _LINE_BREAKS.sub("\n", text)
    text = _SPECIAL.sub(lambda found: "\\" + found.group(), text)
    text = _LINE_START.sub(r"\1\\\2", text)
    if len(text) > longest:
        text = re.sub(rf"\S{{{longest}}}(?<!\\)(?=\S)", r"\g<0>#box();", text)
    return _NUMBER_START.sub(r"\1\\.", text)


def string(text: str) -> str:
    """Return *text* as a quoted Typst string."""
    return '"' + "".join(_string_char(char) for char in text) + '"'


def _string_char(char: str) -> str:
    if char in '"\\':
        return "\\" + char
    if char == "\n":
        return "\\n"
    if char == "\t":
        return "\\t"
    if char < " " or 0x7F <= ord(char) < 0xA0 or char in "\u2028\u2029":
        return f"\\u{{{ord(char):x}}}"
    return char


def fits_string(text: str) -> bool:
    """Return whether *text* is short enough for a title or an alternative text in a PDF."""
    size = len(text) if text.isascii() else len(text.encode("utf-16-be", "replace"))
    return size <= _LONGEST_STRING


def beginning(text: str) -> str:
    """Return the beginning of a *text* that is too long, with an ellipsis."""
    return text[:_BEGINNING].rstrip() + "…"


def strings(text: str, missing: frozenset[str] = frozenset()) -> str:
    """Return *text* as Typst arguments with break opportunities between them.

    Long words are split after punctuation, or else every few characters.
    """
    return ", ".join(
        f'missing("{piece}")' if lacking else ", ".join(map(string, break_up(piece)))
        for piece, lacking in split_missing(text, missing)
    )


def break_up(text: str) -> list[str]:
    """Split *text* at break opportunities in long words. The joined parts equal *text*."""
    cuts = {0, len(text)}
    for run in _RUNS.finditer(text):
        if len(run.group()) >= LONG_RUN:
            cuts.update(run.start() + cut for cut in _cuts(run.group()))
    places = sorted(cuts)
    return [text[start:end] for start, end in pairwise(places)] or [""]


def _cuts(run: str) -> Iterator[int]:
    """Yield the positions to split *run* at, so that no part is much longer than `LONG_RUN`."""
    last = 0
    places = {found.end(): found["own"] for found in _BREAKABLE.finditer(run)}
    for place in range(1, len(run) - 2):
        if places.get(place):
            last = place
        elif (place in places and place - last >= LONG_RUN // 2) or place - last >= LONG_RUN:
            last = place
            yield place


def split_missing(text: str, missing: frozenset[str]) -> Iterator[tuple[str, bool]]:
    """Yield the parts of *text*, each with whether it is the number of a missing character."""
    lacking = unprintable(text, missing)
    if not lacking:
        yield text, False
        return
    for piece in re.split("([" + "".join(map(re.escape, lacking)) + "])", text):
        if piece in lacking:
            yield f"{ord(piece):04X}", True
        elif piece:
            yield piece, False


def label(name: str) -> str:
    """Return *name* with full stops for characters that Typst labels forbid."""
    return re.sub(r"[^\w\-:.]|[^\x00-\x7f]", ".", name).strip(".") or "x"
