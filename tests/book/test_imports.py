"""What the modules of the book import: no circles, also for types, and two rooms beside it."""

from __future__ import annotations

import ast
import graphlib
from typing import TYPE_CHECKING

import pytest

from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BOOK = "eventnotes.book"
ALLOWED = (f"{BOOK}.", "eventnotes.text.", "eventnotes.settings.")
FILES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for path in (ROOT / "eventnotes").rglob("*.py")
}
MODULES = [name for name in FILES if f"{name}.".startswith(f"{BOOK}.")]


def imported(path: Path) -> Iterator[str]:
    """Yield the modules of the package that a file imports, wherever and for whatever."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names = [one.name for one in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module is not None:
            parts = [f"{node.module}.{one.name}" for one in node.names]
            names = [part if part in FILES else node.module for part in parts]
        else:
            continue
        yield from (name for name in names if name in FILES)


def test_no_import_circles() -> None:
    graph = {name: set(imported(FILES[name])) for name in MODULES}
    assert sum(map(len, graph.values())) > len(MODULES)
    graphlib.TopologicalSorter(graph).prepare()  # raises CycleError, which names the circle


@pytest.mark.parametrize("name", MODULES)
def test_the_book_knows_no_room_of_the_notes(name: str) -> None:
    assert [one for one in imported(FILES[name]) if not f"{one}.".startswith(ALLOWED)] == []


@pytest.mark.parametrize("name", [name for name in MODULES if not name.endswith(".hooks")])
def test_handlers_are_connected_in_one_table(name: str) -> None:
    assert ".connect(" not in FILES[name].read_text("utf-8").replace("hooks.connect(", "")
