"""One made-up schedule in each of the formats that can be imported."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

EVENT = "Tiny Conf"
#: Signs of markup, HTML, a slash and letters of two columns.
TITLE = "*Why* `x_` |y| {{ z }} [w](v): a/b 日本"
AS_HTML = TITLE.replace("*Why*", "<b>*Why*</b>")
DAYS = ("2013-05-01", "2013-05-02")


def event(key: str, title: str, *people: str, time: str = "10:30", **more: Any) -> dict[str, Any]:
    """Return a talk as frab and pretalx export it."""
    return {
        "guid": key,
        "id": 7,
        "date": f"{DAYS[0]}T{time}:00+02:00",
        "start": time,
        "room": "Hall",
        "title": title,
        "track": "Core",
        "url": f"https://example.org/talk/{key}_/",
        "persons": [{"public_name": name} for name in people],
        **more,
    }


ONE = event("k1", AS_HTML, "Ann Lee", "Moore, Bob", abstract="*One*.\n\n<p>Two ::</p> {{ 3 }}")
TWO = event("k2", "1. Two", "A. Moore", time="11:00")


def frab(*events: dict[str, Any]) -> str:
    days = [{"date": DAYS[0], "rooms": {"Hall": list(events)}}]
    conference = {"title": EVENT, "start": DAYS[0], "end": DAYS[1], "days": days}
    return json.dumps({"schedule": {"version": "1", "conference": conference}})


XML = f"""\
<?xml version="1.0" encoding="utf-8"?>
<schedule><conference><title>{EVENT}</title><start>{DAYS[0]}</start><end>{DAYS[1]}</end></conference>
<day date="{DAYS[0]}" index="1"><room name="Hall">
<event id="7" guid="k1"><date>{DAYS[0]}T10:30:00+02:00</date><start>10:30</start><room>Hall</room>
<title>{TITLE}</title><track>Core</track><url>https://example.org/talk/k1_/</url>
<persons><person id="1">Ann Lee</person><person id="2">Moore, Bob</person></persons></event>
<event id="8" guid="k2"><start>11:00</start><title>1. Two</title>
<persons><person id="3">A. Moore</person></persons></event>
<event id="9"><title>Lunch</title><persons/></event>
</room></day></schedule>
"""
SESSIONIZE: dict[str, list[dict[str, Any]]] = {
    "sessions": [
        {
            "id": "k1",
            "title": TITLE,
            "startsAt": f"{DAYS[0]}T10:30:00",
            "roomId": 3,
            "speakers": ["s1", "s2"],
            "isServiceSession": False,
        },
        {
            "id": "k2",
            "title": "1. Two",
            "startsAt": f"{DAYS[0]}T11:00:00",
            "roomId": 3,
            "speakers": ["s3"],
            "isServiceSession": False,
        },
        {"id": "k3", "title": "Lunch", "speakers": [], "isServiceSession": True},
    ],
    "speakers": [
        {"id": "s1", "fullName": "Ann Lee"},
        {"id": "s2", "fullName": "Moore, Bob"},
        {"id": "s3", "fullName": "A. Moore"},
    ],
    "rooms": [{"id": 3, "name": "Hall"}],
}
GRID: list[dict[str, Any]] = [
    {
        "date": f"{DAYS[0]}T00:00:00",
        "rooms": [
            {
                "name": "Hall",
                "sessions": [
                    {
                        **one,
                        "room": "Hall",
                        "speakers": [
                            {"id": key, "name": name["fullName"]}
                            for name in SESSIONIZE["speakers"]
                            if (key := name["id"]) in one["speakers"]
                        ],
                    }
                    for one in SESSIONIZE["sessions"]
                ],
            }
        ],
    },
]
API = {
    "count": 2,
    "results": [
        {
            "code": key,
            "title": {"en": title},
            "speakers": [{"name": name} for name in names],
            "track": {"en": "Core"},
            "slot": {"start": f"{DAYS[0]}T{time}:00+02:00", "room": {"en": "Hall"}},
        }
        for key, title, names, time in (
            ("k1", TITLE, ("Ann Lee", "Moore, Bob"), "10:30"),
            ("k2", "1. Two", ("A. Moore",), "11:00"),
        )
    ],
}
_ESCAPED = TITLE.replace(",", "\\,")
CALENDAR = "\r\n".join(
    [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//pretalx//example.org//",
        f"X-WR-CALNAME:{EVENT}",
        "BEGIN:VEVENT",
        "UID:k1",
        f"SUMMARY:{_ESCAPED} - Ann Lee\\, Bob Moore",
        "LOCATION:Hall",
        "DTSTART;TZID=Europe/Berlin:20130501T103000",
        "URL:https://example.org/talk/k1_/",
        "END:VEVENT",
        "BEGIN:VEVENT",
        "UID:k2",
        "SUMMARY:1. Two - A. Moore",
        "LOCATION:Hall",
        "DTSTART;TZID=Europe/Berlin:20130501T110000",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]
)
PAD = f"""\
# {EVENT}

Welcome!

## {TITLE.replace("*Why*", "Why")}

**Speakers:** Ann Lee, Bob Moore
Date: {DAYS[0]}

- a point
### A part

```
# no heading
```

## 1. Two
Speaker: A. Moore

- another
"""


def write_pyvideo(folder: Path) -> Path:
    (folder / "videos").mkdir(parents=True)
    (folder / "category.json").write_text(json.dumps({"title": EVENT}), "utf-8")
    for number, (title, names) in enumerate(
        [(TITLE, ["Ann Lee", "Moore, Bob"]), ("1. Two", ["A. Moore"])], start=1
    ):
        record = {
            "title": title,
            "speakers": names,
            "recorded": DAYS[0],
            "tags": ["Core"],
            "videos": [{"type": "youtube", "url": f"https://example.org/v{number}"}],
        }
        (folder / f"videos/{number}.json").write_text(json.dumps(record), "utf-8")
    return folder
