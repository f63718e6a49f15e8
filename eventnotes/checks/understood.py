"""What a site has that is not understood: settings, Markdown without a parser, no talk at all."""

from __future__ import annotations

import ast
import difflib
from typing import TYPE_CHECKING

from eventnotes.domain import NotesDomain
from eventnotes.internals import EXCLUDE_PATHS, get_matching_files
from eventnotes.records.layout import fitting, is_about
from eventnotes.records.model import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

_PREFIX = "eventnotes_"
# Settings of former versions, with what to write instead.
_FORMER = {
    "eventnotes_talks_folder": "eventnotes_layout = ['**/{event}/FOLDER/{talk}']",
    "eventnotes_exhibitors_folder": "eventnotes_layout = ['**/{event}/FOLDER/{exhibitor}', …]",
}


def not_understood(env: BuildEnvironment, conf: Path) -> Iterator[Problem]:
    """Yield the problems of a whole site, all to be told in *conf*."""
    yield from _unknown_settings(env.config, conf)
    yield from _unread_markdown(env)
    yield from _no_talks(env)


def _unknown_settings(config: Config, conf: Path) -> Iterator[Problem]:
    known = [name for name in config.values if name.startswith(_PREFIX)]
    for name, line in _assigned(conf):
        if not name.startswith(_PREFIX) or name in known:
            continue
        near = difflib.get_close_matches(name, known, n=1, cutoff=0.7)
        fix = f"did you mean {near[0]!r}?" if near else "take it out, or see the settings"
        if name in _FORMER:
            fix = f"write {_FORMER[name]} instead"
        yield _problem(line, "unknown-setting", f"there is no setting {name!r}: {fix}")


def _assigned(conf: Path) -> Iterator[tuple[str, int]]:
    """Yield the names that a file of settings assigns values to, with their lines."""
    try:
        tree = ast.parse(conf.read_bytes())
    except (OSError, SyntaxError, ValueError):
        return  # settings from elsewhere
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id, node.lineno


def _unread_markdown(env: BuildEnvironment) -> Iterator[Problem]:
    config = env.config
    if "markdown" in config.source_suffix.values() or ".md" in config.source_suffix:
        return
    excluded = (*config.exclude_patterns, *EXCLUDE_PATHS)
    files = get_matching_files(env.srcdir, ("**.md",), excluded)
    pages = sorted(name for name in files if not is_about(name.removesuffix(".md")))
    if pages:
        yield _problem(
            1,
            "unread-markdown",
            f"{len(pages)} Markdown pages are not read, such as {pages[0]!r}: install "
            "myst-parser and add 'myst_parser' to extensions, or exclude them",
        )


def _no_talks(env: BuildEnvironment) -> Iterator[Problem]:
    if NotesDomain.of(env).records:
        return
    pages = sorted(env.found_docs)
    headings = {page: _headings(env, page) for page in pages}
    layout = fitting(pages, headings)
    if layout:
        looked = ", ".join(map(repr, env.config.eventnotes_layout))
        fit = ", ".join(f'"{pattern}"' for pattern in layout)
        yield _problem(
            1,
            "no-talks",
            f"no talk was found: none of {len(pages)} pages is at {looked}. If talks are where "
            f"they seem to be, write eventnotes_layout = [{fit}]",
        )


def _headings(env: BuildEnvironment, page: str) -> int:
    """Return the number of headings directly below a page's title."""
    contents = env.tocs.get(page)
    for item in contents.children if contents is not None else ():
        lists = [one for one in getattr(item, "children", ()) if one.tagname == "bullet_list"]
        return sum(len(one.children) for one in lists)
    return 0


def _problem(line: int, code: str, message: str) -> Problem:
    return Problem(docname="", line=line, code=code, message=message)
