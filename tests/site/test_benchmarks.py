"""The arithmetic and the results file of the benchmarks."""

from __future__ import annotations

from itertools import count

from benchmarks.__main__ import HEADING, keep
from benchmarks.measure import medians


def test_contenders_take_turns_and_medians_are_theirs() -> None:
    turns: list[str] = []
    times = count()

    def contender(name: str) -> dict[str, float]:
        turns.append(name)
        return {"cold": float(next(times))}

    measured = medians(3, {"a": lambda: contender("a"), "b": lambda: contender("b")})
    assert turns == ["b", "a", "a", "b", "b", "a"]
    assert measured == {"a": {"cold": 2.0}, "b": {"cold": 3.0}}


def test_a_new_result_replaces_the_old() -> None:
    results = keep("## One\n\nold\n", HEADING)
    results = keep("## Two\n\nstays\n", results)
    results = keep("## One\n\nnew\n", results)
    assert results == f"{HEADING}\n## One\n\nnew\n\n## Two\n\nstays\n"
