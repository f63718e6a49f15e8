"""The general index is complete: it has every talk and speaker, and no letter is empty."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.site.records import talks

if TYPE_CHECKING:
    from pathlib import Path

    from tests.site.pages import Page

# A section of the general index: a letter as heading, and the list of entries.
SECTION = "//*[@role='main']//h2[@id]"

# Names that differ only by case, but mean different things.
DISTINCT = {"convergence"}


def entries(genindex: Page) -> list[tuple[str, list[str]]]:
    """Return the text of each index entry with its links."""
    found = []
    for item in genindex.tree.xpath("//ul[contains(@class, 'genindextable')]//li"):
        own = [link for link in item.xpath("./a") if link.get("href")]
        text = " ".join("".join(item.xpath("./text() | ./a//text() | ./em/text()")).split())
        found.append((text, [str(link.get("href")) for link in own]))
    return found


def leads(urls: list[str], docname: str) -> bool:
    return any(url.split("#")[0] == f"{docname}.html" for url in urls)


def test_each_talk_is_under_its_title(pages: dict[str, Page], build_dir: Path) -> None:
    listed = entries(pages["genindex.html"])
    missed = [
        talk.title
        for talk in talks(build_dir)
        if not any(
            text.startswith(talk.title) and leads(urls, talk.docname) for text, urls in listed
        )
    ]
    assert missed == []


def test_each_speaker_is_under_the_family_name(pages: dict[str, Page], build_dir: Path) -> None:
    listed = "\n".join(text for text, _ in entries(pages["genindex.html"]))
    names = {name for talk in talks(build_dir) for name in talk.speakers}
    assert names
    missed = {name for name in names if f"{name.split()[-1]}, " not in listed}
    assert missed == set()


def test_no_letter_is_empty(pages: dict[str, Page]) -> None:
    headings = pages["genindex.html"].tree.xpath(SECTION)
    assert len(headings) > 10
    empty = [
        heading.text_content()
        for heading in headings
        if not heading.xpath("following-sibling::*[1][self::ul]//li")
    ]
    assert empty == []


def test_entries_are_unique(pages: dict[str, Page]) -> None:
    tops = pages["genindex.html"].tree.xpath("//ul[contains(@class, 'genindextable')]/li")
    names = [" ".join("".join(item.xpath("./text() | ./a[1]//text()")).split()) for item in tops]
    folded = [name.casefold() for name in names if name and name.casefold() not in DISTINCT]
    assert sorted({name for name in folded if folded.count(name) > 1}) == []
