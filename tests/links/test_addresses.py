"""Addresses that the site has had are redirected, or the build says which is not and the fix."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import lxml.html
import pytest
from docutils.parsers.rst import directives, roles

from eventnotes.commands import cli
from tests.conftest import ROOT
from tests.html.building import build, write_site

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

OLD = "old/talk.html -> conferences/meet/talks/plain.html\n"


def warnings(source: Path, *options: str) -> list[str]:
    said = re.sub("\x1b\\[[0-9;]*m", "", build(source, *options).warnings)
    lines = [line for line in said.splitlines() if "addresses.txt" in line]
    return [line.partition("addresses.txt")[2] for line in lines]


def test_an_old_address_leads_to_the_new_one(tmp_path: Path) -> None:
    source = write_site(tmp_path / "site", **{"addresses.txt": OLD})
    folder = build(source).folder
    page = lxml.html.document_fromstring((folder / "old/talk.html").read_bytes())
    target = "../conferences/meet/talks/plain.html"
    assert page.xpath("//meta[@http-equiv='refresh']/@content") == [f"0; url={target}"]
    assert page.xpath("//a/@href") == page.xpath("//link[@rel='canonical']/@href") == [target]
    assert page.xpath("//a/text()") == ["This page has moved: Plain"]
    assert not page.xpath("//script")
    (source / "addresses.txt").write_text("# none\n", "utf-8")
    build(source)
    assert not (folder / "old").exists()


@pytest.mark.parametrize("depth", ["old.html", "a/b/c/d/e.html", "a b/ü.html", "x/"])
def test_followed_in_a_browser_from_disk(tmp_path: Path, browser: Browser, depth: str) -> None:
    line = f"{depth} -> conferences/meet/talks/plain.html\n"
    folder = build(write_site(tmp_path / "site", **{"addresses.txt": line})).folder
    file = folder / (f"{depth}index.html" if depth.endswith("/") else depth)
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(file.as_uri())
    page.wait_for_url("**/talks/plain.html")
    assert page.locator("h1").inner_text().startswith("Plain")
    context.close()


@pytest.mark.parametrize(
    ("line", "warning"),
    [
        (
            "conferences/old/talks/plain.html",
            ":1: WARNING: conferences/old/talks/plain.html does not exist: write "
            "'conferences/old/talks/plain.html -> conferences/meet/talks/plain.html' "
            "[eventnotes.lost-address]",
        ),
        (
            "old.html -> conferences/meet/talk/plain.html#top",
            ":1: WARNING: old.html is redirected to conferences/meet/talk/plain.html#top, which "
            "does not exist: write 'old.html -> conferences/meet/talks/plain.html' "
            "[eventnotes.lost-address]",
        ),
        (
            "notes-speakers.html#nobody",
            ":1: WARNING: notes-speakers.html#nobody does not exist: write "
            "'notes-speakers.html#nobody -> notes-speakers.html#…', with the anchor that it has "
            "now [eventnotes.lost-address]",
        ),
        (
            "index.html#old -> index.html#new",
            ":1: WARNING: index.html#old: anchors can be redirected only on notes-speakers.html "
            "and notes-topics.html: take the anchors out [eventnotes.bad-address]",
        ),
        (
            "notes-topics.html#www -> notes-topics.html",
            ":1: WARNING: an anchor can lead only to one on its own page: write -> "
            "notes-topics.html#… or take the anchor out [eventnotes.bad-address]",
        ),
        (
            "index.html -> topics.html",
            ":1: WARNING: index.html is a page itself: take '->' and what follows out "
            "[eventnotes.address-in-use]",
        ),
        (
            "../up.html",
            ":1: WARNING: '../up.html' is not the address of a page: expected one from the "
            "site's root, such as conferences/pycon_2013/index.html [eventnotes.bad-address]",
        ),
        (
            "a.html -> b.html -> c.html",
            ":1: WARNING: this line has two arrows: write 'old address -> new address' "
            "[eventnotes.bad-address]",
        ),
        (
            "index.html\nindex.html",
            ":2: WARNING: index.html is here twice (first in line 1): keep one "
            "[eventnotes.repeated-address]",
        ),
    ],
)
def test_what_leads_nowhere_is_told_with_the_mend(tmp_path: Path, line: str, warning: str) -> None:
    assert warnings(write_site(tmp_path / "site", **{"addresses.txt": line})) == [warning]


@pytest.mark.parametrize("line", ["a.html -> b.html\nb.html -> a.html", "a.html -> a.html"])
def test_circles_lead_nowhere(tmp_path: Path, line: str) -> None:
    found = warnings(write_site(tmp_path / "site", **{"addresses.txt": line}))
    assert len(found) == len(line.splitlines())
    assert all("which does not exist" in one for one in found)


@pytest.mark.parametrize("between", ["", "old/talks.html -> old/talk.html\n"])
def test_a_redirect_to_a_redirect_is_an_error_at_its_line(tmp_path: Path, between: str) -> None:
    first = "old/talks.html" if between else "old/talk.html"
    text = f"{between}{OLD}older.html -> {first}\n"
    source = write_site(tmp_path / "site", **{"addresses.txt": text})
    line = text.count("\n")
    assert warnings(source)[-1] == (
        f":{line}: WARNING: older.html is redirected to {first}, which is redirected itself: "
        "point it at the final address, 'older.html -> conferences/meet/talks/plain.html' "
        "[eventnotes.chained-address]"
    )
    folder = tmp_path / "site html"
    assert (folder / "old/talk.html").exists()
    assert not (folder / "older.html").exists()
    fixed = text.replace(f"-> {first}", "-> conferences/meet/talks/plain.html")
    fixed = fixed.replace("-> old/talk.html", "-> conferences/meet/talks/plain.html")
    (source / "addresses.txt").write_text(fixed, "utf-8")
    assert warnings(source) == []
    assert "url=conferences/meet/talks/plain.html" in (folder / "older.html").read_text("utf-8")


def test_old_names_of_people_and_topics_are_anchors_too(tmp_path: Path) -> None:
    text = (
        "notes-topics.html#www -> notes-topics.html#web\n"
        "notes-speakers.html#a-lee -> notes-speakers.html#ann-lee\n"
    )
    source = write_site(tmp_path / "site", **{"addresses.txt": text})
    assert warnings(source) == []
    folder = tmp_path / "site html"
    for page, old, new in (("topics", "www", "web"), ("speakers", "a-lee", "ann-lee")):
        tree = lxml.html.document_fromstring((folder / f"notes-{page}.html").read_bytes())
        assert tree.xpath(f"//*[@id='{new}']//*[@id='{old}']")


def test_pages_that_are_not_listed_are_told_when_all_is_checked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = write_site(tmp_path / "site", **{"addresses.txt": "index.html\n"})
    assert warnings(source) == []
    (told,) = warnings(source, "nitpicky=1")
    assert told.startswith(
        ":1: WARNING: not in the list of addresses that have to last: conferences/meet/index.html"
    )
    assert "run 'python -m eventnotes addresses' and commit it" in told
    assert cli.main(["addresses", str(source), "--build", str(tmp_path / "b")]) == 0
    assert "new addresses in addresses.txt" in capsys.readouterr().out
    assert warnings(source, "nitpicky=1") == []
    before = (source / "addresses.txt").read_text("utf-8")
    assert before.startswith("index.html\n")
    assert cli.main(["addresses", str(source), "--build", str(tmp_path / "b")]) == 0
    assert (source / "addresses.txt").read_text("utf-8") == before


def test_reading_the_pages_leaves_docutils_as_it_was(tmp_path: Path) -> None:
    source = write_site(tmp_path / "site")
    before = set(directives._directives), set(roles._roles)  # type: ignore[attr-defined]
    assert cli.main(["addresses", str(source), "--build", str(tmp_path / "b")]) == 0
    assert (set(directives._directives), set(roles._roles)) == before  # type: ignore[attr-defined]


def test_the_original_sites_addresses_are_listed() -> None:
    text = (ROOT / "data/addresses.txt").read_text("utf-8")
    pages = sorted((ROOT / "conferences").rglob("*.rst"))
    assert len(pages) > 40
    for page in pages:
        new = page.relative_to(ROOT).with_suffix(".html").as_posix()
        assert f"{new.removeprefix('conferences/')} -> {new}\n" in text
