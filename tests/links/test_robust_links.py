"""Every link out of the built site has its archived copy beside it, or says why it has none."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from zipfile import ZipFile

import lxml.html
import pytest
from pypdf import PdfReader

from tests.conftest import ROOT
from tests.html.building import FILES, build, write_site

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Browser

SLIDES = "https://slides.test.org/a?b=1&c=%22"
TALK = """\
Talk
####

:Date: 2012-07-18
:Speaker: Ann Lee
:Slides: `slides "quoted" <https://slides.test.org/a?b=1&c=%22>`__
:Video: `film <https://elsewhere.test.org/w?v=1>`__

- a `copy <https://web.archive.org/web/2012/http://x.org/>`__, an :py:func:`enumerate`,
  :pep:`8`, `mail <mailto:a@b.org>`__, `here <http://localhost:8000/>`__, :ref:`genindex`,
  `ten <http://10.0.0.1/>`__
"""
GONE = '[[link]]\nurl = "https://slides.test.org/a?b=1&c=%22"\nstate = "gone"\nfailures = 3\n'
BETTER = 'archived = "https://web.archive.org/web/20140102030405/https://slides.test.org/a"\n'
PAGE = "conferences/meet/talks/talk"


def site(tmp_path: Path, ledger: str = "", talk: str = TALK) -> Path:
    mapping = ("https://docs.python.org/3/", str(ROOT / "data" / "python.inv"))
    conf = FILES["conf.py"] + f"intersphinx_mapping = {{'python': {mapping!r}}}\n"
    files = {f"{PAGE}.rst": talk, "links.toml": ledger, "conf.py": conf}
    return write_site(tmp_path / "site", **files)


def page(folder: Path, name: str = PAGE) -> Any:
    return lxml.html.document_fromstring((folder / f"{name}.html").read_bytes())


def copies(tree: Any) -> dict[str, Any]:
    """Return the links of a page to archived copies, by the addresses that they stand for."""
    return {one.get("data-originalurl"): one for one in tree.xpath("//a[@data-originalurl]")}


def outside(tree: Any) -> list[str]:
    hrefs = map(str, tree.xpath("//*[@role='main']//a/@href"))
    return [href for href in hrefs if urlsplit(href).scheme in {"http", "https"}]


def test_a_copy_is_dated_by_the_talk(tmp_path: Path) -> None:
    copy = copies(page(build(site(tmp_path)).folder))[SLIDES]
    assert copy.get("href") == f"https://web.archive.org/web/20120718/{SLIDES}"
    assert copy.get("data-versiondate") == "2012-07-18"
    assert copy.getprevious().get("href") == SLIDES
    assert copy.get("aria-label") == copy.get("title") == "archived copy of “slides “quoted””"
    assert copy.text_content() == ""


def test_each_link_has_a_copy_or_says_why_not(tmp_path: Path) -> None:
    folder = build(site(tmp_path)).folder
    checked = 0
    for file in sorted(folder.rglob("*.html")):
        tree: Any = lxml.html.document_fromstring(file.read_bytes())
        known = copies(tree)
        for link in tree.xpath("//div[@role='main']//a[starts-with(@href, 'http')]"):
            checked += 1
            if link.get("data-originalurl") or link.get("href") in known:
                continue
            assert "archived copy" in link.get("title", ""), (file, link.get("href"))
    assert checked > 10
    titles = {one.get("href"): one.get("title") for one in page(folder).xpath("//a[@title]")}
    assert titles["https://web.archive.org/web/2012/http://x.org/"] == "this is an archived copy"
    assert titles["http://localhost:8000/"] == "no address of the public web: no archived copy"
    assert titles["http://10.0.0.1/"] == "no address of the public web: no archived copy"
    living = "documentation as it is now: no archived copy"
    assert titles["https://docs.python.org/3/library/functions.html#enumerate"] == living


def test_no_other_links_get_one(tmp_path: Path) -> None:
    known = copies(page(build(site(tmp_path)).folder))
    assert set(known) == {
        SLIDES,
        "https://elsewhere.test.org/w?v=1",
        "https://peps.python.org/pep-0008/",
    }


def test_the_copy_comes_first_where_the_link_is_gone(tmp_path: Path) -> None:
    tree = page(build(site(tmp_path, GONE)).folder)
    copy = copies(tree)[SLIDES]
    assert copy.get("href") == f"https://web.archive.org/web/20120718/{SLIDES}"
    assert copy.text_content() == "slides “quoted”"
    original = copy.getnext()
    assert original.get("href") == SLIDES
    assert original.get("aria-label") == "original address of “slides “quoted””, gone"


def test_a_better_copy_is_the_ledgers(tmp_path: Path) -> None:
    copy = copies(page(build(site(tmp_path, GONE + BETTER)).folder))[SLIDES]
    assert (
        copy.get("href") == "https://web.archive.org/web/20140102030405/https://slides.test.org/a"
    )
    assert copy.get("data-versiondate") == "2014-01-02"


def test_a_page_is_written_anew_when_the_ledger_says_something_else(tmp_path: Path) -> None:
    source = site(tmp_path)
    folder = build(source).folder
    (source / "links.toml").write_text(GONE, "utf-8")
    again = build(source)
    assert "gone" in copies(page(folder))[SLIDES].getnext().get("aria-label")
    assert "plain" not in again.said


ALIVE, MOVED, DEAD, SAVED = (f"https://{name}.test.org/" for name in ("a", "m", "d", "s"))
STATES = f"""\
[[link]]
url = "{ALIVE}"
state = "alive"

