"""The checks that need the whole archive. Each is a generator of findings."""

from __future__ import annotations

import difflib
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from eventnotes.records.archive import by_date
from eventnotes.records.model import Exhibitor, Record, Talk
from eventnotes.records.people import bare_name
from eventnotes.text.collation import identity, slug
from eventnotes.text.typos import same_but_for_initials, typos

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence

    from eventnotes.records.archive import Archive
    from eventnotes.records.model import Person, Topic

# The number of talks with topics from which on every topic should have several talks.
MANY_TALKS = 20
# Shorter names often differ by one letter without a typo.
_SHORTEST_NAME = 7
_SHORTEST_TOPIC = 5

_Key = TypeVar("_Key", bound="Hashable")
_One = TypeVar("_One", bound=Record)

Finding = tuple[str, int, str]
"""Docname, line and message of a problem."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """The archive and the structure of its pages.

    *pages* are all docnames; *toctrees* maps a page to the pages in its toctrees; *free* are
    pages that need no toctree; *root* is the front page; *different* are groups of similar
    names of different people.
    """

    archive: Archive
    pages: frozenset[str]
    toctrees: Mapping[str, Sequence[str]] = field(default_factory=dict)
    free: frozenset[str] = frozenset()
    root: str = "index"
    different: Sequence[Sequence[str]] = ()


def outside_event(site: Site) -> Iterator[Finding]:
    """Find talks whose date is outside their event's dates."""
    for talk in site.archive.talks:
        event = site.archive.event_of(talk)
        if not event or not event.dates or not talk.dates or talk.dates in event.dates:
            continue
        if not talk.given_at and not talk.outside_dates:
            yield (
                talk.docname,
                talk.line_of("date"),
                f"the talk's date, {talk.dates.iso}, is outside its event's, {event.dates.iso}: "
                "correct it, or add ':Given at:' with the name of the other event",
            )


def duplicate_id(site: Site) -> Iterator[Finding]:
    """Find records with the same id."""
    for first, *others in _groups((one.id, one) for one in site.archive.records.values()):
        for one in others:
            yield (
                one.docname,
                one.line,
                f"the id {one.id!r} is also that of {first.docname!r}: give each page its own "
                "in the field 'Id'",
            )


def duplicate_talk(site: Site) -> Iterator[Finding]:
    """Find talks with the same title and speakers, and the same event or day."""
    talks = (
        ((identity(talk.title), frozenset(site.archive.speakers(talk))), talk)
        for talk in site.archive.talks
        if talk.speakers
    )
    for group in _groups(talks):
        for position, talk in enumerate(group):
            first = next((one for one in group[:position] if _same_occasion(one, talk)), None)
            if first:
                yield (
                    talk.docname,
                    talk.line,
                    f"the talk {talk.title!r} is also on the page {first.docname!r}: keep one "
                    "of the two pages",
                )


def _same_occasion(one: Talk, other: Talk) -> bool:
    if one.id == other.id:
        return False  # reported as duplicate-id
    return one.event == other.event or (one.dates is not None and one.dates == other.dates)


def similar_speakers(site: Site) -> Iterator[Finding]:
    """Find speakers whose names differ by one letter or an initial."""
    different = [
        {person.id for name in group if (person := site.archive.people.find(name))}
        for group in site.different
    ]
    reported: set[str] = set()
    for pair in _similar_people(site.archive.people):
        talks = {one.id: site.archive.talks_by(one) for one in pair}
        rare, usual = sorted(pair, key=lambda one: (len(talks[one.id]), len(one.name), one.name))
        together = {talk.docname for talk in talks[rare.id]} & {
            talk.docname for talk in talks[usual.id]
        }
        if rare.id in reported or together or any({rare.id, usual.id} <= one for one in different):
            continue
        reported.add(rare.id)
        talk = talks[rare.id][0]
        yield (
            talk.docname,
            talk.line_of("speakers"),
            f"{rare.name!r} looks like {usual.name!r} (on {talks[usual.id][0].docname!r}): write "
            "one person's name in one way, or join the two in eventnotes_people, or name two "
            "people in eventnotes_different_people",
        )


def _similar_people(people: Iterable[Person]) -> list[tuple[Person, Person]]:
    folded: defaultdict[str, list[Person]] = defaultdict(list)
    families: defaultdict[tuple[str, str], list[tuple[list[str], Person]]] = defaultdict(list)
    for person in people:
        folded[_folded(bare_name(person.name))].append(person)
        family, _, given = bare_name(person.sort_name).partition(",")
        words = [_folded(word) for word in given.split() if _folded(word)]
        if words:
            families[_folded(family), words[0][0]].append((words, person))
    pairs = {
        (one, other)
        for word, near in typos(folded, shortest=_SHORTEST_NAME, first=False)
        for one in folded[word]
        for other in folded[near]
        if not _other_initial(one.name, other.name)
    }
    for family_members in families.values():
        pairs.update(_initials(family_members))
    return sorted(pairs, key=lambda pair: (pair[0].id, pair[1].id))


def _other_initial(one: str, other: str) -> bool:
    """Return whether initials differ: John A. Smith is not John B. Smith."""
    pairs = zip(map(_folded, one.split()), map(_folded, other.split()), strict=False)
    return any(len(word) == len(against) == 1 and word != against for word, against in pairs)


def _initials(family: Sequence[tuple[list[str], Person]]) -> Iterator[tuple[Person, Person]]:
    for words, person in family:
        if min(map(len, words)) == 1:
            for others, other in family:
                if other != person and same_but_for_initials(words, others):
                    yield (person, other) if person.id < other.id else (other, person)


