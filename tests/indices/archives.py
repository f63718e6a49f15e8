"""A large archive, made up."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from tests.records import made

if TYPE_CHECKING:
    from eventnotes.records.archive import Archive
    from eventnotes.records.model import Record

YEARS = range(2004, 2024)


def large() -> Archive:
    """Return 20,000 talks by 13,000 people on thousands of topics, at 540 events in 20 years."""
    chance = random.Random(1)  # noqa: S311  # nothing secret
    records: list[Record] = []
    for number in range(540):
        name, first = f"e{number}", f"{YEARS[number % 20]}-{chance.randint(1, 12):02}-11"
        records.append(made.event(name, first))
        for place in range(37 + (number < 20)):
            speaker = f"Ann Lee{int(13_000 * chance.random() ** 2)}"
            topics = {f"topic {int(5000 * chance.random() ** 4)}" for _ in range(3)}
            records.append(
                made.talk(
                    f"t{place}", speaker, date=first, event=name, topics=sorted(topics), title="T"
                )
            )
    return made.archive(*records)
