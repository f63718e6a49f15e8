"""The book as a whole: outline, page labels, links, metadata, indices, reproducibility."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pikepdf
import pytest
from pypdf import PdfReader
from sphinx.util.console import strip_colors

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.testing.util import SphinxTestApp

    Make = Callable[..., SphinxTestApp]


@pytest.fixture
def small(make: Make) -> PdfReader:
    app = make("small")
    app.build()
    assert app.warning.getvalue() == ""
    return PdfReader(Path(app.outdir, "small.pdf"))


def page_with(reader: PdfReader, *texts: str) -> int:
    """Return the number, from 0, of the only page with all *texts*."""
    pages = [page.extract_text() for page in reader.pages]
    (found,) = [n for n, page in enumerate(pages) if all(text in page for text in texts)]
    return found


def test_bookmarks_point_to_the_chapters(small: PdfReader) -> None:
    titles = {
        str(item.title): small.get_destination_page_number(item)
        for item in small.outline
        if not isinstance(item, list)
    }
    assert list(titles)[-4:] == ["1 First", "2 Credits", "3 Second", "Index"]
    numbers = [number or 0 for number in titles.values()]
    assert numbers == sorted(numbers)
    assert len(set(numbers)) == len(numbers)


def test_headings_and_contents_are_numbered_down_to_the_third_level(make: Make) -> None:
    app = make("small", book_contents_depth=4)
    page = Path(app.srcdir, "credits.rst")
    deeper = "\n\n".join(
        f"{name}\n{line * 9}" for name, line in zip(("Two", "Three", "Four"), "-~^", strict=True)
    )
    page.write_text(f"{page.read_text()}\n{deeper}\n\n{'long ' * 30}\n{'-' * 150}\n")
    app.build()
    assert app.warning.getvalue() == ""
    reader = PdfReader(Path(app.outdir, "small.pdf"))
    chapter = reader.pages[page_with(reader, "Thanks.")].extract_text()
    contents = reader.pages[1].extract_text()
    for number, title in (("2.1", "Two"), ("2.1.1", "Three"), ("", "Four"), ("2.2", "long")):
        pattern = rf"(?m)^\s*{re.escape(number)}\s*{title}\b"
        assert re.search(pattern, chapter), title
        assert re.search(pattern, contents), title


def test_sections_begin_on_a_new_page_where_that_is_set(make: Make) -> None:
    app = make("small", book_new_page_depth=2)
    page = Path(app.srcdir, "credits.rst")
    page.write_text(
        "Credits\n=======\n\nUnder its chapter\n---\n\nOne.\n\nOn its own\n---\n\n"
        "LONG\n\nEmpty\n~~~~~\n\nOn another\n---\n\nThree.\n"
    )
    long = "| Two.\n" * 12
    page.write_text(page.read_text().replace("---", "-" * 20).replace("LONG", long))
    app.build()
    assert app.warning.getvalue() == ""
    reader = PdfReader(Path(app.outdir, "small.pdf"))
    chapter = page_with(reader, "Under its chapter", "One.")
    assert "Credits\n" in reader.pages[chapter].extract_text()
    assert page_with(reader, "On its own", "Two.", "Empty") == chapter + 1
    assert page_with(reader, "On another", "Three.") == chapter + 2


def test_a_section_goes_on_below_a_few_lines(make: Make) -> None:
    app = make("small", book_new_page_depth=2)
    page = Path(app.srcdir, "credits.rst")
    long, two = "| One.\n" * 20, "On its own\n----------\n\nTwo.\n\n"
    page.write_text(f"Credits\n=======\n\n{long}\n{two}Third\n-----\n\nThree.\n")
    app.build()
    assert app.warning.getvalue() == ""
    reader = PdfReader(Path(app.outdir, "small.pdf"))
    assert page_with(reader, "On its own", "Two.") == page_with(reader, "Third", "Three.")


def test_front_matter_is_numbered_in_roman(small: PdfReader) -> None:
    labels = small.page_labels
    assert labels[1] == "ii"
    assert labels[page_with(small, "Words with")] == "1"


def test_a_chapter_that_is_one_page_of_its_title_is_that_page(small: PdfReader) -> None:
    page = small.pages[page_with(small, "Thanks.", "2")]
    assert page.extract_text().count("Credits") == 1


def test_the_index_gives_the_right_page_and_a_link(small: PdfReader) -> None:
    index = page_with(small, "Index", "apple")
    text = " ".join(small.pages[index].extract_text().split())
    assert "red, 1" in text
    assert "see apple" in text
    goal = page_with(small, "Words with")
    goals = {
        small.get_page_number(page)
        for annotation in cast("list[Any]", small.pages[index]["/Annots"])
        if (page := _target(small, annotation.get_object())) is not None
    }
    assert goals == {goal, index}


def _target(reader: PdfReader, annotation: Any) -> Any:  # as pypdf gives it
    destination = annotation.get("/Dest") or annotation.get("/A", {}).get("/D")
    if isinstance(destination, str):
        return reader.named_destinations[destination].page.get_object()  # type: ignore[union-attr]  # a named place has a page
    return destination[0].get_object() if destination is not None else None


def test_every_link_has_a_target(small: PdfReader) -> None:
    links = [
        annotation.get_object() for page in small.pages for annotation in page.get("/Annots", ())
    ]
    assert any(
        link["/A"].get("/URI") == "https://example.org/somewhere" for link in links if "/A" in link
    )
    inside = [link for link in links if "/URI" not in link.get("/A", {})]
    assert len(inside) > 5
    assert all(_target(small, link) is not None for link in inside)


def test_metadata(small: PdfReader) -> None:
    assert small.metadata is not None
    assert small.metadata.title == "Small Documentation"
    assert small.metadata.author == "A Writer"
    assert small.metadata.creation_date_raw is not None
    assert small.metadata.creation_date_raw.startswith("D:20170714")
    xmp = cast("Any", small.trailer["/Root"])["/Metadata"].get_data().decode()
    assert "pdfuaid:part" in xmp
    assert "pdfaid:conformance" in xmp


def test_the_same_sources_give_the_same_bytes(make: Make, tmp_path: Path) -> None:
    first = make("small")
    first.build()
    one = Path(first.outdir, "small.pdf").read_bytes()
    second = make("small", builder="bookpdf")
    second.build(force_all=True)
    assert Path(second.outdir, "small.pdf").read_bytes() == one
    assert not list(Path(second.outdir).glob(".*.part"))
    assert tmp_path in Path(second.outdir).parents


def test_every_indexed_domain_is_printed_or_named(make: Make) -> None:
    app = make("nodes", book_domain_indices=False)
    app.build()
    assert app.warning.getvalue() == ""
    with pikepdf.open(Path(app.outdir, "every-node.pdf")) as pdf, pdf.open_outline() as outline:
        titles = [str(item.title) for item in outline.root]
    assert "Python Module Index" not in titles
    assert titles[-1] == "Index"


def test_a_book_that_fails_leaves_no_old_one_and_names_the_line(make: Make) -> None:
    app = make("small")
    app.build()
    page = Path(app.srcdir, "credits.rst")
    page.write_text(page.read_text() + "\n.. raw:: typst\n\n   #nonsense()\n")
    again = make("small")
    again.build()
    assert again.statuscode == 1
    found = strip_colors(again.warning.getvalue())
    assert "credits.rst:6: ERROR: Typst: unknown variable: nonsense" in found
    assert "ERROR: small.pdf was not built; its Typst source is " in found
    assert not Path(again.outdir, "small.pdf").exists()


def test_every_mistake_of_an_awful_project_is_one_located_message(make: Make) -> None:
    app = make("awful")
    app.build()
    messages = sorted(
        line.split("awful/", 1)[-1]
        for line in strip_colors(app.warning.getvalue()).splitlines()
        if line
    )
    expected = [
        "conf.py:: WARNING: no font of the book has the character U+13001",
        "index.rst: WARNING: no font of the book has the character U+13002",
        "index.rst:7: WARNING: no font of the book has the character U+13000",
        "index.rst:9: WARNING: image file not readable: nowhere.png",
        "index.rst:11: WARNING:",
        "index.rst:13: WARNING: the image https://example.org/remote.png is not in the project",
        "index.rst:16: WARNING: math is printed as LaTeX source",
        "index.rst:18: WARNING: raw Typst that imports a package is left out",
    ]
    assert len(messages) == len(expected), messages
    for start in expected:
        assert any(message.startswith(start) for message in messages), (start, messages)
    text = "".join(page.extract_text() for page in PdfReader(Path(app.outdir, "awful.pdf")).pages)
    assert "U+13000" in text
    assert "a remote image" in text


def test_a_book_without_index_entries_can_refer_to_the_index(make: Make) -> None:
    app = make("small")
    page = Path(app.srcdir, "index.rst")
    page.write_text("Small\n=====\n\nFirst\n-----\n\nSee :ref:`genindex`.\n")
    app = make("small")
    app.build()
    assert "Typst" not in app.warning.getvalue()
    assert "See Index." in PdfReader(Path(app.outdir, "small.pdf")).pages[-1].extract_text()


def test_latex_merges_the_chapter_that_is_one_page_of_its_title_too(make: Make) -> None:
    app = make("small", builder="latex")
    app.build()
    (source,) = Path(app.outdir).glob("*.tex")
    text = source.read_text("utf-8")
    assert r"\chapter{Credits}" in text
    assert r"\section{Credits}" not in text
