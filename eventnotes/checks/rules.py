"""The rules for the whole archive: each is a generator of problems."""

from __future__ import annotations

import difflib
from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeVar

from eventnotes.records.archive import by_date
from eventnotes.records.model import Exhibitor, Problem, Record, Talk
from eventnotes.records.people import bare_name
from eventnotes.text.collation import identity, slug
from eventnotes.text.typos import same_but_for_initials, typos

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence

    from eventnotes.records.archive import Archive
    from eventnotes.records.model import Person, Target, Topic

# Once this many talks have topics, a topic with one talk or none is reported.
MANY_TALKS = 20
# Different names shorter than this often differ by one letter only.
_SHORTEST_NAME = 7
_SHORTEST_TOPIC = 5

# Titles, folded, that several sessions of an event have.
_RECURRING = frozenset(
    {"closing", "closingremarks", "keynote", "keynotes", "lightningtalk", "lightningtalks"}
    | {"opening", "openingremarks", "openspaces", "panel", "questionsandanswers", "sprints"}
    | {"welcome"}
)
# Different words shorter than this often differ by a letter: cython and python, opencl and opencv.
_SHORTEST_CHANGED = 8
# How many problems of a kind are told one by one, where one is as good as another.
_MOST = 10

_Key = TypeVar("_Key", bound="Hashable")
_One = TypeVar("_One", bound=Record)


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """The archive and the structure of its pages.

    *pages* are all docnames; *toctrees* maps a page to the pages in its toctrees, *targets* to
    its labels and terms; *free* are pages that need no toctree; *root* is the first page;
    *different* are groups of names that look alike but are different people.
    """

    archive: Archive
    pages: frozenset[str]
    toctrees: Mapping[str, Sequence[str]] = field(default_factory=dict)
    targets: Mapping[str, Sequence[Target]] = field(default_factory=dict)
    free: frozenset[str] = frozenset()
    root: str = "index"
    different: Sequence[Sequence[str]] = ()


def outside_event(site: Site) -> Iterator[Problem]:
    """Find talks whose date is outside their event's dates."""
    for talk in site.archive.talks:
        event = site.archive.event_of(talk)
        if not event or not event.dates or not talk.dates or talk.dates in event.dates:
            continue
        if not talk.given_at and not talk.outside_dates:
            yield talk.problem(
                "outside-event",
                f"the talk's date, {talk.dates.iso}, is outside its event's dates, "
                f"{event.dates.iso}: correct it, or add ':Given at:' with the name of the "
                "other event",
                field="date",
            )


def duplicate_id(site: Site) -> Iterator[Problem]:
    """Find records that share an id."""
    for first, *others in _groups((one.id, one) for one in site.archive.records.values()):
        for one in others:
            yield one.problem(
                "duplicate-id",
                f"the id {one.id!r} is also the id of {first.key!r}: give each page its "
                "own in the field 'Id'",
            )


def duplicate_talk(site: Site) -> Iterator[Problem]:
    """Find talks that share the title, the speakers, and the event or the day."""
    talks = (
        ((identity(talk.title), frozenset(site.archive.speakers(talk))), talk)
        for talk in site.archive.talks
        if talk.speakers and not _recurs(talk)
    )
    for group in _groups(talks):
        for position, talk in enumerate(group):
            first = next((one for one in group[:position] if _same_occasion(one, talk)), None)
            if first:
                yield talk.problem(
                    "duplicate-talk",
                    f"the talk {talk.title!r} is also on the page {first.key!r}: keep one "
                    "of the two pages",
                )


def _recurs(talk: Talk) -> bool:
    """Return whether a talk is of a kind that an event has every day, with the same people."""
    return _folded(talk.title).rstrip("0123456789").removesuffix("day") in _RECURRING


def _same_occasion(one: Talk, other: Talk) -> bool:
    if one.id == other.id:
        return False  # reported as duplicate-id
    return one.event == other.event or (one.dates is not None and one.dates == other.dates)


