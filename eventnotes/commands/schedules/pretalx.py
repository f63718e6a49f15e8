"""Answers of pretalx's API: https://docs.pretalx.org/api/resources/."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eventnotes.commands.schedules.model import Schedule, Session, Value, distinct, moment

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo


def read_results(top: Value, at: ZoneInfo | None) -> Schedule:
    """Read a list of submissions or talks. It does not name the event."""
    found = top.get("results") if isinstance(top.value, dict) else top
    return Schedule(title="", sessions=distinct([_session(one, at) for one in found.items()]))


def _session(one: Value, at: ZoneInfo | None) -> Session:
    slots = list(one.get("slots").items()) if one.get("slots").value else []
    slot = slots[0] if slots and isinstance(slots[0].value, dict) else one.get("slot")
    start = slot.get("start").raw() if slot.value else ""
    day, time = moment(start, f"{slot.place}.start", at)
    room = slot.get("room") if slot.value else Value(None, "")
    track = one.get("track")
    people = (
        person.get("name").text()
        for person in one.get("speakers").items()
        if isinstance(person.value, dict)
    )
    return Session(
        key=one.get("code", "id").raw() or one.get("title").text(),
        title=one.get("title").text(),
        speakers=tuple(dict.fromkeys(filter(None, people))),
        day=day,
        time=time,
        room=_named(room),
        topics=tuple(filter(None, [_named(track)])),
        abstract="\n\n".join(
            filter(None, (one.get(name).raw() for name in ("abstract", "description")))
        ),
    )


def _named(one: Value) -> str:
    """Return a name, also of an object that has it, but no number of one."""
    if isinstance(one.value, int):
        return ""
    has_name = isinstance(one.value, dict) and "name" in one.value
    return one.get("name").text() if has_name else one.text()
