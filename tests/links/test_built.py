"""Each link out of this very site, and of its books, has a copy or says why it has none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

import lxml.html
from pypdf import PdfReader

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

COPY = re.compile(r"https://web\.archive\.org/web/\d*/?(?P<original>.*)")


def pages_of_site(site: Path) -> Iterator[tuple[str, Any]]:
    for file in sorted(site.rglob("*.html")):
        yield file.relative_to(site).as_posix(), lxml.html.document_fromstring(file.read_bytes())


def pages_of_epub(site: Path) -> Iterator[tuple[str, Any]]:
    (book,) = site.glob("*.epub")
    with ZipFile(book) as archive:
        for name in archive.namelist():
            if name.endswith(".xhtml"):
                yield name, lxml.html.document_fromstring(archive.read(name))


def speechless(tree: Any) -> Iterator[str]:
    """Yield the links out of a page that neither have a copy nor say why they have none."""
    copied = {one.get("data-originalurl") for one in tree.xpath("//a[@data-originalurl]")}
    for link in tree.xpath("//a[starts-with(@href, 'http')]"):
        url = link.get("href")
        is_copy = bool(link.get("data-originalurl"))
        if not (is_copy or url in copied or "no archived copy" in link.get("title", "")):
            yield url


def test_on_the_site(site: Path) -> None:
    found = {name: list(speechless(tree)) for name, tree in pages_of_site(site)}
    assert len(found) > 50
    assert {name: urls for name, urls in found.items() if urls} == {}


def test_in_the_epub(site: Path) -> None:
    found = {name: list(speechless(tree)) for name, tree in pages_of_epub(site)}
    assert len(found) > 40
    assert {name: urls for name, urls in found.items() if urls} == {}


def test_in_the_pdf(site: Path) -> None:
    """There the credits say in words which links have none: documentation as it is now."""
    book = site / "event-notes.pdf"
    sheets: list[Any] = [*PdfReader(book).pages]
    links = [one.get_object() for sheet in sheets for one in sheet.get("/Annots", ())]
    urls = {str(one["/A"]["/URI"]) for one in links if "/URI" in one.get("/A", {})}
    copied = {match["original"] for url in urls if (match := COPY.fullmatch(url))}
    assert len(copied) > 50
    living = {
        str(link.get("href"))
        for _name, tree in pages_of_epub(site)
        for link in tree.xpath("//a[contains(@title, 'documentation as it is now')]")
    }
    outside = {url for url in urls if url.startswith("http") and not COPY.fullmatch(url)}
    assert outside - copied - living == set()
    text = " ".join(" ".join(sheet.extract_text() for sheet in sheets).split())
    assert "documentation, with no archived copy" in text
