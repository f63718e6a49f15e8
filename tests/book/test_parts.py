"""Books of a part of the pages."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import lxml.html
import pytest
from pypdf import PdfReader

if TYPE_CHECKING:
    from tests.building import Build

FRONT = "Notes\n=====\n\n.. toctree::\n\n   one/index\n   two/index\n"
PAGES = {
    "index.rst": FRONT,
    "one/index.rst": "One\n===\n\nSee :doc:`the other </two/index>` and :ref:`search`.\n",
    "two/index.rst": "Two\n===\n\nText.\n\n.. toctree::\n\n   more\n",
    "two/more.rst": "More\n====\n\nText.\n",
}
DOCUMENTS = [("index", "all.pdf", "All", "A"), ("*/index", "part-*.pdf", "", "A", "howto")]


def links(pdf: Path) -> list[Any]:
    pages = PdfReader(pdf).pages
    found = [one.get_object() for page in pages for one in page.get("/Annots", [])]
    return [one["/A"]["/URI"] for one in found if "/URI" in one.get("/A", {})]


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("", "See the other and search."),
        ("https://example.org/notes/", "See the other1 and Search Page2."),  # with footnotes
    ],
)
def test_a_book_for_each_page_of_a_pattern(build: Build, address: str, words: str) -> None:
    site = build(PAGES, "bookpdf", book_documents=DOCUMENTS, html_baseurl=address)
    folder = Path(site.app.outdir)
    assert site.warnings == []
    assert {pdf.name for pdf in folder.glob("*.pdf")} == {
        "all.pdf",
        "part-one.pdf",
        "part-two.pdf",
    }
    assert "More" in PdfReader(folder / "part-two.pdf").pages[-1].extract_text()
    text = "".join(page.extract_text() for page in PdfReader(folder / "part-one.pdf").pages)
    assert words in " ".join(text.split())
    outside = [f"{address}two/index.html", f"{address}search.html"] if address else []
    assert sorted(set(links(folder / "part-one.pdf"))) == sorted(outside)
    assert f"{address}two/index.html" not in links(folder / "all.pdf")
    site.app.build(filenames=[Path(site.app.srcdir, "index.rst")])  # as `make pdf` does
    assert [pdf.name for pdf in folder.glob("*.pdf")] == ["all.pdf"]  # no old one is left


def test_each_book_is_linked_from_its_start_page_while_it_is_there(
    build: Build, tmp_path: Path
) -> None:
    for name in ("all.pdf", "part-one.pdf"):
        tmp_path.joinpath(name).write_bytes(b"x")
    settings = {"book_documents": DOCUMENTS, "book_downloads": ["../*.pdf"]}

    def downloads(page: str) -> list[str]:
        tree: Any = lxml.html.document_fromstring(site.text(page))
        return [str(one) for one in tree.xpath("//p[@class='book-downloads']/a/@href")]

    site = build(PAGES, html_theme="alabaster", **settings)
    assert downloads("index.html") == ["all.pdf"]
    assert downloads("one/index.html") == ["../part-one.pdf"]
    assert downloads("two/index.html") == []
    tmp_path.joinpath("part-one.pdf").unlink()
    site = build(PAGES, html_theme="alabaster", **settings)
    assert downloads("one/index.html") == []
    assert not Path(site.app.outdir, "part-one.pdf").exists()
