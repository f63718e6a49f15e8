"""Markup that Typst refuses gives one warning with a line, and its text; the book is built."""

from __future__ import annotations

import base64
from itertools import cycle, islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from sphinx.util.console import strip_colors

from eventnotes.book.compiler import CompileError, compile_pdf, open_fonts
from tests.book.words import read

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sphinx.testing.util import SphinxTestApp

    Make = Callable[..., SphinxTestApp]

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5Erk"
    "Jggg=="
)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">%s</svg>'
LONG = "word " * 8000


class Part(NamedTuple):
    """Part of a page, the line and message of its warning, and its text in the book."""

    text: str
    line: int
    warning: str
    kept: str
    picture: str = "dot.png"
    data: bytes = PNG
    kind: str = "rst"


def broken_picture(name: str, data: bytes, message: str) -> Part:
    warning = f"the image {name} cannot be read ({message}"
    return Part(f".. image:: {name}\n   :alt: In words", 6, warning, "In words", name, data)


def nested(blocks: Sequence[tuple[str, int]], depth: int) -> str:
    """Return nested blocks, each with its number, given their beginnings and indentations."""
    found = []
    indent = 0
    for level, (start, more) in enumerate(islice(cycle(blocks), depth)):
        lines = f"{start}level{level}".splitlines()
        found.append("\n".join(" " * indent + line for line in lines))
        indent += more
    return "\n\n".join(found)


BULLETS, QUOTATIONS = ("-   ", 4), ("    ", 4)
NESTED = "this is nested too deep and printed as plain text"
NO_TEXT = "a heading of the PDF book has no text and is printed as "
LONG_HEADING = "the heading is too long for a PDF and printed as word word"
LONG_FORMULA = "math is printed as LaTeX source in the PDF book, because the formula is too long"
MANY = ", ".join(f"column{number}" for number in range(40))
FOOTMARKS = " ".join(f"w{number} [#]_" for number in range(1000))
FOOTNOTES = "\n".join(f".. [#] Foot {number}." for number in range(1000))
PARTS = {
    "wide table": Part(
        f".. csv-table:: Wide\n   :header: {MANY}\n\n   {MANY.replace('column', 'value')}",
        6,
        "the table is wider than a page and printed in 5 parts, each with the first column",
        "column38column39value0",
    ),
    "empty heading": Part("##", 5, f"{NO_TEXT}<no title>", "<no title>", kind="md"),
    "heading of an image": Part("## ![A dot](dot.png)", 5, f"{NO_TEXT}A dot", "A dot", kind="md"),
    "truncated PNG": broken_picture("cut.png", PNG[:50], "failed to decode image"),
    "bad SVG": broken_picture("bad.svg", b"<svg", "failed to parse SVG"),
    "SVG that names a picture": broken_picture(
        "more.svg", SVG % b'<image href="dot.png" width="5" height="5"/>', "failed to load"
    ),
    "SVG with a letter of no font": broken_picture(
        "letter.svg", SVG % "<text>𓀀</text>".encode(), "characters are missing"
    ),
    "long heading": Part(f"{LONG}\n{'-' * len(LONG)}", 7, LONG_HEADING, f"…{LONG}"),
    "long formula": Part(f":math:`{'x+' * 20_000}y`", 6, LONG_FORMULA, "x+" * 20_000),
    "long alternative text": Part(
        f".. image:: dot.png\n   :alt: {LONG}", 6, "the alternative text of the image", ""
    ),
    "long address": Part(
        f"`A <https://e.org/{'a' * 9000}>`__", 6, "the address is too long for a link", "a" * 9000
    ),
    "40 bullets": Part(nested([BULLETS], 40), 56, NESTED, "level39"),
    "150 quotations": Part(
        ":strong:`first`\n\n" + nested([QUOTATIONS], 150), 58, NESTED, "level149"
    ),
    "90 emphases": Part(f"{'**' * 90}deep{'**' * 90}", 5, NESTED, "deep", kind="md"),
}
#: Blocks that can be nested: how they begin, and the indentation of their content.
BLOCKS = {
    "bullets": BULLETS,
    "numbers": ("1.  ", 4),
    "quotations": QUOTATIONS,
    "definitions": ("term\n    ", 4),
    "fields": (":name:\n    ", 4),
    "options": ("-o  ", 4),
    "admonitions": (".. note::\n\n    ", 4),
    "tables": (".. list-table::\n\n    * - ", 8),
    "columns": (".. hlist::\n\n    -   ", 8),
    "versions": (".. versionadded:: 1\n\n    ", 4),
    "objects": (".. py:class:: Name\n    :no-index:\n\n    ", 4),
    "figures": (".. figure:: dot.png\n\n    Caption\n\n    ", 4),
}


