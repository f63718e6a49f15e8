"""Small archives for the unit tests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from eventnotes.checks.rules import Site
from eventnotes.records.archive import Archive
from eventnotes.records.dates import parse_dates
from eventnotes.records.model import Event, Exhibitor, Talk, Topic, Value

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from eventnotes.records.model import Record


def talk(
    name: str,
    *speakers: str,
    date: str = "2013-03-15",
    topics: Sequence[str] = (),
    event: str = "spring",
    **more: Any,
) -> Talk:
    """Return the talk ``<event>/talks/<name>``; its title is line 2, its fields follow."""
    texts = {"date": date, "speakers": ", ".join(speakers), "topics": ", ".join(topics)}
    docname = f"{event}/talks/{name}"
    given: dict[str, Any] = {
        "id": docname,
        "title": name.capitalize(),
        "line": 2,
        "anchor": name,
        "fields": tuple(
            Value(key=key, name=key, text=text, line=line)
            for line, (key, text) in enumerate(texts.items(), 5)
        ),
    }
    return Talk(
        docname=docname,
        event=event,
        dates=parse_dates(date) if date else None,
        speakers=speakers,
        topics=tuple(topics),
        **(given | more),
    )


def event(name: str = "spring", dates: str = "2013-03-15/2013-03-17") -> Event:
    """Return the event ``<name>/index``."""
    return Event(
        id=f"{name}/index",
        docname=f"{name}/index",
        anchor=name,
        line=2,
        title=name.capitalize(),
        fields=(Value(key="venue", name="Venue", text="Here", line=4),),
        dates=parse_dates(dates) if dates else None,
        folder=name,
    )


def exhibitor(name: str, at: str = "spring") -> Exhibitor:
    """Return the exhibitor ``<event>/exhibitors/<name>``."""
    docname = f"{at}/exhibitors/{name}"
    return Exhibitor(
        id=docname,
        docname=docname,
        anchor=name,
        line=2,
        title=name.capitalize(),
        fields=(),
        event=at,
    )


def vocabulary(*names: str) -> list[Topic]:
    """Return topics defined on the page ``topics``, from line 5 on."""
    return [
        Topic(id=name, name=name, docname="topics", line=line)
        for line, name in enumerate(names, 5)
    ]


def archive(
    *records: Record,
    topics: Iterable[Topic] = (),
    aliases: Mapping[str, Sequence[str]] | None = None,
) -> Archive:
    """Return the archive of *records*."""
    return Archive(records, vocabulary=topics, aliases=aliases)


def site(*records: Record, topics: Iterable[Topic] = (), **more: Any) -> Site:
    """Return a site of *records*; *more* are further attributes of `Site`."""
    given: dict[str, Any] = {"pages": frozenset(one.docname for one in records)}
    return Site(archive=archive(*records, topics=topics), **(given | more))
