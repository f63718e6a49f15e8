"""Random edits: an incremental build gives the same files as a clean build.

The edits are random on each run. ``EVENTNOTES_EDITS=200`` tries many more of them (2 by default);
``EVENTNOTES_SEED`` repeats the edits of the run that printed it.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from tests.incremental.archive import Archive, Event, Talk, build, differences, site, small

if TYPE_CHECKING:
    from collections.abc import Callable

EXAMPLES = int(os.environ.get("EVENTNOTES_EDITS", "2"))
TITLES = ["On Ants", "Of *Mice*", "Über Äpfel", "Yes & No", "On Ants", '\'Tis "so"']
SPEAKERS = ["Ann Lee", "ann leé", "Bob Ray, Cy Orr", "Dr. Bob Ray", "", "Łukasz Zed and Ann Lee"]
TOPICS = ["testing", "Testing", "speed, people", "", "birds", "testing, speed, people"]
DATES = ["2013-03-15", "2012-09-02", "March 18, 2013", "soon", "", "2014-01-01"]
NAMES = ["ants", "bees", "cats", "dogs", "elms", "figs", "gnus", "hens"]
# @ is replaced by one of a few words, so that several pages define the same label or term.
BODIES = [
    "Words.",
    "See :notes:talk:`cats`, :notes:event:`spring` and :doc:`ants`.",
    ".. _at-@:\n\nLeaves\n------\n\n.. index:: leaf; green\n\nMore :mod:`json`.",
    ":ref:`yews`, :ref:`at-spring-0`, :any:`at-spring-0` and :term:`wood-spring-0`.",
    ":notes:speaker:`Ann Lee`, :any:`On Ants` and :numref:`at-spring-0`.",
    ".. glossary::\n\n   wood-@\n      What trees are made of.",
    "Broken `` and *broken\n\nNo heading\n=\n\n.. nonsense::",
    ".. index:: ! oak, see: tree; oak\n\nHeading\n^^^^^^^\n\n:notes:topic:`testing`",
    ".. image:: /pictures/one/same.png\n\n.. image:: /pictures/two/same.png",
    ".. image:: /pictures/two/same.png\n\n:download:`/pictures/two/same.png`",
]

# An edit: its name, and three numbers that select the place and the value.
Edit = tuple[str, int, int, int]


def _events(archive: Archive) -> list[str]:
    return sorted(archive.events)


def _event(archive: Archive, number: int) -> Event:
    names = _events(archive) or ["spring"]
    return archive.events.setdefault(names[number % len(names)], Event("Spring Meeting"))


def _talk(archive: Archive, one: int, two: int) -> Talk:
    talks = _event(archive, one).talks
    names = sorted(talks) or ["ants"]
    return talks.setdefault(names[two % len(names)], Talk("On Ants"))


def _body(number: int) -> str:
    return BODIES[number % len(BODIES)].replace("@", f"spring-{number % 3}")


def add(archive: Archive, one: int, two: int, three: int) -> None:
    talk = Talk(TITLES[three % len(TITLES)], speakers=SPEAKERS[two % len(SPEAKERS)])
    _event(archive, one).talks[NAMES[two % len(NAMES)]] = talk


def remove(archive: Archive, one: int, two: int, three: int) -> None:
    talks = _event(archive, one).talks
    for name in sorted(talks)[two % 4 : two % 4 + 1]:
        del talks[name]


def rename(archive: Archive, one: int, two: int, three: int) -> None:
    talks = _event(archive, one).talks
    for name in sorted(talks)[two % 4 : two % 4 + 1]:
        talks[NAMES[three % len(NAMES)]] = talks.pop(name)


def move(archive: Archive, one: int, two: int, three: int) -> None:
    """Rename a page properly, keeping its id."""
    event = _events(archive)[one % 3 : one % 3 + 1]
    for talks in [archive.events[name].talks for name in event]:
        for name in sorted(talks)[two % 4 : two % 4 + 1]:
            talks[name].id = talks[name].id or f"{event[0]}/talks/{name}"
            talks[NAMES[three % len(NAMES)]] = talks.pop(name)


def change_exhibitors(archive: Archive, one: int, two: int, three: int) -> None:
    names = ["ours", "theirs"][: two % 3]
    _event(archive, one).exhibitors = {name: TITLES[three % len(TITLES)] for name in names}


def retitle(archive: Archive, one: int, two: int, three: int) -> None:
    _talk(archive, one, two).title = TITLES[three % len(TITLES)]


def retitle_event(archive: Archive, one: int, two: int, three: int) -> None:
    _event(archive, one).title = TITLES[three % len(TITLES)]


def redate(archive: Archive, one: int, two: int, three: int) -> None:
    _talk(archive, one, two).date = DATES[three % len(DATES)]


def redate_event(archive: Archive, one: int, two: int, three: int) -> None:
    _event(archive, one).dates = ["2013-03-13/2013-03-21", "2011-01-01", "never"][three % 3]


def change_speakers(archive: Archive, one: int, two: int, three: int) -> None:
    _talk(archive, one, two).speakers = SPEAKERS[three % len(SPEAKERS)]


def change_topics(archive: Archive, one: int, two: int, three: int) -> None:
    _talk(archive, one, two).topics = TOPICS[three % len(TOPICS)]


def rewrite(archive: Archive, one: int, two: int, three: int) -> None:
    """Change, break or fix the text of a page."""
    _talk(archive, one, two).body = _body(three)


def list_otherwise(archive: Archive, one: int, two: int, three: int) -> None:
    _event(archive, one).glob = bool(three % 2)


def remove_event(archive: Archive, one: int, two: int, three: int) -> None:
    for name in _events(archive)[one % 3 : one % 3 + 1]:
        del archive.events[name]


def change_vocabulary(archive: Archive, one: int, two: int, three: int) -> None:
    archive.topics = dict(
        [("testing", "Finding out."), ("Speed", "Fast."), ("birds", "")][: three % 4]
    )


def change_setting(archive: Archive, one: int, two: int, three: int) -> None:
    name, value = [
        ("eventnotes_related", three % 3),
        ("eventnotes_people", {"Anna Lee": ["Ann Lee"]} if three % 2 else {}),
        ("html_copy_source", bool(three % 2)),
        ("html_theme_options", {"style_external_links": True} if three % 2 else {}),
        ("project", f"Archive {three % 2}"),
        ("html_baseurl", ["", "https://notes.example/en/"][three % 2]),
        ("eventnotes_topics_page", ["topics", "words"][three % 2]),
        ("eventnotes_field_names", {"Soon": "Topics"} if three % 2 else {}),
        ("eventnotes_order", ["date", "toctree"][three % 2]),
    ][two % 9]
    archive.settings[name] = value


def add_other_page(archive: Archive, one: int, two: int, three: int) -> None:
    name = ["about_us.rst", "orphan.rst", "aaa.rst"][one % 3]
    if two % 3:
        archive.pages[name] = f"Page {three}\n========\n\n{_body(three)}\n"
    else:
        archive.pages.pop(name, None)


EDITS: dict[str, Callable[[Archive, int, int, int], None]] = {
    edit.__name__: edit
    for edit in (
        add,
        remove,
        rename,
        move,
        change_exhibitors,
        retitle,
        retitle_event,
        redate,
        redate_event,
        change_speakers,
        change_topics,
        rewrite,
        list_otherwise,
        remove_event,
        change_vocabulary,
        change_setting,
        add_other_page,
    )
}
number = st.integers(0, 11)
edits = st.tuples(st.sampled_from(sorted(EDITS)), number, number, number)
# A step is one or two edits and a build.
steps = st.lists(st.lists(edits, min_size=1, max_size=2), min_size=2, max_size=4)

PICTURE = bytes.fromhex("89504e470d0a1a0a")


def _pictures(sources: Path) -> None:
    for name in ("one", "two"):
        (sources / "pictures" / name).mkdir(parents=True, exist_ok=True)
        (sources / "pictures" / name / "same.png").write_bytes(PICTURE + name.encode())


@seed(int(os.environ["EVENTNOTES_SEED"]))
@settings(
    max_examples=EXAMPLES,
    database=None,
    derandomize=False,
    phases=[Phase.generate],  # Shrinking builds hundreds of sites; the steps are few anyway.
    suppress_health_check=list(HealthCheck),
)
@given(steps=steps)
def test_same_as_clean(steps: list[list[Edit]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        sources, top = Path(folder, "sources"), Path(folder)
        sources.mkdir()
        archive = small()
        archive.events["spring"].exhibitors["ours"] = "Us & Co"
        archive.write(sources)
        _pictures(sources)
        for jobs in (1, 2):
            build(sources, top / f"j{jobs}", jobs)
        for place, step in enumerate(steps):
            for name, *numbers in step:
                EDITS[name](archive, *numbers)
            archive.write(sources)
            _pictures(sources)
            problems = build(sources, top / f"clean{place}", 1 + place % 2)
            clean = site(top / f"clean{place}")
            for jobs in (1, 2):
                assert build(sources, top / f"j{jobs}", jobs) == problems, (place, jobs, step)
                assert differences(site(top / f"j{jobs}"), clean) == [], (place, jobs, step)
