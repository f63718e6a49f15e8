"""Sessionize's API, in its views All, Sessions and Schedule Grid: https://sessionize.com/api."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eventnotes.commands.schedules.model import Schedule, Session, Value, distinct, moment

if TYPE_CHECKING:
    from collections.abc import Iterator
    from zoneinfo import ZoneInfo


def read(top: Value, at: ZoneInfo | None) -> Schedule:
    """Read any of the views. None names the event."""
    speakers, rooms = _names(top, "speakers", "fullName"), _names(top, "rooms", "name")
    found = list(_sessions(top))
    breaks = [one for one in found if one.get("isServiceSession").value is True]
    talks = [one for one in found if one.get("isServiceSession").value is not True]
    return Schedule(
        title="",
        sessions=distinct([_session(one, speakers, rooms, at) for one in talks]),
        skipped=tuple(one.get("title").text() for one in breaks),
    )


def _names(top: Value, table: str, name: str) -> dict[str, str]:
    if not isinstance(top.value, dict):
        return {}
    return {one.get("id").raw(): one.get(name).text() for one in top.get(table).items()}


def _sessions(top: Value) -> Iterator[Value]:
    if isinstance(top.value, dict):
        yield from top.get("sessions").items()
        return
    for group in top.items():  # of sessions, or a day of rooms
        yield from group.get("sessions").items()
        for room in group.get("rooms").items():
            yield from room.get("sessions").items()


def _session(
    one: Value, speakers: dict[str, str], rooms: dict[str, str], at: ZoneInfo | None
) -> Session:
    start = one.get("startsAt")
    day, time = moment(start.raw(), start.place, at)
    people = (
        person.get("name", "fullName").text()
        if isinstance(person.value, dict)
        else speakers.get(person.raw(), "")
        for person in one.get("speakers").items()
    )
    return Session(
        key=one.get("id").raw() or one.get("title").text(),
        title=one.get("title").text(),
        speakers=tuple(dict.fromkeys(filter(None, people))),
        day=day,
        time=time,
        room=one.get("room").text() or rooms.get(one.get("roomId").raw(), ""),
        video=one.get("recordingUrl").raw(),
        abstract=one.get("description").raw(),
    )
