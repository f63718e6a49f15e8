"""The table of checks has every code that the package reports, and no other."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from eventnotes.checks.table import CHECKS
from tests.test_rooms import MODULES, room

CODE = re.compile(r"[a-z]+(-[a-z]+)+|encoding|unreachable")


def codes(name: str) -> Iterator[str]:
    """Return what stands as a code, or a subtype, in a module: as an argument or given a name."""
    for node in ast.walk(ast.parse(MODULES[name].read_text("utf-8"))):
        for one in places(node):
            for part in ast.walk(one):
                if isinstance(part, ast.Constant) and CODE.fullmatch(str(part.value)):
                    yield str(part.value)


def places(node: ast.AST) -> list[ast.expr]:
    """Return the expressions of *node* that can be codes."""
    match node:
        case ast.keyword(arg="code" | "subtype"):
            return [node.value]
        case ast.Assign(targets=[ast.Name(id="code")]):
            return [node.value]
        case ast.Call() if ast.unparse(node.func).endswith(("problem", "note", "warn")):
            return node.args
    return []


def test_every_code_is_in_the_table_and_the_other_way_round() -> None:
    reported = {
        code
        for name in MODULES
        if room(name) != "book" and name != "checks.table"
        for code in codes(name)
    }
    assert reported == {check.code for check in CHECKS}