def book(make: Make, part: Part) -> tuple[list[str], str]:
    """Return the warnings and the text of a book with *part* between two sentences of a page."""
    source = Path(make("small").srcdir)
    (source / "credits.rst").unlink()
    title = "# Credits" if part.kind == "md" else "Credits\n======="
    text = f"{title}\n\nBefore.\n\n{part.text}\n\nAfter.\n"
    (source / f"credits.{part.kind}").write_text(text, "utf-8")
    (source / part.picture).write_bytes(part.data)
    app = make("small", extensions=["eventnotes.book", "myst_parser", "sphinx.ext.mathjax"])
    app.build()
    assert app.statuscode == 0, app.warning.getvalue()
    warnings = strip_colors(app.warning.getvalue()).replace(f"{source}/", "").splitlines()
    words = read(Path(app.outdir, "small.pdf"))
    return warnings, "".join([*words.body, *words.notes])


@pytest.mark.parametrize("part", PARTS.values(), ids=PARTS)
def test_invalid_markup_gives_a_warning_and_its_text(make: Make, part: Part) -> None:
    warnings, text = book(make, part)
    assert warnings[0].startswith(f"credits.{part.kind}:{part.line}: WARNING: {part.warning}")
    assert len(warnings) == 1
    assert "".join(part.kept.split()) in text
    assert "Before." in text
    assert "After." in text


@pytest.mark.parametrize("name", ["back\\\\slash.png", "x" * 240 + ".png"])
def test_an_image_with_any_name(make: Make, name: str) -> None:
    picture = name.replace("\\\\", "\\")
    warnings, _text = book(make, Part(f".. image:: {name}\n", 6, "", "", picture))
    assert warnings == []


@pytest.mark.parametrize(
    "blocks", [*([one] for one in BLOCKS.values()), list(BLOCKS.values())], ids=[*BLOCKS, "all"]
)
def test_blocks_nest_as_deep_as_they_like(make: Make, blocks: list[tuple[str, int]]) -> None:
    _warnings, text = book(make, Part(nested(blocks, 34), 0, "", ""))
    assert "level33" in text


def test_what_is_printed_as_text_can_be_linked(make: Make) -> None:
    deep = nested([*[BULLETS] * 40, (".. _there:\n\n.. note:: Here, ", 0)], 41)
    text = f":ref:`To it <there>` [#]_\n\n{deep}\n\n.. [#] A foot."
    warnings, text = book(make, Part(text, 0, "", ""))
    assert len(warnings) == 1
    assert "Here,level40" in text


@pytest.mark.parametrize("word", ["ж" * 40_000, "ж\\*" * 20_000])
def test_an_endless_word(make: Make, word: str) -> None:
    warnings, text = book(make, Part(word, 0, "", ""))
    assert warnings == []
    assert word.replace("\\", "") in text


def test_a_wide_table_with_spans_stays_whole(make: Make) -> None:
    """A warning, and no cell is lost."""
    border = "  ".join(["=" * 12] * 12)
    under = "  ".join(["-" * 26] + ["-" * 12] * 10)
    cells = "  ".join(f"longword{number:04}" for number in range(12))
    head = "over two columns".ljust(28) + cells[28:]
    table = "\n".join([border, head, under, cells, border])
    warnings, text = book(make, Part(table, 0, "", ""))
    assert len(warnings) == 1
    assert "the table is wider than a page: split it" in warnings[0]
    assert "longword0011" in text


@pytest.mark.parametrize(
    "word", ["abcשלוםdefمرحبا123", "\u202eturned", "\u2066isolated", "שלםabc\u200f"]
)
def test_a_word_in_two_directions(make: Make, word: str) -> None:
    warnings, _text = book(make, Part(f"{word} here. {word}", 0, "", ""))
    assert warnings == []


def test_a_thousand_footnotes(make: Make) -> None:
    warnings, text = book(make, Part(f"{FOOTMARKS}\n\n{FOOTNOTES}", 0, "", ""))
    assert warnings == []
    assert all(f"Foot{number}." in text for number in range(1000))


def test_an_image_of_too_many_pixels_is_not_decoded(make: Make) -> None:
    """Its head says that it is larger than it is: decoding it would be another error."""
    huge = PNG[:16] + (10_000).to_bytes(4, "big") * 2 + PNG[24:]
    warnings, text = book(
        make, Part(".. image:: big.png\n   :alt: Big one", 0, "", "", "big.png", huge)
    )
    (warning,) = warnings
    assert warning.startswith("credits.rst:6: WARNING: the image big.png has 100 megapixels, and")
    assert "Bigone" in text


def test_a_crash_of_typst_is_an_error(tmp_path: Path) -> None:
    source = tmp_path / "crash.typ"
    source.write_text("ж" * 40_000, "utf-8")
    with pytest.raises(CompileError, match="Typst crashed"):
        compile_pdf(source, fonts=open_fonts([], system=False), standards=[])