def similar_topics(site: Site) -> Iterator[Finding]:
    """Find topics that differ by one letter, if there is no vocabulary."""
    for rare, usual in _similar_topics(site.archive):
        talk = site.archive.talks_on(rare)[0]
        yield (
            talk.docname,
            talk.line_of("topics"),
            f"the topic {rare.name!r} looks like {usual.name!r} (on "
            f"{site.archive.talks_on(usual)[0].docname!r}): write it the same, or define both "
            "on the topics' page",
        )


def _similar_topics(archive: Archive) -> Iterator[tuple[Topic, Topic]]:
    """Yield pairs of similar topics, the rarer first."""
    if archive.vocabulary:
        return
    topics = {_folded(topic.name): topic for topic in archive.topics.values()}
    for pair in typos(topics, shortest=_SHORTEST_TOPIC):
        rare, usual = sorted(
            (topics[word] for word in pair),
            key=lambda one: (len(archive.talks_on(one)), one.name),
        )
        yield rare, usual


def single_topic(site: Site) -> Iterator[Finding]:
    """Find topics with one talk, in archives with many talks."""
    if not _has_many(site.archive):
        return
    slipped = {rare for rare, _ in _similar_topics(site.archive)}
    for topic in _known_topics(site.archive):
        talks = site.archive.talks_on(topic)
        if len(talks) == 1 and topic not in slipped:
            yield (
                talks[0].docname,
                talks[0].line_of("topics"),
                f"the topic {topic.name!r} is that of no other talk: file the talk under a "
                "commoner one, or another talk under this",
            )


def _known_topics(archive: Archive) -> Iterable[Topic]:
    """Return the topics that are not reported as unknown."""
    return (
        topic
        for key, topic in archive.topics.items()
        if not archive.vocabulary or key in archive.vocabulary
    )


def unknown_topic(site: Site) -> Iterator[Finding]:
    """Find topics that are missing from the vocabulary, if there is one."""
    known = {topic.name.casefold(): topic for topic in site.archive.vocabulary.values()}
    if not known:
        return
    page = min(topic.docname for topic in known.values())
    for talk in site.archive.talks:
        for name in talk.topics:
            if identity(name) in site.archive.vocabulary:
                continue
            near = difflib.get_close_matches(name.casefold()[:60], known, n=1)
            fix = (
                f"did you mean {known[near[0]].name!r}? If not, define it on {page!r}"
                if near
                else f"use one that is, or define it on {page!r}"
            )
            yield (
                talk.docname,
                talk.line_of("topics"),
                f"the topic {name!r} is not in the vocabulary: {fix}",
            )


def unused_topic(site: Site) -> Iterator[Finding]:
    """Find topics of the vocabulary without talks, in archives with many talks."""
    if not _has_many(site.archive):
        return
    for key, topic in site.archive.vocabulary.items():
        if key not in site.archive.topics:
            yield (
                topic.docname,
                topic.line,
                f"no talk has the topic {topic.name!r}: take it out, or use it",
            )


def _has_many(archive: Archive) -> bool:
    return sum(1 for talk in archive.talks if talk.topics) >= MANY_TALKS


def no_event(site: Site) -> Iterator[Finding]:
    """Find talks and exhibitors whose event has no page, or a page without dates and venue."""
    lost = (
        (one.event, one)
        for one in site.archive.records.values()
        if isinstance(one, (Talk, Exhibitor)) and site.archive.event_of(one) is None
    )
    for group in _groups(lost, least=1):
        first = group[0]
        event = first.event
        if event in site.pages:
            yield (
                event,
                1,
                f"the pages beside this, such as {first.docname!r}, make it an event's, but it "
                "has neither 'Dates' nor 'Venue': add ':Dates:' and ':Venue:' under its title",
            )
        else:
            yield (
                first.docname,
                first.line,
                f"the page of its event, {event!r}, is missing: write it, with ':Dates:' and "
                "':Venue:' under its title",
            )


def unreachable(site: Site) -> Iterator[Finding]:
    """Find pages that no toctree reaches; of pages linked to each other, only the first."""
    if site.root not in site.pages:
        return
    reached = _reached(site, {site.root, *site.free})
    left = sorted(site.pages - reached)
    below = {child for page in left for child in site.toctrees.get(page, ()) if child != page}
    # In a cycle of pages, report the first by name.
    for page in sorted(left, key=lambda page: page in below):
        if page in reached:
            continue
        reached |= _reached(site, {page})
        record = site.archive.records.get(page)
        yield (
            page,
            record.line if record else 1,
            f"no toctree leads to this page: name it in one{_likely_toctree(site, record)}, or "
            "write ':orphan:' above its title",
        )


def _likely_toctree(site: Site, record: Record | None) -> str:
    if isinstance(record, (Talk, Exhibitor)) and record.event in site.pages:
        return f", as of {record.event!r}"
    return f", as of {site.root!r}"


def _reached(site: Site, starts: Iterable[str]) -> set[str]:
    reached: set[str] = set()
    ahead = list(starts)
    while ahead:
        page = ahead.pop()
        if page not in reached:
            reached.add(page)
            ahead.extend(site.toctrees.get(page, ()))
    return reached


def _groups(pairs: Iterable[tuple[_Key, _One]], *, least: int = 2) -> Iterator[list[_One]]:
    """Yield the sorted records of each key that has at least *least* of them."""
    groups: defaultdict[_Key, list[_One]] = defaultdict(list)
    for key, one in pairs:
        groups[key].append(one)
    for group in groups.values():
        if len(group) >= least:
            yield sorted(group, key=by_date)


def _folded(text: str) -> str:
    return slug(text).replace("-", "") if any(map(str.isalnum, text)) else ""
