"""Whole pages out of all directives and roles of docutils and Sphinx, with hostile arguments."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from docutils.parsers.rst import directives, roles
from docutils.parsers.rst.languages import en
from hypothesis import strategies as st
from sphinx.registry import SphinxComponentRegistry

#: Calls the function that a browser test binds, in each way that a script is known to run.
OWNED = "window.owned&&owned(document.URL)"
SCRIPTS = [
    f"<script>{OWNED}</script>",
    f'"><script>{OWNED}</script>',
    f"<img src=x onerror='{OWNED}'>",
    f"<svg onload='{OWNED}'>",
    f"javascript:{OWNED}",
    f"java\tscript:{OWNED}",
    f"data:text/html,<script>{OWNED}</script>",
    f"' onmouseover='{OWNED}",
    f'x" autofocus onfocus="{OWNED}',
    f"</title><script>{OWNED}</script>",
    f"</textarea><script>{OWNED}</script>",
    f"--><script>{OWNED}</script>",
    f"]]><script>{OWNED}</script>",
    f"</script><script>{OWNED}</script>",
]
PATHS = ["../secret.txt", "/.hidden/secret.txt", "../secret.png", "/etc/passwd", "a.rst", "."]
NUMBERS = ["0", "-1", "1", "3", "99999999999999999999", "1e400", "nan", "1-9999999999", "50%"]
ODD = ["", " ", "\\", "`", "*", "|", "_", "__", "``", "x y", "ä", "漢", "\u202e", "a;b", "!a",
       "pair: a; b", "see: a", "<x>", "x <y>", "#", "$x$", "{{ x }}", "%s", "x"]  # fmt: skip
VALUES = st.sampled_from([*SCRIPTS, *PATHS, *NUMBERS, *ODD])


@dataclass(frozen=True, slots=True)
class Known:
    """A directive: its name, and the names of its options."""

    name: str
    options: tuple[str, ...]


@cache
def known_directives() -> list[Known]:
    """Return all directives of docutils and Sphinx, those of domains with their prefix."""
    look_up: Any = directives.directive
    document = type("Document", (), {"reporter": None})
    found: dict[str, Any] = dict(vars(directives)["_directives"])
    for name in en.directives:
        found.setdefault(name, look_up(name, en, document)[0])
    for domain in _registry().domains.values():
        found |= {f"{domain.name}:{name}": one for name, one in domain.directives.items()}
    return [
        Known(name, tuple(getattr(one, "option_spec", None) or ()))
        for name, one in sorted(found.items())
    ]


@cache
def known_roles() -> list[str]:
    """Return the names of all roles."""
    found = {*vars(roles)["_roles"], *vars(roles)["_role_registry"], *en.roles}
    for domain in _registry().domains.values():
        found |= {f"{domain.name}:{name}" for name in domain.roles}
    return sorted(name for name in found if name)


def _registry() -> SphinxComponentRegistry:
    from sphinx.application import builtin_extensions

    registry = SphinxComponentRegistry()
    import importlib

    for name in builtin_extensions:
        if name.startswith("sphinx.domains."):
            module = importlib.import_module(name)
            for one in vars(module).values():
                if isinstance(one, type) and name in one.__module__ and hasattr(one, "directives"):
                    found: Any = one
                    registry.domains[found.name] = found
    return registry


def _indented(text: str, by: str = "   ") -> str:
    return re.sub(r"(?m)^(?=.)", by, text)


@st.composite
def blocks(draw: st.DrawFn, depth: int = 0) -> str:
    """Draw a directive in reST, with others nested in it."""
    known = draw(st.sampled_from(known_directives()))
    options = draw(st.lists(st.sampled_from(known.options), max_size=3)) if known.options else []
    said = "".join(f"   :{name}: {draw(VALUES)}\n" for name in options)
    content = draw(contents(depth))
    return f".. {known.name}:: {draw(VALUES)}\n{said}\n{_indented(content)}\n"


@st.composite
def fences(draw: st.DrawFn, depth: int = 0) -> str:
    """Draw a directive in MyST."""
    known = draw(st.sampled_from(known_directives()))
    options = draw(st.lists(st.sampled_from(known.options), max_size=3)) if known.options else []
    said = "".join(f":{name}: {draw(VALUES)}\n" for name in options)
    ticks = "`" * (8 - depth)
    content = draw(contents(depth, mark=True))
    return f"{ticks}{{{known.name}}} {draw(VALUES)}\n{said}\n{content}\n{ticks}\n"


@st.composite
def contents(draw: st.DrawFn, depth: int, *, mark: bool = False) -> str:
    """Draw the content of a directive: a line, a list, a table, or more directives."""
    kind = draw(st.integers(0, 5 if depth < 3 else 3))
    if kind == 0:
        return str(draw(VALUES))
    if kind == 1:
        return f"* {draw(VALUES)}\n* {draw(inlines(mark=mark))}\n"
    if kind == 2:
        return f"{draw(VALUES)}\n   {draw(VALUES)}\n\n{draw(VALUES)} : {draw(VALUES)}\n   x\n"
    if kind == 3:
        return str(draw(inlines(mark=mark)))
    inner = fences(depth + 1) if mark else blocks(depth + 1)
    return "\n".join(draw(st.lists(inner, min_size=1, max_size=2)))


@st.composite
def inlines(draw: st.DrawFn, *, mark: bool = False) -> str:
    """Draw a role."""
    name, value = draw(st.sampled_from(known_roles())), draw(VALUES)
    value = draw(st.sampled_from([value, f"x <{value}>", f"{value} <x>"]))
    return f"{{{name}}}`{value}`" if mark else f":{name}:`{value}`"


@st.composite
def rest_pages(draw: st.DrawFn, word: str = "keptword") -> str:
    """Draw a page of a talk in reST."""
    fields = "".join(
        f":{draw(st.sampled_from(['Date', 'Speaker', 'Topics', 'Id', 'Slides', 'x']))}: "
        f"{draw(VALUES)}\n"
        for _ in range(draw(st.integers(0, 3)))
    )
    parts = draw(st.lists(st.one_of(blocks(), inlines()), min_size=1, max_size=6))
    title = f"Talk {draw(VALUES)}".splitlines()[0]
    body = f"\n\n{word}\n\n".join(parts)
    return f"{title}\n{'=' * 120}\n{fields}\n{word}\n\n{body}\n\n{word}\n"


@st.composite
def mark_pages(draw: st.DrawFn, word: str = "keptword") -> str:
    """Draw a page of a talk in MyST."""
    front = {
        draw(st.sampled_from(["date", "speaker", "topics", "myst", "x"])): draw(VALUES)
        for _ in range(draw(st.integers(0, 3)))
    }
    parts = draw(st.lists(st.one_of(fences(), inlines(mark=True)), min_size=1, max_size=6))
    body = f"\n\n{word}\n\n".join([*parts, str(draw(VALUES)), f"[x]({draw(VALUES)})"])
    return f"---\n{json.dumps(front)[1:-1]}\n---\n# Talk {draw(VALUES)}\n\n{word}\n\n{body}\n"
