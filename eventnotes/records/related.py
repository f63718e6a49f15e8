"""Find talks related to a talk."""

from __future__ import annotations

from bisect import bisect_left
from heapq import nlargest
from typing import TYPE_CHECKING

from eventnotes.records.model import Talk

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eventnotes.records.archive import Archive


def by_same_speakers(archive: Archive, talk: Talk, most: int) -> Sequence[Talk]:
    """Return up to *most* other talks by the speakers of *talk*, nearest in time first."""
    others = {
        one.key: one
        for person in archive.speakers(talk)
        for one in archive.talks_by(person)
        if one.key != talk.key
    }
    return sorted(others.values(), key=lambda one: (_days(talk, one), archive.place(one)))[:most]


def on_same_topics(archive: Archive, talk: Talk, most: int) -> Sequence[Talk]:
    """Return up to *most* talks that share topics with *talk*, except those by its speakers.

    Each shared topic adds a weight of one over its number of talks, so rare topics count for
    more. The highest sum comes first, then the nearest in time.
    """
    own = {one.key for person in archive.speakers(talk) for one in archive.talks_by(person)}
    own.add(talk.key)
    weights: dict[str, float] = {}
    for topic in archive.topics_of(talk):
        talks = archive.talks_on(topic)
        weight = 1 / len(talks)
        for one in _near(archive, talks, talk):
            weights[one.key] = weights.get(one.key, 0.0) + weight
    for key in own:
        weights.pop(key, None)
    # Compare dates only for talks whose weight is high enough.
    least = min(nlargest(most, weights.values()), default=0.0)
    counted = {key: weight for key, weight in weights.items() if weight >= least}
    records = map(archive.records.__getitem__, counted)
    same = [record for record in records if isinstance(record, Talk)]
    same.sort(key=lambda one: (-counted[one.key], _days(talk, one), archive.place(one)))
    return same[:most]


# How many talks of a topic to look at before and after a talk: the cost of a page must not grow
# with the archive.
_REACH = 50


def _near(archive: Archive, talks: Sequence[Talk], talk: Talk) -> Sequence[Talk]:
    """Return the part of *talks*, sorted by date, that is nearest to *talk*."""
    if len(talks) <= 2 * _REACH:
        return talks
    position = bisect_left(talks, archive.place(talk), key=archive.place)
    return talks[max(0, position - _REACH) : position + _REACH]


def _days(one: Talk, other: Talk) -> int:
    """Return the days between two talks, or a large number if a date is missing."""
    if one.dates is None or other.dates is None:
        return 1_000_000
    return abs((one.dates.first - other.dates.first).days)
