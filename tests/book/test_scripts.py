"""Scripts of the world: their fonts, characters that no font has, and the direction of writing."""

from __future__ import annotations

import sys
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2 as pdfium
import pytest
import typst
from pypdf import PdfReader
from sphinx.util.console import strip_colors

from eventnotes.text import directions
from eventnotes.text.fonts import EXTRAS
from tests.book.words import read

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.testing.util import SphinxTestApp

    Make = Callable[..., SphinxTestApp]

#: The margins of an A4 page, in points.
LEFT, RIGHT = 70.9, 524.4


def built(make: Make, name: str, **settings: object) -> tuple[list[str], Path]:
    """Build a project, and return its warnings and its book."""
    app = make(name, **settings)
    app.build()
    warnings = strip_colors(app.warning.getvalue()).replace(f"{app.srcdir}/", "").splitlines()
    return warnings, Path(app.outdir, f"{name}.pdf")


def edges(pdf: Path, text: str) -> dict[str, tuple[float, float]]:
    """Return the left and right edge of the lines of the page with *text*, by direction."""
    found: dict[str, tuple[float, float]] = {}
    with pdfium.PdfDocument(pdf) as document:
        pages = [page.get_textpage() for page in document]
        (page,) = [page for page in pages if text in page.get_text_range()]
        for index in range(page.count_chars()):
            kind = unicodedata.bidirectional(page.get_text_range(index, 1)[:1] or " ")
            left, bottom, right, _top = page.get_charbox(index)
            if kind in ("L", "R", "AL") and 100 < bottom < 600:  # below the heading
                before = found.get(kind, (left, right))
                found[kind] = (min(left, before[0]), max(right, before[1]))
    return found


def test_all_scripts_are_set_without_a_warning(make: Make) -> None:
    warnings, pdf = built(make, "scripts")
    assert warnings == []
    text = "".join(read(pdf).body)
    for words in ("会議の記録は", "会议记录", "会議".replace("会", "會"), "회의", "குறி", "😀"):
        assert words in text
    assert "U+" not in text
    fonts = {
        str(font.get_object()["/BaseFont"]).partition("+")[2]
        for page in PdfReader(pdf).pages
        for font in page["/Resources"]["/Font"].values()  # type: ignore[index]  # a page has them
    }
    for name in ("NotoSansCJKjp-Regular", "NotoSansCJKjp-Bold", "NotoEmoji", "NotoSansTamil"):
        assert any(font.startswith(name) for font in fonts), name


def test_paragraphs_have_the_direction_of_their_first_letter(make: Make) -> None:
    _warnings, pdf = built(make, "scripts")
    found = edges(pdf, "Back to English")
    assert found["R"][1] == pytest.approx(RIGHT, abs=3)
    assert found["L"][0] == pytest.approx(LEFT, abs=3)
    assert edges(pdf, "An English paragraph")["AL"][1] == pytest.approx(RIGHT, abs=3)


def test_a_book_in_a_language_from_right_to_left_begins_at_the_right(make: Make) -> None:
    titles = []
    for language in ("en", "he"):
        _warnings, pdf = built(make, "small", language=language)
        with pdfium.PdfDocument(pdf) as document:
            page = document[0].get_textpage()
            start, _count = page.search("Documentation").get_next()
            titles.append(page.get_charbox(start)[0])
    assert titles[0] > 300
    assert titles[1] < 200


def test_missing_characters_cost_one_compile(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[str] = []
    compile_one = typst.compile

    def counting(source: Path, **options: object) -> object:
        compiled.append(source.name)
        return compile_one(source, **options)  # type: ignore[call-overload]  # as given

    monkeypatch.setattr(typst, "compile", counting)
    page = Path(make("small").srcdir, "credits.rst")
    page.write_text("Credits\n=======\n\nA seated man: 𓀀, and ``𓀁``.\n")
    warnings, pdf = built(make, "small")
    assert compiled.count("small.typ") == 1
    assert [line[:68] for line in warnings] == [
        "credits.rst:4: WARNING: no font of the book has the character U+1300",
        "credits.rst:4: WARNING: no font of the book has the character U+1300",
    ]
    assert "man:U+13000,andU+13001." in "".join(read(pdf).body)


def test_without_its_extra_a_script_gives_one_warning_that_names_it(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    for package in {name for extra in EXTRAS for name in extra.files.values()}:
        monkeypatch.setitem(sys.modules, package, None)  # as if it were not installed
    warnings, pdf = built(make, "scripts")
    assert [line.partition(" has ")[2].partition(": install ")[2][:20] for line in warnings] == [
        "eventnotes[cjk], or ",
        "eventnotes[emoji], o",
        "eventnotes[scripts],",
    ]
    assert warnings[0].startswith("japanese.rst:2: WARNING: no font of the book has Chinese")
    assert "U+65E5U+672CU+8A9E" in "".join(read(pdf).body)


@pytest.mark.parametrize(
    ("language", "direction"),
    [("en", "ltr"), ("he", "rtl"), ("ar", "rtl"), ("pt_BR", "ltr"), ("xx", "ltr"), ("", "ltr")],
)
def test_the_direction_of_a_language(language: str, direction: str) -> None:
    assert directions.of_language(language) == direction


@pytest.mark.parametrize(
    ("text", "direction"),
    [("42 (שלום)", "rtl"), ("«مرحبا» x", "rtl"), ("Python שלום", "ltr"), ("1, 2!", None)],
)
def test_the_direction_of_a_text(text: str, direction: str | None) -> None:
    assert directions.of_texts([text[:2], text[2:]]) == direction
