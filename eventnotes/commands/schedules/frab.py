"""frab, pretalx and all that export ``schedule.json`` or ``schedule.xml`` as they do.

The format: https://c3voc.de/wiki/schedule. The library for it, c3voc-schedule-tools, requires an
icalendar before 6, and GitPython and aiohttp.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from eventnotes.commands.schedules.model import Schedule, Session, Value, distinct, moment, zone

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element
    from zoneinfo import ZoneInfo


def read_json(top: Value, at: ZoneInfo | None) -> Schedule:
    """Read ``schedule.json``, also without the object around it."""
    schedule = top.get("schedule") if "schedule" in top.table() else top
    conference = schedule.get("conference")
    if (name := conference.get("time_zone_name").text()) and not at:
        at = zone(name, f"{conference.place}.time_zone_name")
    return _schedule(conference, schedule, list(_events(conference)), at)


def read_xml(top: Element, at: ZoneInfo | None) -> Schedule:
    """Read ``schedule.xml``, by the names that its elements have in JSON."""
    conference = top.find("conference")
    made = Value(_table(conference) if conference is not None else {}, "conference")
    if (name := made.get("time_zone_name").text()) and not at:
        at = zone(name, "conference.time_zone_name")
    return _schedule(made, Value(_table(top), "schedule"), list(_elements(top)), at)


def _schedule(
    conference: Value, schedule: Value, events: list[Value], at: ZoneInfo | None
) -> Schedule:
    sessions = [_session(event, at) for event in events]
    given = [one for one in sessions if one.speakers]
    return Schedule(
        title=conference.get("title").text(),
        sessions=distinct(given or sessions),
        first=moment(conference.get("start").raw(), f"{conference.place}.start", at)[0],
        last=moment(conference.get("end").raw(), f"{conference.place}.end", at)[0],
        venue=", ".join(filter(None, (conference.get(name).text() for name in ("venue", "city")))),
        url=conference.get("url").raw() or schedule.get("url", "base_url").raw(),
        skipped=tuple(one.title for one in sessions if given and not one.speakers),
    )  # fmt: skip


def _events(conference: Value) -> Iterator[Value]:
    for day in conference.get("days").items():
        rooms = day.get("rooms")
        for name in rooms.table():
            for event in Value(rooms.value[name], f"{rooms.place}.{name}").items():
                event.table().setdefault("day", day.get("date").value)
                yield event


def _elements(top: Element) -> Iterator[Value]:
    for day in top.iter("day"):
        for room in day.iter("room"):
            for event in room.iter("event"):
                table: dict[str, Any] = {**_table(event), "day": day.get("date")}
                table["id"] = event.get("guid") or event.get("id") or ""
                table.setdefault("room", room.get("name"))
                persons = event.find("persons")
                names = [] if persons is None else ["".join(one.itertext()) for one in persons]
                table["persons"] = [{"name": name} for name in names]
                yield Value(table, f"event {event.get('id')}")


def _table(of: Element) -> dict[str, str]:
    return {one.tag: "".join(one.itertext()).strip() for one in of}


def _session(event: Value, at: ZoneInfo | None) -> Session:
    place = f"{event.place}.date"
    day, time = moment(event.get("date").raw(), place, at)
    if not day:
        day, _ = moment(event.get("day").raw(), f"{event.place}.day", at)
    start = event.get("start").raw()
    title = event.get("title").text()
    people = (
        one.get("public_name", "full_public_name", "name") for one in event.get("persons").items()
    )
    texts = [event.get(name).raw() for name in ("abstract", "description")]
    return Session(
        key=_key(event) or title,
        title=title,
        speakers=tuple(dict.fromkeys(filter(None, (one.text() for one in people)))),
        day=day,
        time=time or start,
        room=event.get("room").text(),
        topics=tuple(filter(None, [event.get("track").text()])),
        url=event.get("url").raw(),
        abstract="\n\n".join(filter(None, texts)),
    )


def _key(event: Value) -> str:
    """Return what identifies a talk. Some programs write 0 as the id of all."""
    own = event.get("guid", "code", "id").raw()
    return event.get("url", "slug").raw() if own in {"", "0"} else own