def similar_speakers(site: Site) -> Iterator[Problem]:
    """Find speakers whose names differ only by a letter or an initial."""
    different = [
        {person.id for name in group if (person := site.archive.people.find(name))}
        for group in site.different
    ]
    reported: set[str] = set()
    for pair in _similar_people(site.archive.people):
        talks = {one.id: site.archive.talks_by(one) for one in pair}
        rare, usual = sorted(pair, key=lambda one: (len(talks[one.id]), len(one.name), one.name))
        together = {talk.key for talk in talks[rare.id]} & {talk.key for talk in talks[usual.id]}
        apart = any({rare.id, usual.id} <= group for group in different)
        if rare.id in reported or together or apart:
            continue
        reported.add(rare.id)
        talk = talks[rare.id][0]
        yield talk.problem(
            "similar-speakers",
            f"{rare.name!r} looks like {usual.name!r} (on {talks[usual.id][0].docname!r}): "
            "use one spelling, or join the two in eventnotes_people, or list different people "
            "in eventnotes_different_people",
            field="speakers",
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
    """Return whether two names have different initials: John A. Smith is not John B. Smith."""
    pairs = zip(map(_folded, one.split()), map(_folded, other.split()), strict=False)
    return any(len(word) == len(against) == 1 and word != against for word, against in pairs)


def _initials(family: Sequence[tuple[list[str], Person]]) -> Iterator[tuple[Person, Person]]:
    for words, person in family:
        if min(map(len, words)) == 1:
            for others, other in family:
                if other != person and same_but_for_initials(words, others):
                    yield (person, other) if person.id < other.id else (other, person)


def similar_topics(site: Site) -> Iterator[Problem]:
    """Find topics that differ only by a letter, unless there is a vocabulary."""
    for rare, usual in _similar_topics(site.archive):
        talk = site.archive.talks_on(rare)[0]
        yield talk.problem(
            "similar-topics",
            f"the topic {rare.name!r} looks like {usual.name!r} (on "
            f"{site.archive.talks_on(usual)[0].docname!r}): use one spelling, or define both "
            "on the topics page",
            field="topics",
        )


def _similar_topics(archive: Archive) -> Iterator[tuple[Topic, Topic]]:
    """Yield pairs of topics that look alike, the rarer first."""
    if archive.vocabulary:
        return
    topics = {_folded(topic.name): topic for topic in archive.topics.values()}
    for pair in typos(topics, shortest=_SHORTEST_TOPIC):
        if _is_other_word(*pair):
            continue
        rare, usual = sorted(
            (topics[word] for word in pair),
            key=lambda one: (len(archive.talks_on(one)), one.name),
        )
        yield rare, usual


def _is_other_word(one: str, other: str) -> bool:
    """Return whether two short words have the same letters but for one."""
    same = len(one) == len(other) < _SHORTEST_CHANGED
    return same and sorted(one) != sorted(other)


def _summed(found: Iterable[Problem]) -> Iterator[Problem]:
    """Yield the first of *found*, then at the next the number of the others."""
    problems = list(found)
    yield from problems[:_MOST]
    if more := problems[_MOST:]:
        yield replace(more[0], message=f"{len(more)} more of this kind, first: {more[0].message}")


def single_topic(site: Site) -> Iterator[Problem]:
    """Find topics with one talk, once there are many talks."""
    yield from _summed(_single_topics(site))


def _single_topics(site: Site) -> Iterator[Problem]:
    if not _has_many(site.archive):
        return
    slipped = {rare for rare, _ in _similar_topics(site.archive)}
    for topic in _known_topics(site.archive):
        talks = site.archive.talks_on(topic)
        if len(talks) == 1 and topic not in slipped:
            yield talks[0].problem(
                "single-topic",
                f"the topic {topic.name!r} has only this talk: use a more common topic, or "
                "give this topic to another talk",
                field="topics",
            )


def _known_topics(archive: Archive) -> Iterable[Topic]:
    """Return the topics that are not reported as unknown."""
    return (
        topic
        for key, topic in archive.topics.items()
        if not archive.vocabulary or key in archive.vocabulary
    )


def unknown_topic(site: Site) -> Iterator[Problem]:
    """Find topics that are not in the vocabulary, if there is one."""
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
                else f"use a topic from it, or define this one on {page!r}"
            )
            message = f"the topic {name!r} is not in the vocabulary: {fix}"
            yield talk.problem("unknown-topic", message, field="topics")


