"""The index and the script tokenize text in the same way."""

from __future__ import annotations

import json
import unicodedata
from typing import TYPE_CHECKING

import pytest

from eventnotes.search.build import STATIC
from eventnotes.search.words import joined, vocabulary, words
from eventnotes.text.collation import LETTERS, fold

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SCRIPT = (STATIC / "eventnotes-words.js").read_text("utf-8")
TEXTS = [
    "Łukasz Ønskebørn, Ðiaź þing straße ŒUVRE ıİ", "ΟΔΥΣΣΕΥΣ Σίσυφος", "don't DON’T rock'n'roll",
    "C++ and C# at 100%", "snake_case kebab-case", "山田 太郎", "Владимир ЁЖ", "हिन्दी ภาษาไทย",
    "한국어", "ﬁne ①② ½", "É" * 60, "", " ", "🎉 party",
]  # fmt: skip


def in_script(browser: Browser, expression: str) -> object:
    page = browser.new_page()
    page.evaluate(SCRIPT)
    found: object = page.evaluate(f"eventnotesWords.{expression}")
    page.close()
    return found


def test_both_have_the_same_letters(browser: Browser) -> None:
    assert in_script(browser, "LETTERS") == LETTERS


@pytest.mark.parametrize("text", TEXTS)
def test_both_make_the_same_words(browser: Browser, text: str) -> None:
    assert in_script(browser, f"words({json.dumps(text)})") == list(words(text))


def test_both_fold_every_letter_alike(browser: Browser) -> None:
    letters = [
        one for one in map(chr, range(0x80, 0x3000)) if unicodedata.category(one)[0] in "LMN"
    ]
    found = in_script(browser, f"words && {json.dumps(letters)}.map(eventnotesWords.fold)")
    assert isinstance(found, list)
    different = {
        one: (fold(one), other)
        for one, other in zip(letters, found, strict=True)
        if fold(one) != " ".join(other.split())
    }
    # Letters that only the newer of the two Unicode versions has.
    assert len(different) < 40, different
    assert not {one for one in different if ord(one) < 0x590}


def test_parts_of_camel_case_are_words_of_a_page() -> None:
    assert list(words("OneForAll, HTTPServer")) == ["oneforall", "for", "all", "httpserver"]


def test_words_written_apart_are_one_too() -> None:
    text = "Open Source e-mail, an open sourcerer; off-by-one in 2012-07-18"
    known = vocabulary(["opensource", "ansourcerer"])
    assert sorted(joined(text, known)) == ["email", "offbyone", "opensource"]
    assert sorted(joined("Éclair Shop", {"eclairshop"})) == ["eclairshop"]


SPANS = [
    ("Monkey patch it", ["monkeypatch"], ["Monkey patch"]),
    ("an opensource tool", ["open", "source"], ["opensource"]),
    ("e-mail or email", ["email"], ["e-mail", "email"]),
    ("Community, C and C++", ["c"], ["C", "C"]),
    ("Community, C and C++", ["c++"], ["C++"]),
    ("110% of 10%", ["10%"], ["10%"]),
    ("def __init__(self)", ["__init__"], ["__init__"]),
    ("open. Source", ["opensource"], []),
    ("Open Source Community", ["opensource", "community"], ["Open Source", "Community"]),
]


@pytest.mark.parametrize(("text", "asked", "found"), SPANS)
def test_what_is_marked(browser: Browser, text: str, asked: list[str], found: list[str]) -> None:
    spans = f"spans({json.dumps(text)}, {json.dumps(asked)})"
    marked = f"{spans}.map(([start, end]) => {json.dumps(text)}.slice(start, end))"
    assert in_script(browser, marked) == found
