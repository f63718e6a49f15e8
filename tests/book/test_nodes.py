"""Every standard node: no warnings, no lost words, and the tags of the PDF."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf
import pytest
from docutils import nodes
from pypdf import PdfReader
from sphinx.util.console import strip_colors

from eventnotes.book.builder import BookPdfBuilder
from eventnotes.text.fonts import EXTRAS
from tests.book.words import MARKS, compare, read, written

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.addnodes import pending_xref
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.testing.util import SphinxTestApp

    Make = Callable[..., SphinxTestApp]

#: The book's own words, from the catalogues of Sphinx and docutils.
OWN_WORDS = set(
    "Note Warning Attention Caution Danger Error Hint Important Tip Seealso "
    "Fig.1 Fig.2 Listing1 Table1 Table2 Table3 Table4 rawwords".split()
)


def built(app: SphinxTestApp) -> tuple[BookPdfBuilder, Path]:
    app.build()
    assert isinstance(app.builder, BookPdfBuilder)
    return app.builder, Path(app.outdir, f"{app.builder.books[0].target}.pdf")


def test_every_node_is_printed_without_warnings_and_lost_words(make: Make) -> None:
    builder, pdf = built(app := make("nodes"))
    assert app.warning.getvalue() == ""
    expected = written(builder.assembled(builder.books[0]))
    found = read(pdf)
    assert len(expected.body) > 1000
    assert compare(expected.front, found.front)[0] == []
    lost, added = compare(expected.body, found.body)
    assert lost == []
    assert {text for text in added if not MARKS.fullmatch(text)} == OWN_WORDS
    assert compare(expected.notes, found.notes) == ([], ["•"])


def test_footnotes_are_on_the_page_of_their_reference(make: Make) -> None:
    _builder, pdf = built(make("nodes"))
    pages = [page.extract_text() for page in PdfReader(pdf).pages]
    (page,) = [page for page in pages if "autonumbered note" in page.replace("\n", " ")]
    for note in ("The autonumbered footnote has markup", "The numbered footnote"):
        assert note in page.replace("\n", " ")
    assert sum("A footnote from a table" in page for page in pages) == 1


def test_the_head_of_a_table_is_repeated_on_each_of_its_pages(make: Make) -> None:
    _builder, pdf = built(make("nodes"))
    pages = [page.extract_text() for page in PdfReader(pdf).pages]
    with_rows = [page for page in pages if "of the long table" in page]
    assert len(with_rows) >= 3
    assert all("Long head" in page for page in with_rows)


def test_what_is_tagged(make: Make) -> None:
    _builder, pdf = built(make("nodes"))
    with pikepdf.open(pdf) as document:
        assert document.Root.MarkInfo.Marked
        assert str(document.Root.Lang) == "en"
        kinds = {
            str(item.S)
            for item in document.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/StructElem"
        }
        figures = [
            item
            for item in document.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/Figure"
        ]
        alternatives = {str(figure.Alt) for figure in figures}
    for kind in ("H1", "H2", "L", "LI", "Table", "TH", "TD", "TOC", "Link", "Note"):
        assert any(found.strip("/") in (kind, f"F{kind}") for found in kinds), (kind, kinds)
    assert {"A dot", "inline dot", "drawing"} <= alternatives


@pytest.mark.parametrize("setting", ["footnote", "inline", "no"])
def test_the_address_of_a_link_survives_on_paper(make: Make, setting: str) -> None:
    _builder, pdf = built(make("small", book_show_urls=setting))
    text = "".join("".join(page.extract_text() for page in PdfReader(pdf).pages).split())
    assert ("https://example.org/somewhere" in text) is (setting != "no")
    assert ("(https://example.org/somewhere)" in text) is (setting == "inline")


@pytest.mark.parametrize("setting", ["footnote", "inline"])
def test_intersphinx_links_are_printed_without_address(make: Make, setting: str) -> None:
    app = make("small", book_show_urls=setting)
    page = Path(app.srcdir, "credits.rst")
    page.write_text(page.read_text() + "\nSee :py:mod:`json`.\n")
    app.connect("missing-reference", elsewhere)
    _builder, pdf = built(app)
    assert app.warning.getvalue() == ""
    reader = PdfReader(pdf)
    text = "".join("".join(page.extract_text() for page in reader.pages).split())
    assert "Seejson." in text
    assert "https://example.org/somewhere" in text  # the author's own link keeps its address
    assert "https://docs.python.org/" not in text
    with pikepdf.open(pdf) as document:
        links = [
            note.A.URI
            for page in document.pages
            for note in page.get("/Annots", ())
            if "/A" in note
        ]
    assert "https://docs.python.org/json.html" in map(str, links)


def elsewhere(
    _app: Sphinx, _env: BuildEnvironment, node: pending_xref, shown: nodes.TextElement
) -> nodes.reference:
    """Resolve *node* as intersphinx does."""
    address = f"https://docs.python.org/{node['reftarget']}.html"
    return nodes.reference("", "", shown, internal=False, refuri=address)


def test_a_pdf_is_an_image_where_no_standard_forbids_it(make: Make) -> None:
    _builder, pdf = built(app := make("small"))
    page = Path(app.srcdir, "credits.rst")
    page.write_text(page.read_text() + "\n.. image:: paper.pdf\n   :alt: A page\n")
    Path(app.srcdir, "paper.pdf").write_bytes(pdf.read_bytes())
    _builder, pdf = built(app := make("small"))
    assert "credits.rst:6: WARNING: the image paper.pdf has an unsupported format" in strip_colors(
        app.warning.getvalue()
    )
    assert "Apage" in "".join(read(pdf).body)
    _builder, pdf = built(app := make("small", book_pdf_standards=()))
    assert app.warning.getvalue() == ""
    assert "Apage" not in "".join(read(pdf).body)


def test_the_book_is_in_the_language_of_its_pages(make: Make) -> None:
    builder, pdf = built(app := make("nodes", language="de"))
    assert app.warning.getvalue() == ""
    expected, text = written(builder.assembled(builder.books[0])), read(pdf).body
    assert compare(expected.body, text)[0] == []
    for word in ("Warnung", "Siehe auch", "Abb. 1", "Quellcode 1", "Tab. 1", "Umgebungsvariable"):
        assert word.replace(" ", "") in "".join(text)
    assert "CHAPTER" not in "".join(text)  # no catalogue has the word
    with pikepdf.open(pdf) as document, document.open_outline() as outline:
        assert str(document.Root.Lang) == "de"
        assert outline.root[-1].title == "Stichwortverzeichnis"


def test_missing_characters_in_the_book_s_words_are_numbers(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    for package in EXTRAS[0].files.values():
        monkeypatch.setitem(sys.modules, package, None)  # as if it were not installed
    _builder, pdf = built(app := make("nodes", language="ja"))
    warnings = strip_colors(app.warning.getvalue()).splitlines()
    assert [line for line in warnings if "no font of the book has" not in line] == []
    assert "U+8B66U+544A" in "".join(read(pdf).body)  # 警告, a warning
