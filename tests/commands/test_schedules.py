"""Schedules are read alike from each format; what is wrong in one is said with its place."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from eventnotes.commands import CommandError
from eventnotes.commands.schedules import reading
from eventnotes.commands.schedules.model import Schedule
from eventnotes.commands.schedules.reading import read_schedule
from tests.commands import schedules as made

FILES = {
    "frab.json": made.frab(made.ONE, made.TWO, made.event("k3", "Lunch")),
    "frab.xml": made.XML,
    "sessionize.json": json.dumps(made.SESSIONIZE),
    "sessions.json": json.dumps(
        [{"groupName": "All", "sessions": made.GRID[0]["rooms"][0]["sessions"]}]
    ),
    "grid.json": json.dumps(made.GRID),
    "pretalx.json": json.dumps(made.API),
    "pretalx.ics": made.CALENDAR,
    "pad.md": made.PAD,
}
# What the format, or the view, does not have.
NO_TITLE = {"sessionize.json", "sessions.json", "grid.json", "pretalx.json"}
NO_TIMES = {"pad.md", "pyvideo"}


@pytest.mark.parametrize("name", [*FILES, "pyvideo"])
def test_each_format_says_the_same(tmp_path: Path, name: str) -> None:
    if name == "pyvideo":
        made.write_pyvideo(tmp_path / name)
    else:
        (tmp_path / name).write_text(FILES[name], "utf-8", newline="")
    found = read_schedule(str(tmp_path / name), None)
    assert found.title == ("" if name in NO_TITLE else made.EVENT)
    one, two = found.sessions
    signs = str.maketrans("", "", "*`_" if name == "pad.md" else "")
    assert one.title.translate(signs) == made.TITLE.translate(signs)
    assert two.title == "1. Two"
    assert [person.split(", ")[-1][:3] for person in one.speakers] == ["Ann", "Bob"]
    assert two.speakers == ("A. Moore",)
    assert one.day == date(2013, 5, 1)
    if name not in NO_TIMES:
        assert [one.time, one.room, two.time] == ["10:30", "Hall", "11:00"]
    assert len({one.key, two.key}) == 2


def test_a_pad_keeps_the_notes(tmp_path: Path) -> None:
    (tmp_path / "pad.md").write_text(made.PAD, "utf-8")
    one, two = read_schedule(str(tmp_path / "pad.md"), None).sessions
    assert one.body == "- a point\n\n## A part\n\n```\n# no heading\n```\n"
    assert two.body == "- another\n"


def read(tmp_path: Path, text: str | bytes, name: str = "s.json", at: str = "") -> Schedule:
    data = text if isinstance(text, bytes) else text.encode()
    (tmp_path / name).write_bytes(data)
    return read_schedule(str(tmp_path / name), ZoneInfo(at) if at else None)


def test_times_are_those_of_a_clock_at_the_event(tmp_path: Path) -> None:
    def time(start: str, at: str = "") -> str:
        event = made.event("a", "A", "B", date=start)
        (one,) = read(tmp_path, made.frab(event), at=at).sessions
        return f"{one.day} {one.time}"

    assert time("2013-05-01T23:30:00+02:00") == "2013-05-01 23:30"
    assert time("2013-05-01T23:30:00") == "2013-05-01 23:30"
    assert time("2013-05-01T23:30:00Z") == "2013-05-01 23:30 UTC"
    assert time("2013-05-01T23:30:00Z", "Europe/Berlin") == "2013-05-02 01:30"
    assert time("0001-01-01T00:00:00Z", "America/Lima") == "0001-01-01 00:00"


NESTED = '{"schedule":' * 100_000
LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><schedule>&b;</schedule>'
FILE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><schedule>&a;</schedule>'
BAD: dict[str, tuple[str | bytes, *tuple[str, ...]]] = {
    "cut off": (made.frab(made.ONE)[:-40], "line 1, column ", "the JSON is broken or cut off"),
    "cut off XML": (made.XML[:-40], "line 9, column 34", "the XML is broken or cut off"),
    "entities": (LAUGHS, "declares entities, which are not read"),
    "a file's entity": (FILE, "declares entities, which are not read"),
    "nested": (NESTED, "nested too deep"),
    "not a schedule": ('{"a": 1}', "this JSON is not a known schedule"),
    "a web page": ("<!DOCTYPE html><html>", "this is a web page, not a schedule"),
    "no UTF-8": (b'{"schedule":\n"\xff"}', "line 2: it is not UTF-8"),
    "no talks": (made.frab(), "it has no talks"),
    "a day that is none": (
        made.frab(made.event("a", "A", "B", date="2013-13-01T10:00:00Z")),
        "schedule.conference.days[0].rooms.Hall[0].date: '2013-13-01T10:00:00Z' is not a date",
    ),
    "a list of no list": (
        made.frab({**made.TWO, "persons": "Ann"}),
        "rooms.Hall[0].persons: expected a list, found 'Ann'",
    ),
    "a title of a list": (
        made.frab({**made.TWO, "title": [1]}),
        "title: expected a text, found a list",
    ),
    "no title": (made.frab(made.event("a", "<br>", "B")), "the talk 'a' has no title"),
    "a zone that is none": (
        made.frab(made.TWO).replace(
            '"title": "Tiny', '"time_zone_name": "../x", "title": "Tiny', 1
        ),
        "'../x' is not a time zone, such as 'Europe/Berlin'",
    ),
    "a number that is none": ('{"schedule": NaN}', "NaN is not a value of JSON"),
    "a broken calendar": (
        "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nX",
        "this iCalendar file cannot be read",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_wrong_is_said_with_its_place(tmp_path: Path, name: str) -> None:
    text, messages = BAD[name][0], BAD[name][1:]
    with pytest.raises(CommandError) as caught:
        read(tmp_path, text)
    said = str(caught.value)
    assert said.startswith(f"{tmp_path}/s.json: ")
    assert all(message in said for message in messages), said
    assert len(said) < 700


def test_a_huge_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "LARGEST", 1000)
    monkeypatch.setattr(reading, "MOST", 2)
    with pytest.raises(CommandError, match="larger than 0 MB, too large for a schedule"):
        read(tmp_path, " " * 1001)
    several = (made.event(str(number), "A", "B") for number in range(3))
    monkeypatch.setattr(reading, "LARGEST", 10_000)
    with pytest.raises(CommandError, match="it has 3 talks, and the most is 2"):
        read(tmp_path, made.frab(*several))


def test_keys_that_are_repeated(tmp_path: Path) -> None:
    found = read(tmp_path, made.frab(made.TWO, made.TWO)).sessions
    assert [one.key for one in found] == ["k2", "k2#2"]


def test_ids_that_are_all_the_same_and_no_object_around(tmp_path: Path) -> None:
    one = {**made.TWO, "guid": None, "id": 0, "slug": "a", "url": None}
    text = json.dumps(json.loads(made.frab(one, {**one, "slug": "b"}))["schedule"])
    assert [talk.key for talk in read(tmp_path, text).sessions] == ["a", "b"]


def test_what_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be read: No such file"):
        read_schedule(str(tmp_path / "none"), None)
    with pytest.raises(CommandError, match="not one of PyVideo"):
        read_schedule(str(tmp_path), None)
    with pytest.raises(CommandError, match="cannot be read"):
        read_schedule("http://127.0.0.1:9/schedule.json", None)
