"""The books on the site, and the EPUB."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest

from eventnotes.book.downloads import readable_size

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.testing.util import SphinxTestApp

    Make = Callable[..., SphinxTestApp]

EPUBCHECK = Path("/usr/share/java/epubcheck.jar")
BOOKS = ["book.pdf", "book.epub"]
SITE = {"html_theme": "eventnotes", "extensions": ["eventnotes"]}


def test_an_existing_book_is_copied_and_linked_from_every_page(make: Make) -> None:
    source = Path(make("small").srcdir)
    (source / "book.pdf").write_bytes(b"x" * 1_600_000)
    app = make("small", builder="html", book_downloads=BOOKS, **SITE)
    app.build()
    assert app.warning.getvalue() == ""
    assert Path(app.outdir, "book.pdf").stat().st_size == 1_600_000
    for page in ("index.html", "credits.html", "genindex.html"):
        text = Path(app.outdir, page).read_text("utf-8")
        assert 'href="book.pdf"' in text
        assert "(1.6 MB)" in text
        assert "book.epub" not in text


def test_a_removed_book_is_no_longer_linked(make: Make) -> None:
    source = Path(make("small").srcdir)
    (source / "book.pdf").write_bytes(b"x")
    make("small", builder="html", book_downloads=BOOKS).build()
    (source / "book.pdf").unlink()
    app = make("small", builder="html", book_downloads=BOOKS)
    app.build()
    assert not Path(app.outdir, "book.pdf").exists()
    assert "book.pdf" not in Path(app.outdir, "credits.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("size", "text"),
    [(7, "7 B"), (1500, "2 kB"), (270_507, "271 kB"), (3_195_266, "3.2 MB"), (16e6, "16 MB")],
)
def test_readable_sizes(size: int, text: str) -> None:
    assert readable_size(size) == text


def test_the_epub_is_reproducible_and_has_a_cover(make: Make) -> None:
    app = make("small", builder="epub")
    app.build()
    book = Path(app.outdir, f"{app.config.epub_basename}.epub")
    first = book.read_bytes()
    for path in Path(app.outdir).rglob("*"):
        os.utime(path, (2e9, 2e9))
    shutil.rmtree(app.outdir)
    make("small", builder="epub").build(force_all=True)
    assert book.read_bytes() == first
    assert b"_static/cover.png" in first
    Path(app.outdir, "left-over.xhtml").write_text("", "utf-8")
    make("small", builder="epub").build()  # nothing has changed
    assert book.read_bytes() == first


@pytest.mark.skipif(
    not EPUBCHECK.exists() and "CI" not in os.environ, reason="EPUBCheck is not installed"
)
def test_the_epub_is_valid(make: Make) -> None:
    app = make("small", builder="epub")
    page = Path(app.srcdir, "credits.rst")
    page.write_text(page.read_text() + "\nSee :ref:`search` and :ref:`genindex`.\n")
    app.build()
    make("small", builder="epub").build()  # as the first one
    book = Path(app.outdir, f"{app.config.epub_basename}.epub")
    done = subprocess.run(
        ["java", "-jar", str(EPUBCHECK), str(book)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_epub_has_the_pages_of_the_pdf_and_its_metadata(make: Make) -> None:
    source = Path(make("small", builder="epub").srcdir)
    source.joinpath("aside.rst").write_text(":orphan:\n\nAside\n=====\n\nText.\n")
    page = source / "credits.rst"
    page.write_text(page.read_text() + "\nSee :doc:`aside`.\n")
    app = make("small", builder="epub", html_baseurl="https://example.org/notes/")
    app.build()
    with ZipFile(Path(app.outdir, f"{app.config.epub_basename}.epub")) as book:
        assert "aside.xhtml" not in book.namelist()
        linking = book.read("credits.xhtml").decode()
        package = book.read("content.opf").decode()
        pages = [book.read(name).decode() for name in book.namelist() if name.endswith(".xhtml")]
    assert 'href="https://example.org/notes/aside.html"' in linking
    assert ">unknown<" not in package
    assert "schema:accessMode" in package
    assert '"schema:accessibilityHazard">none<' in package
    assert all(' lang="en"' in text for text in pages)
