"""Each output is read by a tool or library for its format."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.robotparser import RobotFileParser

import feedparser
import icalendar
import lxml.html
import pytest
import vobject
from lxml import etree
from pyld import jsonld

from eventnotes.html.outputs.writer import write
from eventnotes.html.published import OutputFile
from tests.html.building import BASE, build, write_site

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

AWKWARD = "Markup </script> ]]> & “quotes” ‘n’ commas, semicolons; \u05d0\u05d1\u202e \\n"
ATOM = {"a": "http://www.w3.org/2005/Atom"}


def head(folder: Path, page: str) -> Any:
    return lxml.html.document_fromstring((folder / page).read_bytes())


def linked_data(tree: Any) -> Any:
    (script,) = tree.xpath("//script[@type='application/ld+json']/text()")
    return json.loads(script)


def test_linked_data_by_its_own_library(awkward: Path) -> None:
    data = linked_data(head(awkward, "conferences/meet/talks/awkward.html"))
    data["@context"] = {"@vocab": "https://schema.org/"}  # its own is on the network
    notes, trail = jsonld.expand(data)
    assert notes["@type"] == ["https://schema.org/Article"]
    (about,) = notes["https://schema.org/about"]
    assert about["@type"] == ["https://schema.org/Event"]
    assert about["https://schema.org/name"] == [{"@value": AWKWARD}]
    performers = [one["https://schema.org/name"] for one in about["https://schema.org/performer"]]
    assert performers == [[{"@value": "Łukasz <b> O'Neil"}], [{"@value": "Ann Lee"}]]
    assert about["https://schema.org/superEvent"][0]["https://schema.org/name"] == [
        {"@value": "Meet & <Greet>"}
    ]
    assert trail["@type"] == ["https://schema.org/BreadcrumbList"]
    items = trail["https://schema.org/itemListElement"]
    assert [item["https://schema.org/item"][0]["@value"] for item in items] == [
        f"{BASE}index.html",
        f"{BASE}conferences/meet/index.html",
        f"{BASE}conferences/meet/talks/awkward.html",
    ]


def test_an_event_has_its_talks_as_parts(awkward: Path) -> None:
    data = linked_data(head(awkward, "conferences/meet/index.html"))
    event = data["@graph"][0]["about"]
    assert event["@type"] == "Event"
    assert (event["startDate"], event["endDate"]) == ("2012-07-17", "2012-07-20")
    assert event["location"] == {"@type": "Place", "name": "Here; there, & <everywhere>"}
    assert [part["name"] for part in event["subEvent"]] == [AWKWARD, "Plain"]
    talk = linked_data(head(awkward, "conferences/meet/talks/plain.html"))["@graph"][0]["about"]
    assert talk["location"] == talk["superEvent"]["location"] == event["location"]


def test_an_event_without_text_is_described_by_dates_and_venue(awkward: Path) -> None:
    (said,) = head(awkward, "conferences/meet/index.html").xpath("//meta[@name='description']")
    assert said.get("content") == "2012-07-17/2012-07-20, Here; there, & <everywhere>"


def test_open_graph_and_description(awkward: Path) -> None:
    tree = head(awkward, "conferences/meet/talks/awkward.html")
    found = {
        meta.get("property") or meta.get("name"): meta.get("content")
        for meta in tree.xpath("//meta[@content]")
    }
    assert found["og:title"] == AWKWARD
    assert found["og:url"] == f"{BASE}conferences/meet/talks/awkward.html"
    assert found["og:site_name"] == "Notes </script> & more"
    expected = "a point with </script><script>alert(1)</script> ]]> & “quotes”; and another"
    assert found["description"] == found["og:description"] == expected
    assert tree.xpath("//link[@rel='canonical']/@href") in ([found["og:url"]], [])
    assert not tree.xpath("//script[not(@type)][contains(text(), 'alert')]")


def test_cards_have_the_declared_size(awkward: Path) -> None:
    pytest.importorskip("typst")
    tree = head(awkward, "conferences/meet/talks/awkward.html")
    (address,) = tree.xpath("//meta[@property='og:image']/@content")
    picture = (awkward / address.removeprefix(BASE)).read_bytes()
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    size = tuple(int.from_bytes(picture[start : start + 4]) for start in (16, 20))
    said = tree.xpath("//meta[starts-with(@property, 'og:image:')]/@content")
    assert said[1:3] == [str(number) for number in size]


def test_sitemap_by_its_schema(awkward: Path) -> None:
    sitemap: Any = etree.parse(awkward / "sitemap.xml")
    etree.RelaxNG(etree.parse(Path(__file__).with_name("sitemap.rng"))).assertValid(sitemap)
    pages = [str(url) for url in sitemap.xpath("//*[local-name() = 'loc']/text()")]
    assert len(pages) == len(set(pages)) > 5
    missing = [url for url in pages if not (awkward / url.removeprefix(BASE)).is_file()]
    assert missing == []
    pages_there = {file.relative_to(awkward).as_posix() for file in awkward.rglob("*.html")}
    left_out = pages_there - {url.removeprefix(BASE) for url in pages}
    assert left_out == {"404.html", "search.html"}


def test_robots_by_pythons_own_parser(awkward: Path) -> None:
    robots = RobotFileParser()
    robots.parse((awkward / "robots.txt").read_text("utf-8").splitlines())
    assert robots.can_fetch("any", f"{BASE}index.html")
    assert robots.site_maps() == [f"{BASE}sitemap.xml"]


def feeds(folder: Path) -> list[Path]:
    return sorted((folder / "feeds").rglob("*.xml"))


def test_feeds_by_a_feed_reader(awkward: Path) -> None:
    names = [file.relative_to(awkward / "feeds").as_posix() for file in feeds(awkward)]
    assert names == ["all.xml", "events/conferences/meet.xml"]
    for file in feeds(awkward):
        feed = feedparser.parse(file.read_bytes())
        assert not feed.bozo, (file, feed.bozo_exception)
        assert feed.version == "atom10"
    whole = feedparser.parse((awkward / "feeds/all.xml").read_bytes())
    assert [entry.published[:10] for entry in whole.entries] == ["2012-07-19", "2012-07-18"]
    entry = whole.entries[1]
    assert [author.name for author in entry.authors][-1] == "Ann Lee"
    assert entry.link == f"{BASE}conferences/meet/talks/awkward.html"


def test_feeds_have_what_the_standard_requires(awkward: Path) -> None:
    # RFC 4287, sections 4.1.1 and 4.1.2.
    for file in feeds(awkward):
        feed: Any = etree.parse(file).getroot()
        assert feed.tag == "{http://www.w3.org/2005/Atom}feed"
        assert feed.xpath("count(a:link[@rel='self'])", namespaces=ATOM) == 1
        assert feed.xpath("count(a:author)", namespaces=ATOM) >= 1
        for element in [feed, *feed.findall("a:entry", ATOM)]:
            for tag in ("id", "title", "updated"):
                assert element.xpath(f"count(a:{tag})", namespaces=ATOM) == 1
        ids = feed.xpath("//a:id/text()", namespaces=ATOM)
        assert len(set(ids)) == len(ids)
        titles = feed.xpath("a:entry/a:title/text()", namespaces=ATOM)
        assert set(titles) <= {AWKWARD, "Plain"}


def test_calendars_by_two_libraries(awkward: Path) -> None:
    content = (awkward / "calendars/conferences/meet.ics").read_bytes()
    whole, talk, _plain = icalendar.Calendar.from_ical(content).walk("VEVENT")
    assert whole["SUMMARY"] == "Meet & <Greet>"
    assert whole["LOCATION"] == "Here; there, & <everywhere>"
    assert whole.decoded("DTSTART").isoformat() == "2012-07-17"
    assert whole.decoded("DTEND").isoformat() == "2012-07-21"
    assert talk["SUMMARY"] == AWKWARD
    other = vobject.readOne(content.decode())
    assert [one.summary.value for one in other.vevent_list] == ["Meet & <Greet>", AWKWARD, "Plain"]
    assert other.vevent_list[1].dtstart.value.isoformat() == "2012-07-18"


def test_pages_lead_to_feeds_and_calendars(awkward: Path) -> None:
    for page in ("conferences/meet/index.html", "conferences/meet/talks/plain.html", "index.html"):
        links = head(awkward, page).xpath("//link[@rel='alternate']/@href")
        assert links
        for link in links:
            assert ((awkward / page).parent / link).resolve().is_file(), link
    kinds = head(awkward, "conferences/meet/index.html").xpath("//link[@rel='alternate']/@type")
    assert kinds == ["application/atom+xml", "application/atom+xml", "text/calendar"]


def test_without_an_address_what_needs_one_is_left_out(no_address: Path, tmp_path: Path) -> None:
    names = {file.relative_to(no_address).as_posix() for file in no_address.rglob("*")}
    assert not names & {"sitemap.xml", "robots.txt", "feeds", "404.html", "_images/cards"}
    assert "calendars/conferences/meet.ics" in names
    tree = head(no_address, "conferences/meet/talks/awkward.html")
    assert not tree.xpath("//meta[starts-with(@property, 'og:')]")
    assert tree.xpath("//meta[@name='description']")
    text = json.dumps(linked_data(tree))
    assert "notes.example" not in text
    assert '"url": ""' not in text


def test_one_clear_notice_without_an_address(tmp_path: Path) -> None:
    said = build(write_site(tmp_path / "site")).said
    assert said.count("html_baseurl is not set, so the sitemap") == 1


def test_not_found_works_at_any_depth(awkward: Path) -> None:
    tree = head(awkward, "404.html")
    addresses = [str(value) for value in tree.xpath("//@href | //@src")]
    assert len(addresses) > 5
    assert [one for one in addresses if not re.match("/en/|#|https://|$", one)] == []
    for one in addresses:
        path = one.partition("?")[0].partition("#")[0]
        if path.startswith("/en/") and path != "/en/":
            assert (awkward / path.removeprefix("/en/")).is_file(), one


def test_what_goes_takes_its_files_with_it(tmp_path: Path) -> None:
    source = write_site(tmp_path / "site")
    folder = build(source, f"html_baseurl={BASE}").folder
    assert (folder / "_images/cards/conferences/meet/talks/awkward.png").exists()
    (source / "conferences/meet/talks/awkward.rst").unlink()
    changed = build(source, f"html_baseurl={BASE}").folder
    assert not (changed / "_images/cards/conferences/meet/talks/awkward.png").exists()
    feed = feedparser.parse((changed / "feeds/all.xml").read_bytes())
    assert [entry.title for entry in feed.entries] == ["Plain"]
    shutil.rmtree(tmp_path / "site doctrees")
    shutil.move(changed, tmp_path / "incremental")
    clean = build(source, f"html_baseurl={BASE}").folder
    for name in ("feeds", "calendars"):
        ours = {f.relative_to(clean): f.read_bytes() for f in (clean / name).rglob("*.*")}
        theirs = {
            f.relative_to(tmp_path / "incremental"): f.read_bytes()
            for f in (tmp_path / "incremental" / name).rglob("*.*")
        }
        assert ours == theirs
        assert ours


def test_an_edit_makes_anew_only_what_shows_it(tmp_path: Path) -> None:
    source = write_site(tmp_path / "site")
    folder = build(source, f"html_baseurl={BASE}").folder
    made = [*feeds(folder), *folder.rglob("*.ics"), *folder.rglob("cards/**/*.png")]
    made += [folder / "sitemap.xml", folder / "robots.txt"]
    assert len(made) > 5
    before = {file: file.stat().st_mtime_ns for file in made}
    talk = source / "conferences/meet/talks/plain.rst"
    talk.write_text(talk.read_text("utf-8").replace("One sentence", "Another one"), "utf-8")
    build(source, f"html_baseurl={BASE}")
    again = [file for file in made if file.stat().st_mtime_ns != before[file]]
    assert sorted(file.relative_to(folder).as_posix() for file in again) == [
        "calendars/conferences/meet.ics",
        "feeds/all.xml",
        "feeds/events/conferences/meet.xml",
    ]
    whole = feedparser.parse((folder / "feeds/all.xml").read_bytes())
    assert "Another one" in whole.entries[0].summary


def test_outputs_are_made_whole_after_an_interrupt(tmp_path: Path) -> None:
    def contents(values: Sequence[bytes]) -> Iterator[bytes]:
        for value in values:
            if value == b"interrupt":
                raise KeyboardInterrupt
            yield value

    def outputs(*values: bytes) -> list[OutputFile[bytes]]:
        return [
            OutputFile(name=f"{number}/file", of=value, value=value, make=contents)
            for number, value in enumerate(values)
        ]

    folder, known = tmp_path / "site", tmp_path / "known.json"
    write(outputs(b"old", b"old"), folder, known)
    with pytest.raises(KeyboardInterrupt):
        write(outputs(b"new", b"interrupt"), folder, known)
    write(outputs(b"old", b"old"), folder, known)
    assert [(folder / f"{number}/file").read_bytes() for number in (0, 1)] == [b"old", b"old"]
    write(outputs(b"old"), folder, known)
    assert sorted(file.name for file in folder.iterdir()) == ["0"]


def test_a_page_follows_what_other_pages_say(tmp_path: Path) -> None:
    source = write_site(tmp_path / "site")
    folder = build(source, f"html_baseurl={BASE}").folder
    event = source / "conferences/meet/index.rst"
    event.write_text(event.read_text("utf-8").replace("Meet & <Greet>", "Gather & <Go>"), "utf-8")
    build(source, f"html_baseurl={BASE}")
    data = linked_data(head(folder, "conferences/meet/talks/plain.html"))
    assert data["@graph"][0]["about"]["superEvent"]["name"] == "Gather & <Go>"
