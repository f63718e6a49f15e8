"""Which other talks a talk leads to."""

from __future__ import annotations

from bisect import bisect_left
from heapq import nlargest
from typing import TYPE_CHECKING

from eventnotes.records.model import Talk

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eventnotes.records.archive import Archive


def by_same_speakers(archive: Archive, talk: Talk, most: int) -> Sequence[Talk]:
    """Return other talks by the speakers of *talk*, nearest in time first, *most* of them."""
    others = {
        one.docname: one
        for person in archive.speakers(talk)
        for one in archive.talks_by(person)
        if one.docname != talk.docname
    }
    return sorted(others.values(), key=lambda one: (_days(talk, one), archive.place(one)))[:most]


def on_same_topics(archive: Archive, talk: Talk, most: int) -> Sequence[Talk]:
    """Return other talks on the topics of *talk*, *most* of them, none by its speakers.

    A talk counts for each topic shared, a rare topic for more than a common one: one over
    the number of its talks. The highest count comes first, then the nearest in time.
    """
    own = {one.docname for person in archive.speakers(talk) for one in archive.talks_by(person)}
    own.add(talk.docname)
    weights: dict[str, float] = {}
    for topic in archive.topics_of(talk):
        talks = archive.talks_on(topic)
        weight = 1 / len(talks)
        for one in _near(archive, talks, talk):
            weights[one.docname] = weights.get(one.docname, 0.0) + weight
    for docname in own:
        weights.pop(docname, None)
    # The dates of those that count for too little anyway are not looked at.
    least = min(nlargest(most, weights.values()), default=0.0)
    counted = {docname: weight for docname, weight in weights.items() if weight >= least}
    records = map(archive.records.__getitem__, counted)
    same = [record for record in records if isinstance(record, Talk)]
    same.sort(key=lambda one: (-counted[one.docname], _days(talk, one), archive.place(one)))
    return same[:most]


# A topic's talks that are looked at on each side of one: what a page costs must not grow
# with the archive.
_REACH = 50


def _near(archive: Archive, talks: Sequence[Talk], talk: Talk) -> Sequence[Talk]:
    """Return those of *talks*, which are sorted by date, that stand nearest to *talk*."""
    if len(talks) <= 2 * _REACH:
        return talks
    position = bisect_left(talks, archive.place(talk), key=archive.place)
    return talks[max(0, position - _REACH) : position + _REACH]


def _days(one: Talk, other: Talk) -> int:
    """Return how many days lie between two talks, very many where a date is missing."""
    if one.dates is None or other.dates is None:
        return 1_000_000
    return abs((one.dates.first - other.dates.first).days)
