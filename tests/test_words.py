"""Documentation, messages and comments avoid a few words that have a plainer one.

An alarm, not a style guide. Spelling is checked by codespell, in `make check`.
"""

from __future__ import annotations

import re
import tokenize
from typing import TYPE_CHECKING

import pytest

from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

#: A pattern for each word or phrase, and what to write instead.
PLAINER = {
    r"mend(s|ed|ing)?": "fix",
    r"anew": "again",
    r"(tell|tells|telling|told) of": "report",
    r"(lead|leads|leading|led) on": "redirect, link",
    r"ways in(?! which)": "navigation, indices",
    r"owns? up": "acknowledges",
    r"that can't be(?= (is|are)\b)": "invalid",
    r"parted by": "separated by",
    r"truth values?": "boolean",
    r"(is|are) not made yet": "has not been built",
    r"whatever [a-z ]*\bmay be": "any",
    r"slips? of the pen": "typo",
}
WORDS = re.compile("|".join(rf"\b{pattern}\b" for pattern in PLAINER), re.IGNORECASE)
# Values in f-strings are code.
VALUE = re.compile(r"\{[^{}]*\}")
DOCUMENTS = ["*.md", "*.rst", "docs/**/*.md", "docs/**/*.rst", "Makefile", ".ci/*", "*.toml"]
DOCUMENTS += [
    "conferences/**/*.rst",
    ".github/workflows/*.yml",
    "requirements/*.in",
    "benchmarks/*.md",
]
CODE = ["conf.py", "docs/*.py", "benchmarks/*.py"]
PACKAGE = ["eventnotes/**/*.py"]


def paragraphs(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the paragraphs of a document with their first lines, counted from 1."""
    text = path.read_text("utf-8")
    for match in re.finditer(r"(?:.+\n?)+", text):
        yield text.count("\n", 0, match.start()) + 1, match.group()


def strings(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the strings and comments of a module with their lines."""
    with path.open("rb") as file:
        for token in tokenize.tokenize(file.readline):
            if token.type in {tokenize.STRING, tokenize.COMMENT}:
                yield token.start[0], VALUE.sub("", token.string)


def files(patterns: list[str]) -> list[Path]:
    return sorted({path for one in patterns for path in ROOT.glob(one) if path.is_file()})


@pytest.mark.parametrize(
    ("patterns", "read"),
    [
        pytest.param(DOCUMENTS, paragraphs, id="documents"),
        pytest.param(CODE, strings, id="code"),
        pytest.param(
            PACKAGE,
            strings,
            id="package",
        ),
    ],
)
def test_words_are_plain(
    patterns: list[str], read: Callable[[Path], Iterator[tuple[int, str]]]
) -> None:
    found = [
        f"{path.relative_to(ROOT)}:{line}: {match.group()!r}: write {plainer(match.group())!r}"
        for path in files(patterns)
        for line, text in read(path)
        for match in WORDS.finditer(" ".join(text.split()))
    ]
    assert not found, "\n".join(found)


def plainer(word: str) -> str:
    return next(
        text for pattern, text in PLAINER.items() if re.match(pattern, word, re.IGNORECASE)
    )


def test_each_pattern_finds_its_word() -> None:
    said = ["It mends", "made anew", "is told of here", "leads on to", "ways in by date"]
    said += ["owns up to", "A value that can't be is", "parted by commas", "a truth value"]
    said += ["it is not made yet", "whatever the language may be", "a slip of the pen"]
    assert all(map(WORDS.search, said))
    plain = ["amend", "recommended", "two ways in which", "that can't be read"]
    assert not any(map(WORDS.search, plain))
