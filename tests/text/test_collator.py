"""The collation that reads its table in parts sorts as the one that reads all of it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from pyuca import Collator, collator

from eventnotes.text.collator import BlockwiseCollator

whole = cache(Collator)


def test_every_line_of_the_table() -> None:
    table = Path(collator.__file__).with_name(f"allkeys-{Collator.UCA_VERSION}.txt")
    lines = [line for line in table.read_text("utf-8").splitlines() if line[:1] not in "#@"]
    texts = ["".join(chr(int(code, 16)) for code in line.split(";")[0].split()) for line in lines]
    parts = BlockwiseCollator()
    assert len(texts) > 30_000
    assert [one for one in texts if parts.sort_key(one) != whole().sort_key(one)] == []


@given(st.text())
def test_any_text(text: str) -> None:
    assert BlockwiseCollator().sort_key(text) == whole().sort_key(text)


def test_first_text_of_all() -> None:
    for text in ("Łukasz", "L·L", "Ελένη", "日本", "\U00017000", "e\u0301", "🎤"):
        assert BlockwiseCollator().sort_key(text) == whole().sort_key(text)