def unused_topic(site: Site) -> Iterator[Problem]:
    """Find topics of the vocabulary without a talk, once there are many talks."""
    if not _has_many(site.archive):
        return
    for key, topic in site.archive.vocabulary.items():
        if key not in site.archive.topics:
            yield Problem(
                docname=topic.docname,
                line=topic.line,
                code="unused-topic",
                message=f"no talk has the topic {topic.name!r}: remove it, or use it",
            )


def _has_many(archive: Archive) -> bool:
    return sum(1 for talk in archive.talks if talk.topics) >= MANY_TALKS


def missing_field(site: Site) -> Iterator[Problem]:
    """Find talks without a date, unless they were held at an event of one day."""
    yield from _summed(
        talk.undated for talk in site.archive.talks if talk.undated and not talk.dates
    )


def unreachable(site: Site) -> Iterator[Problem]:
    """Find pages that no toctree leads to; of a group linked by toctrees, only the first."""
    if site.root not in site.pages:
        return
    reached = _reached(site, {site.root, *site.free})
    left = sorted(site.pages - reached)
    below = {child for page in left for child in site.toctrees.get(page, ()) if child != page}
    # Pages that only lead to each other have no first one: report the first by name.
    for page in sorted(left, key=lambda page: page in below):
        if page in reached:
            continue
        reached |= _reached(site, {page})
        record = site.archive.records.get(page)
        yield Problem(
            docname=page,
            line=record.line if record else 1,
            code="unreachable",
            message=(
                "no toctree leads to this page: add it to one, "
                f"such as that of {_likely_toctree(site, record)!r}, "
                "or write ':orphan:' above its title"
            ),
        )


def duplicate_target(site: Site) -> Iterator[Problem]:
    """Find labels, terms, equations and citations that several pages define."""
    first: dict[Hashable, str] = {}
    for docname, targets in sorted(site.targets.items()):
        for one in targets:
            holder = first.setdefault((one.domain, one.table, one.key), docname)
            if holder != docname:
                yield Problem(
                    docname=docname,
                    line=one.line,
                    code="duplicate-target",
                    message=(
                        f"{one.name!r} is also defined on {holder}, where all references to it "
                        "lead: rename one of them"
                    ),
                )


def _likely_toctree(site: Site, record: Record | None) -> str:
    if isinstance(record, (Talk, Exhibitor)) and record.event in site.pages:
        return record.event
    return site.root


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
    """Yield the records of each key that has *least* of them, in order."""
    groups: defaultdict[_Key, list[_One]] = defaultdict(list)
    for key, one in pairs:
        groups[key].append(one)
    for group in groups.values():
        if len(group) >= least:
            yield sorted(group, key=by_date)


def _folded(text: str) -> str:
    return slug(text).replace("-", "") if any(map(str.isalnum, text)) else ""


RULES = (
    outside_event,
    duplicate_id,
    duplicate_talk,
    similar_speakers,
    similar_topics,
    single_topic,
    unknown_topic,
    unused_topic,
    missing_field,
    unreachable,
    duplicate_target,
)
"""All rules; `checks.table` describes each."""


def all_problems(site: Site, reading: Iterable[Problem]) -> list[Problem]:
    """Return all problems, sorted by page and line, without duplicates.

    :param reading: the problems found while pages were read
    """
    found = {problem for rule in RULES for problem in rule(site)}
    found.update(reading)
    return sorted(found, key=lambda one: (one.docname, one.line, one.code, one.message))
