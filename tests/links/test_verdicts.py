"""No verdict is final by one failure, and none is asked for too often."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from eventnotes.links.ledger import LinkState
from eventnotes.links.verdicts import Answer, is_due, judge

URL = "http://slides.test/1"
START = date(2026, 1, 1)
FAILS = Answer(kind="fails", reason="404 Not Found")


def day(number: int) -> date:
    return START + timedelta(days=number)


def after(*answers: Answer, apart: int = 1) -> LinkState:
    entry = None
    for number, answer in enumerate(answers):
        entry = judge(URL, entry, answer, day(number * apart))
    assert entry
    return entry


def test_gone_after_failing_on_three_days() -> None:
    assert [after(*[FAILS] * count).state for count in (1, 2, 3)] == ["unknown", "unknown", "gone"]


def test_many_failures_on_a_day_are_one() -> None:
    entry = after(*[FAILS] * 9, apart=0)
    assert (entry.state, entry.failures) == ("unknown", 1)


@pytest.mark.parametrize("kind", ["answers", "moved", "refuses"])
def test_any_sign_of_life_starts_the_count_anew(kind: str) -> None:
    sign = Answer(kind=kind, moved_to="http://x.test/" if kind == "moved" else "")  # type: ignore[arg-type]
    assert after(FAILS, FAILS, sign, FAILS).failures == 1


def test_what_is_gone_can_come_back() -> None:
    entry = after(FAILS, FAILS, FAILS, Answer(kind="answers"))
    assert (entry.state, entry.failures, entry.reason) == ("alive", 0, "")


def test_refusing_programs_is_not_being_gone() -> None:
    refuses = Answer(kind="refuses", reason="403 Forbidden")
    assert after(*[refuses] * 9).state == "unknown"


def test_what_a_person_chose_stays() -> None:
    known = LinkState(url=URL, archived="https://web.archive.org/web/2012/http://slides.test/1")
    assert judge(URL, known, FAILS, START).archived == known.archived


def test_where_it_moved_stays_through_a_lone_failure() -> None:
    entry = after(Answer(kind="moved", moved_to="http://new.test/"), FAILS)
    assert (entry.state, entry.moved_to) == ("moved", "http://new.test/")


@pytest.mark.parametrize(
    ("entry", "due_after"),
    [
        (LinkState(url=URL, state="alive", checked=START), 30),
        (LinkState(url=URL, state="unknown", checked=START, reason="403"), 30),
        (LinkState(url=URL, state="gone", checked=START, failures=3), 30),
        (LinkState(url=URL, state="alive", checked=START, failures=1), 1),
        (LinkState(url=URL), 0),
    ],
)
def test_when_a_link_is_asked_again(entry: LinkState, due_after: int) -> None:
    assert [is_due(entry, day(number)) for number in range(32)].index(True) == due_after
