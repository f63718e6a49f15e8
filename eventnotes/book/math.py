"""Translate LaTeX math to Typst by way of MathML. Ambiguous formulas are refused."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from latex2mathml.converter import convert

from eventnotes.book.escaping import string, unprintable

if TYPE_CHECKING:
    from collections.abc import Callable

_ACCENTS = {
    "^": "hat", "~": "tilde", "\u02dc": "tilde", "\u00af": "macron", "\u02c9": "macron",
    "\u2015": "overline", "\u203e": "overline", "\u2192": "arrow", "\u20d7": "arrow",
    "\u02d9": "dot", "\u00a8": "dot.double", "\u02d8": "breve", "\u02c7": "caron",
    "\u00b4": "acute", "\u0060": "grave", "\u23de": "overbrace", "\u23df": "underbrace",
    "\u005f": "underline", "\u0332": "underline",
}  # fmt: skip
_BARE_AMPERSAND = re.compile(r"&(?!#?\w+;)")


class UntranslatableError(Exception):
    """A formula cannot be translated; the message says why."""


def translate(latex: str, missing: frozenset[str] = frozenset()) -> str:
    """Return *latex* as the content of a Typst equation.

    All letters and signs are escaped, so the result contains no code from the formula.

    :param missing: the characters that no font has
    :raises UntranslatableError: if the formula contains something unknown
    """
    if lacking := unprintable(latex, missing):
        raise UntranslatableError(", ".join(f"U+{ord(char):04X}" for char in lacking))
    try:
        root = ET.fromstring(_BARE_AMPERSAND.sub("&amp;", convert(latex)))  # noqa: S314  # made here
    except Exception as error:  # latex2mathml's exceptions have no common base
        raise UntranslatableError(str(error) or type(error).__name__) from error
    return _row(root)


def _row(node: ET.Element) -> str:
    text = " ".join(map(_node, node)) or '""'
    return f"lr({text})" if _is_fenced(node) else text


def _is_fenced(node: ET.Element) -> bool:
    """Return whether a row is enclosed in stretchy brackets."""
    ends = [node[0], node[-1]] if len(node) > 1 else []
    marked = any(end.get("fence") == "true" for end in ends)
    plain = len(node) == 3 and node[1].tag.endswith(("mtable", "mfrac"))
    return marked or (plain and all(end.tag.endswith("mo") for end in ends))


def _node(node: ET.Element) -> str:
    name = node.tag.rpartition("}")[2]
    if name not in _FORMS:
        msg = f"<{name}>"
        raise UntranslatableError(msg)
    return _FORMS[name](node)


def _parts(node: ET.Element, count: int) -> list[str]:
    """Return the *count* translated children of *node*; raise if the number differs."""
    if len(node) != count:
        msg = f"{node.tag.rpartition('}')[2]} with {len(node)} of {count} parts"
        raise UntranslatableError(msg)
    return [_node(child) for child in node]


def _attached(*places: str) -> Callable[[ET.Element], str]:
    def form(node: ET.Element) -> str:
        base, *others = _parts(node, len(places) + 1)
        scripts = ", ".join(
            f"{place}: {other}" for place, other in zip(places, others, strict=True)
        )
        return f"attach({base}, {scripts})"

    return form


def _over(node: ET.Element) -> str:
    base, sign = _parts(node, 2)
    name = _ACCENTS.get(_text(node[1]))
    if name is None:
        return f"attach(limits({base}), {'t' if node.tag.endswith('mover') else 'b'}: {sign})"
    return f"{name}({base})"


def _under_over(node: ET.Element) -> str:
    base, under, over = _parts(node, 3)
    return f"attach(limits({base}), b: {under}, t: {over})"


def _fraction(node: ET.Element) -> str:
    over, under = _parts(node, 2)
    if node.get("linethickness", "").startswith("0"):
        return f"mat(delim: #none, {over}; {under})"
    return f"frac({over}, {under})"


def _root(node: ET.Element) -> str:
    base, degree = _parts(node, 2)
    return f"root({degree}, {base})"


def _table(node: ET.Element) -> str:
    rows = [", ".join(map(_row, line)) for line in node]
    return f"mat(delim: #none, {'; '.join(rows)})"


def _text(node: ET.Element) -> str:
    return "".join(node.itertext())


def _letters(node: ET.Element) -> str:
    text = _text(node)
    if "\\" in text:  # a command unknown to latex2mathml
        raise UntranslatableError(text)
    if text == "&":
        return "&"
    if len(text) > 1 and text.isalpha():
        return f"op({string(text)})"
    return _signs(text)


def _signs(text: str) -> str:
    return " ".join(
        f"\\{char}" if char.isascii() and not char.isalnum() else char for char in text
    )


def _operator(node: ET.Element) -> str:
    text = _text(node)
    if text.isalpha() and text.isascii():
        return f"op({string(text)}, limits: #true)"
    return _letters(node)


def _space(node: ET.Element) -> str:
    if node.get("linebreak"):
        return "\\ "
    width = re.fullmatch(r"(-?[0-9.]+)em", node.get("width", ""))
    return f"#h({width[1]}em)" if width else "space"


def _quoted(node: ET.Element) -> str:
    return string(_text(node))


_FORMS: dict[str, Callable[[ET.Element], str]] = {
    "mrow": _row, "mstyle": _row, "mtd": _row, "mi": _letters, "mo": _operator, "mn": _letters,
    "mtext": _quoted, "mspace": _space, "mfrac": _fraction,
    "msqrt": lambda node: f"sqrt({_row(node)})", "mroot": _root, "msub": _attached("b"),
    "msup": _attached("t"), "msubsup": _attached("b", "t"), "mover": _over, "munder": _over,
    "munderover": _under_over, "mtable": _table,
}  # fmt: skip