[[link]]
url = "{MOVED}"
state = "moved"
moved_to = "https://new.test.org/"

[[link]]
url = "{DEAD}"
state = "gone"

[[link]]
url = "{SAVED}"
state = "gone"
archived = "https://archive.test.org/saved"
"""
COPY = "https://web.archive.org/web/20120718/{}".format
# For each link of the page, where its words lead and then the small one beside it.
LED = [
    *(ALIVE, COPY(ALIVE)),
    *(MOVED, COPY(MOVED)),
    *(COPY(DEAD), DEAD),
    *("https://archive.test.org/saved", SAVED),
]


def links_of_html(folder: Path) -> list[str]:
    return outside(page(folder))


def links_of_epub(folder: Path) -> list[str]:
    (book,) = folder.glob("*.epub")
    with ZipFile(book) as archive:
        tree: Any = lxml.html.document_fromstring(archive.read(f"{PAGE}.xhtml"))
    return outside(tree)


def links_of_pdf(folder: Path) -> list[str]:
    (book,) = folder.glob("*.pdf")
    sheets: list[Any] = [*PdfReader(book).pages]
    links = [one.get_object() for sheet in sheets for one in sheet.get("/Annots", ())]
    urls = [str(one["/A"]["/URI"]) for one in links if "/URI" in one.get("/A", {})]
    found = [url for url, _lines in groupby(urls) if "test.org" in url]
    words, notes = found[: len(found) // 3], found[len(found) // 3 :]  # a note has two addresses
    assert words == notes[::2]
    return notes


def links_of_latex(folder: Path) -> list[str]:
    (book,) = folder.glob("*.tex")
    found = re.findall(r"href\{(https?:[^}]*)\}", book.read_text("utf-8"))
    return [url for url in found if "test.org" in url]


@pytest.mark.parametrize(
    ("builder", "read"),
    [
        ("html", links_of_html),
        ("epub", links_of_epub),
        ("bookpdf", links_of_pdf),
        ("latex", links_of_latex),
    ],
)
def test_every_output_follows_the_ledger(
    tmp_path: Path, builder: str, read: Callable[[Path], list[str]]
) -> None:
    """An edit of the ledger alone is seen, too."""
    points = "".join(f"- `{url[8]} <{url}>`__\n" for url in (ALIVE, MOVED, DEAD, SAVED))
    talk = f"Talk\n####\n\n:Date: 2012-07-18\n:Speaker: Ann Lee\n\n{points}"
    source = site(tmp_path, talk=talk)
    # The talk and its notes stand on one page of the book.
    options = ("latex_engine=xelatex", "book_new_page_depth=4")
    before = read(build(source, *options, builder=builder).folder)
    urls = (ALIVE, MOVED, DEAD, SAVED)
    assert before == [one for url in urls for one in (url, COPY(url))]
    (source / "links.toml").write_text(STATES, "utf-8")
    assert read(build(source, *options, builder=builder).folder) == LED


def test_they_can_be_left_out(tmp_path: Path) -> None:
    folder = build(site(tmp_path), "eventnotes_archived_links=0").folder
    assert copies(page(folder)) == {}


def test_the_ledgers_faults_are_located(tmp_path: Path) -> None:
    ledger = f'{GONE}\n[[link]]\nurl = "https://old.test.org/"\n\n[[link]]\nstate = "odd"\n'
    said = re.sub("\x1b\\[[0-9;]*m", "", build(site(tmp_path, ledger)).warnings)
    found = [
        line.partition("links.toml:")[2] for line in said.splitlines() if "links.toml" in line
    ]
    assert found == [
        "6: WARNING: no page has the link https://old.test.org/ any more: correct it, or "
        "remove it with 'python -m eventnotes linkcheck --prune' [eventnotes.unused-link]",
        '9: WARNING: this entry has no url: add url = "https://…" [eventnotes.bad-ledger]',
    ]


def test_nothing_is_asked_of_elsewhere_before_a_click(tmp_path: Path, browser: Browser) -> None:
    """Under the strictest policy nothing is blocked either: all is the site's own."""
    source = site(tmp_path)
    folder = build(source, "html_baseurl=https://notes.example/").folder
    file = folder / f"{PAGE}.html"
    # The theme of the test has inline scripts of its own: only what is ours is under test.
    policy = (
        "default-src 'none'; script-src 'self' file:; style-src 'self' file:; img-src 'self' file:"
    )
    text = file.read_text("utf-8")
    text = text.replace(
        "<head>", f'<head><meta http-equiv="Content-Security-Policy" content="{policy}">'
    )
    text = re.sub(r"<script>.*?</script>", "", text, flags=re.DOTALL)
    file.write_text(text, "utf-8")
    tab = browser.new_page()
    asked: list[str] = []
    said: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.on("console", lambda message: said.append(message.text))
    tab.goto(file.as_uri())
    recording = tab.locator("a.notes-recording")
    assert recording.get_attribute("href") == "https://elsewhere.test.org/w?v=1"
    picture = recording.evaluate("link => getComputedStyle(link).backgroundImage")
    assert picture.startswith('url("file:')
    assert "notes-marks.svg" in picture
    assert any(url.endswith("notes-marks.svg") for url in asked)
    assert [url for url in asked if not url.startswith("file:")] == []
    assert [
        message for message in said if "script" in message and "inline style" not in message
    ] == []
    assert tab.locator("script[type='application/ld+json']").count() == 1
    tab.close()
