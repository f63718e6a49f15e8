"""What the indices draw of an archive: talks by event or year, by topic and by speaker.

Each drawing has the size of a page, however large the archive is: long spans of time are drawn
in longer steps, and of topics and speakers only the largest are counted.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from sphinx.locale import _

from eventnotes.text.drawing import Drawing, Line, fitted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet
    from datetime import date

    from eventnotes.records.archive import Archive
    from eventnotes.records.model import DateSpan, Event, Record, Talk

#: The maximum number of events or years as rows, and of months or years as columns.
MOST_TIMES = 25
#: The maximum number of topics and speakers.
MOST_RANKED = 16
#: The maximum number of events as columns.
MOST_EVENTS = 6
# The steps of an axis of time, in months: a month, or years.
_YEAR = 12
_STEPS = (1, *(_YEAR * years for years in (1, 2, 5, 10, 20, 50, 100, 200, 500)))


class Counted(NamedTuple):
    """What is counted: an archive, the pages of it (None: all), and what records are called."""

    archive: Archive
    docnames: AbstractSet[str] | None
    title: Callable[[Record], str]

    def has(self, record: Record) -> bool:
        """Return whether *record* is counted."""
        return self.docnames is None or record.docname in self.docnames

    def of(self, talks: Iterable[Talk]) -> list[Talk]:
        """Return those of *talks* that are counted."""
        return [talk for talk in talks if self.has(talk)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """The columns of a drawing: their names, what they are, and the column of a talk."""

    what: str
    names: tuple[str, ...]
    place: Callable[[Talk], int | None]

    def line(self, label: str, target: str, talks: Sequence[Talk]) -> Line:
        """Return the row of *talks*."""
        found = Counter(map(self.place, talks))
        return Line(
            label=fitted(label),
            target=target,
            counts=tuple(found[place] for place in range(len(self.names))),
            total=len(talks),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """Steps of time from *first*, each of *step* months."""

    first: int
    size: int
    step: int

    @classmethod
    def of(cls, days: Iterable[date], steps: Iterable[int] = _STEPS) -> Axis:
        """Return the axis of *days* with the shortest of *steps* that make a bounded number."""
        months = [day.year * _YEAR + day.month - 1 for day in days]
        if not months:
            return cls(first=0, size=0, step=1)
        first, last = min(months), max(months)
        step = next(one for one in steps if last // one - first // one < MOST_TIMES)
        return cls(first=first // step, size=last // step - first // step + 1, step=step)

    def place(self, dates: DateSpan | None) -> int | None:
        """Return the step that *dates* begin in."""
        if dates is None:
            return None
        return (dates.first.year * _YEAR + dates.first.month - 1) // self.step - self.first

    @property
    def names(self) -> tuple[str, ...]:
        """The steps as months in ISO 8601, as years, or as spans of years."""
        return tuple(map(self._name, range(self.first, self.first + self.size)))

    def _name(self, place: int) -> str:
        year, month = divmod(place * self.step, _YEAR)
        if self.step == 1:
            return f"{year:04}-{month + 1:02}"
        last = year + self.step // _YEAR - 1
        return f"{year:04}" if last == year else f"{year:04}–{last:04}"


def timeline(
    counted: Counted, target: Callable[[Event], str], months: Sequence[str]
) -> Drawing | None:
    """Return the talks at each event over time, or of many events by year and month.

    *target* returns the id of an event's entry; *months* are the names of the months.
    """
    events = [event for event in counted.archive.events if counted.has(event)]
    talks = {event: counted.of(counted.archive.talks_at(event)) for event in events}
    if len(events) > MOST_TIMES:
        return _by_year(counted, talks, target, months)
    columns = _over_time(counted, [talk for some in talks.values() for talk in some])
    return _drawing(
        _("Talks by event and %s") % columns.what,
        columns,
        [columns.line(counted.title(event), target(event), talks[event]) for event in events],
    )


def topics(counted: Counted) -> Drawing | None:
    """Return the talks on the most frequent topics, by event or over time."""
    columns = _columns(counted)
    lines = (
        columns.line(topic.name, topic.id, counted.of(counted.archive.talks_on(topic)))
        for topic in counted.archive.topics.values()
    )
    return _ranked(
        _("Talks by topic and %s") % columns.what, columns, [line for line in lines if line.total]
    )


def speakers(counted: Counted) -> Drawing | None:
    """Return the talks of speakers who came again, by event or over time.

    Of a speaker whose talks are in one column, the list says all there is to say.
    """
    columns = _columns(counted)
    lines = (
        columns.line(person.sort_name, person.id, counted.of(counted.archive.talks_by(person)))
        for person in counted.archive.people
    )
    return _ranked(
        _("Talks by returning speaker and %s") % columns.what,
        columns,
        [line for line in lines if sum(map(bool, line.counts)) > 1],
    )


def _by_year(
    counted: Counted,
    talks: Mapping[Event, Sequence[Talk]],
    target: Callable[[Event], str],
    months: Sequence[str],
) -> Drawing | None:
    axis = Axis.of((event.dates.first for event in talks if event.dates), _STEPS[1:])
    columns = Columns(
        what=_("month"), names=tuple(months), place=lambda talk: _month(counted, talk)
    )
    rows: dict[int | None, list[Event]] = {place: [] for place in range(axis.size)}
    for event in talks:
        rows.setdefault(axis.place(event.dates), []).append(event)
    names: dict[int | None, str] = {**dict(enumerate(axis.names)), None: _("No date")}
    lines = [
        columns.line(
            names[place],
            target(events[0]) if events else "",
            [talk for event in events for talk in talks[event]],
        )
        for place, events in rows.items()
    ]
    return _drawing(_("Talks by year and month"), columns, lines)


def _columns(counted: Counted) -> Columns:
    """Return a column for each of a few events, or else steps of time."""
    events = [event for event in counted.archive.events if counted.has(event)]
    if not 1 < len(events) <= MOST_EVENTS:
        return _over_time(counted, counted.of(counted.archive.talks))
    places = {event.key: place for place, event in enumerate(events)}
    return Columns(
        what=_("event"),
        names=tuple(map(counted.title, events)),
        place=lambda talk: places.get(talk.event),
    )


def _over_time(counted: Counted, talks: Iterable[Talk]) -> Columns:
    axis = Axis.of(dates.first for dates in map(counted.archive.dates_of, talks) if dates)
    return Columns(
        what=_("month") if axis.step == 1 else _("year"),
        names=axis.names,
        place=lambda talk: axis.place(counted.archive.dates_of(talk)),
    )


def _month(counted: Counted, talk: Talk) -> int | None:
    dates = counted.archive.dates_of(talk)
    return dates.first.month - 1 if dates else None


def _ranked(caption: str, columns: Columns, lines: Sequence[Line]) -> Drawing | None:
    """Return the drawing of the longest of *lines*, longest first."""
    shown = sorted(lines, key=lambda line: -line.total)[:MOST_RANKED]
    if len(lines) > len(shown):
        values = {"number": len(shown), "more": len(lines) - len(shown)}
        caption += ": " + _("the top %(number)d, and %(more)d more below") % values
    return _drawing(caption, columns, shown)


def _drawing(caption: str, columns: Columns, lines: Sequence[Line]) -> Drawing | None:
    """Return the drawing, or None if there is nothing to compare."""
    if len(lines) < 2 or not any(map(any, (line.counts for line in lines))):
        return None
    return Drawing(caption=caption, columns=columns.names, lines=tuple(lines))
