"""The talks, read from the doctrees independently of the extension."""

from __future__ import annotations

import pickle
from dataclasses import dataclass
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

if TYPE_CHECKING:
    from pathlib import Path

SPEAKER_FIELDS = {"speaker", "speakers"}


@dataclass(frozen=True, slots=True)
class Talk:
    """A talk: its *docname*, and the attributes that readers search by."""

    docname: str
    title: str
    speakers: tuple[str, ...]
    term: str


def doctrees(build_dir: Path) -> dict[str, nodes.document]:
    """Return the doctree of each page by docname."""
    top = build_dir / "doctrees"
    found = {}
    for file in sorted(top.rglob("*.doctree")):
        docname = file.relative_to(top).with_suffix("").as_posix()
        found[docname] = pickle.loads(file.read_bytes())  # noqa: S301 - our own build's file
    return found


def talks(build_dir: Path) -> list[Talk]:
    """Return every talk of the site."""
    return [
        Talk(docname, title(tree), speakers(tree), main_term(tree))
        for docname, tree in doctrees(build_dir).items()
        if "/talks/" in docname
    ]


def title(tree: nodes.document) -> str:
    """Return the page's title."""
    return next(tree.findall(nodes.title)).astext()


def speakers(tree: nodes.document) -> tuple[str, ...]:
    """Return the names in the page's Speaker field."""
    for field in tree.findall(nodes.field):
        if field[0].astext().lower() in SPEAKER_FIELDS:
            names = field[1].astext().replace(" and ", ", ").replace("\n\n", ", ")
            return tuple(
                name.strip() for name in names.split(",") if name.strip(" .") not in {"", "et al"}
            )
    return ()


def main_term(tree: nodes.document) -> str:
    """Return the first term in the page's own index entries that is not a person."""
    for index in tree.findall(addnodes.index):
        for kind, value, *_ in index["entries"]:
            term = str(value).split(";")[0].strip()
            if kind in {"single", "pair"} and "," not in term:
                return term
    raise AssertionError(f"{title(tree)}: no index entry")
