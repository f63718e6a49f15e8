"""The packages are in the order of the data flow: each imports only earlier ones."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

PACKAGE = ROOT / "eventnotes"
#: From text to the command line. A package may import only packages in the lines above.
ROOMS = (
    "text internals records settings domain reading indices checks incremental links html search "
    "theme book commands"
).split()
#: What the book may import, so that it works in any project.
BOOK = {"book", "text", "internals", "settings"}
#: Modules that may import every package.
WHOLE = {"__init__", "__main__", "hooks"}
#: What records may not import, since they are plain data.
PLAIN = ("sphinx", "docutils")


def modules() -> dict[str, Path]:
    """Return every module of the package by its name below ``eventnotes``."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 1 else parts)
        found[name] = path
    return found


MODULES = modules()


def imports(path: Path) -> Iterator[str]:
    """Return the full names of all imports in a module, including those for types."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports by a relative name"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def inside(name: str) -> str | None:
    """Return the module of the package with the imported *name*."""
    first, *rest = name.split(".")
    if first != "eventnotes":
        return None
    while rest:
        if (found := ".".join(rest)) in MODULES:
            return found
        rest.pop()
    return "__init__"


ARROWS = {
    name: sorted({one for to in imports(path) if (one := inside(to)) and one != name})
    for name, path in MODULES.items()
}


def room(name: str) -> str:
    return name.partition(".")[0]


def test_every_module_stands_in_a_room() -> None:
    assert {room(name) for name in MODULES} == {*ROOMS, *WHOLE}
    top = {path.name for path in PACKAGE.glob("*.py")}
    assert top == {"__init__.py", "__main__.py", "hooks.py", "domain.py"}


@pytest.mark.parametrize("name", [name for name in MODULES if room(name) not in WHOLE])
def test_a_room_imports_only_rooms_before_it(name: str) -> None:
    place = ROOMS.index(room(name))
    allowed = BOOK if room(name) == "book" else {*ROOMS[: place + 1]}
    # The package itself: its version, and the extension that the command line builds with.
    allowed |= {"__init__"}
    assert [to for to in ARROWS[name] if room(to) not in allowed] == []


def test_no_modules_import_each_other() -> None:
    """There are no import cycles."""
    done: set[str] = set()

    def follow(name: str, above: tuple[str, ...]) -> None:
        assert name not in above, " -> ".join([*above[above.index(name) :], name])
        if name not in done:
            for to in ARROWS[name]:
                if to != "__init__":
                    follow(to, (*above, name))
            done.add(name)

    for name in MODULES:
        if room(name) not in WHOLE:
            follow(name, ())


@pytest.mark.parametrize("name", [name for name in MODULES if room(name) == "records"])
def test_records_are_plain_data(name: str) -> None:
    assert [to for to in imports(MODULES[name]) if to.startswith(PLAIN)] == []


def test_only_the_tables_of_hooks_connect_handlers() -> None:
    connecting = {
        name
        for name, path in MODULES.items()
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Attribute) and ast.unparse(node) == "app.connect"
    }
    assert connecting == {"hooks", "book.hooks"}


@pytest.mark.parametrize("name", ROOMS)
def test_a_room_says_what_comes_in_and_goes_out(name: str) -> None:
    text = ast.get_docstring(ast.parse(MODULES[name].read_text("utf-8"))) or ""
    assert name == "domain" or ("In: " in text and "out: " in text), text
