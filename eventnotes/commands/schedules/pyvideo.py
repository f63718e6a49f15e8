"""PyVideo's records: a file for each recording, beside a ``category.json``.

The format: https://github.com/pyvideo/data/blob/main/CONTRIBUTING.rst.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from eventnotes.commands.schedules.model import Schedule, Session, Value, distinct, moment

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

_SLIDES = ("slideshare.net", "speakerdeck.com", "slides.com")


def read(category: Value, videos: list[Value], at: ZoneInfo | None) -> Schedule:
    """Read the records of an event; *category* has its title, and may have its days."""
    start, end = category.get("start_date"), category.get("end_date")
    return Schedule(
        title=category.get("title").text(),
        sessions=distinct([_session(one, at) for one in videos]),
        first=moment(start.raw(), start.place, at)[0],
        last=moment(end.raw(), end.place, at)[0],
        url=category.get("url").raw(),
    )


def read_videos(top: Value, at: ZoneInfo | None) -> Schedule:
    """Read one record, or a list of them. They do not name the event."""
    several = isinstance(top.value, list)
    return read(Value({}, ""), list(top.items()) if several else [top], at)


def _session(one: Value, at: ZoneInfo | None) -> Session:
    recorded = one.get("recorded")
    day, time = moment(recorded.raw(), recorded.place, at)
    urls = [video.get("url").raw() for video in one.get("videos").items()]
    related = [
        link.get("url").raw() if isinstance(link.value, dict) else link.raw()
        for link in one.get("related_urls").items()
    ]
    slides = [url for url in related if (urlsplit(url).hostname or "").endswith(_SLIDES)]
    title = one.get("title").text()
    return Session(
        key=one.get("slug").raw() or next(filter(None, urls), title),
        title=title,
        speakers=tuple(
            name
            for person in one.get("speakers").items()
            if (name := person.text()) and name.casefold() not in {"unknown", "various"}
        ),
        day=day,
        time=time,
        topics=tuple(filter(None, (tag.text() for tag in one.get("tags").items()))),
        video=next(filter(None, urls), ""),
        slides=next(iter(slides), ""),
        abstract=one.get("description", "summary").raw(),
    )
