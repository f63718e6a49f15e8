"""The code samples of the notes run, or at least parse."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

import pytest
from docutils import nodes

from tests.conftest import ROOT, run
from tests.notes.samples import PARSERS, problem

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_COLUMNS = 78
# One page in the report of Sphinx's doctest builder.
REPORT = re.compile(r"^Document: (\S+)\n-+\n(.*?)(?=^Document: |^Doctest summary)", re.M | re.S)


def blocks(tree: nodes.document) -> Iterator[nodes.Element]:
    """Yield all code samples of a page: doctests and code blocks."""
    for node in tree.findall(lambda n: isinstance(n, nodes.literal_block | nodes.doctest_block)):
        assert isinstance(node, nodes.Element)
        yield node


def is_run(block: nodes.Element) -> bool:
    """Whether Sphinx's doctest runs *block*."""
    return "testnodetype" in block or isinstance(block, nodes.doctest_block)


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the report of Sphinx's doctest builder on the real pages."""
    out = tmp_path_factory.mktemp("doctest")
    ran = run(sys.executable, "-m", "sphinx", "-b", "doctest", "-q", ROOT, out)
    assert ran.returncode == 0, ran.stdout
    return (out / "output.txt").read_text("utf-8")


def test_python_samples_run(trees: dict[str, nodes.document], report: str) -> None:
    ran = dict(REPORT.findall(report))
    with_samples = {name for name, tree in trees.items() if any(map(is_run, blocks(tree)))}
    assert with_samples
    assert set(ran) == with_samples
    for docname, text in ran.items():
        passed = re.search(r"^(\d+) passed", text, re.MULTILINE)
        assert passed, docname
        assert int(passed[1]) > 0, docname


def test_no_python_sample_is_kept_from_running(trees: dict[str, nodes.document]) -> None:
    kept = [
        (docname, block.astext())
        for docname, tree in trees.items()
        for block in blocks(tree)
        if block.get("skipif") or "doctest: +SKIP" in str(block.get("test") or block.astext())
    ]
    assert kept == []


def test_other_samples_parse(trees: dict[str, nodes.document]) -> None:
    shown = [
        (docname, str(block.get("language", "none")), block.astext())
        for docname, tree in trees.items()
        for block in blocks(tree)
        if not is_run(block)
    ]
    assert len(shown) > 3
    wrong = {(docname, sample): problem(language, sample) for docname, language, sample in shown}
    assert {place: why for place, why in wrong.items() if why} == {}


def test_samples_fit_a_page(trees: dict[str, nodes.document]) -> None:
    wide = [
        (docname, line)
        for docname, tree in trees.items()
        for block in blocks(tree)
        for line in block.astext().splitlines()
        if len(line) > MAX_COLUMNS
    ]
    assert wide == []


BROKEN = [
    ("bash", "if true; then"),
    ("console", "no prompt here"),
    ("console", "$ echo 'one"),
    ("html", "<p>one"),
    ("ini", "[one\nkey"),
    ("json", "{'one': 1}"),
    ("sql", "SELECT FORM x WHERE"),
    ("vim", "set nosuchoption"),
    ("yaml", "one: [1"),
    ("python", "x = 1"),
]


@pytest.mark.parametrize(("language", "sample"), BROKEN)
def test_the_parsers_find_errors(language: str, sample: str) -> None:
    assert problem(language, sample)


def test_every_parser_is_tried() -> None:
    assert set(PARSERS) - {language for language, _ in BROKEN} == {"sh", "shell", "text"}
