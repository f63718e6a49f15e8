"""The targets of a page's references: stored on reading, resolved in each build."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from sphinx import addnodes

from eventnotes.domain import NotesDomain
from eventnotes.internals import DOMAIN_DATA, docname_join
from eventnotes.reading.field_list import field_references
from eventnotes.reading.page import nodes_of
from eventnotes.records.model import Reference
from eventnotes.text.digests import digest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def note_references(app: Sphinx, doctree: nodes.document) -> None:
    """Store the targets of the references on the page just read."""
    found = {
        Reference(
            node.get("refdomain") or "",
            node.get("reftype") or "",
            node.get("reftarget") or "",
            node.get("reftargetid") or "",
        )
        for node in nodes_of(doctree, addnodes.pending_xref)
    }
    domain = NotesDomain.of(app.env)
    domain.note(domain.references, app.env.docname, sorted(found))


class Targets:
    """Resolves references in the current build, for comparison with the last."""

    def __init__(self, env: BuildEnvironment) -> None:
        self._env = env
        self._notes = NotesDomain.of(env)
        self._std = env.domaindata["std"]
        self._whole = cache(self._domain)

    def of(self, docname: str) -> Iterator[object]:
        """Yield the text and target of each reference of a page and its fields."""
        for read in self._notes.read.get(docname, ()):
            record = self._notes.records.get(read.key)
            for role, target in field_references(record) if record else ():
                yield self._notes.find(role, target, docname)[:1]
        for reference in self._notes.references.get(docname, ()):
            yield self._target(docname, reference)

    def _target(self, docname: str, reference: Reference) -> object:
        match reference:
            case Reference("notes", role, target):
                return self._notes.find(role, target, docname)[:1]
            case Reference("std", "doc", target):
                return self._page(docname_join(docname, target))
            case Reference("std", "ref" | "keyword", target):
                return self._label(target)
            case Reference("std", "numref", target):
                return self._label(target), self._numbers(target)
            case Reference("doc", _, target, part):
                return self._page(target), self._heading(target, part)
            case Reference("" | "std", "any" | "myst", target):
                return self._anything(docname, target)
        return self._whole(reference.domain)

    def _page(self, docname: str) -> object:
        title = self._env.titles.get(docname)
        return None if title is None else (docname, title.astext())

    def _heading(self, docname: str, part: str) -> object:
        # MyST stores (line, id, title) by slug; the line does not show on the page.
        slugs = self._env.metadata.get(docname, {}).get("myst_slugs") or {}
        return slugs[part][1:] if isinstance(slugs, dict) and part in slugs else None

    def _label(self, target: str) -> object:
        return self._std["labels"].get(target), self._std["anonlabels"].get(target)

    def _numbers(self, target: str) -> object:
        page = self._std["anonlabels"].get(target, ("",))[0]
        return self._env.toc_secnumbers.get(page), self._env.toc_fignumbers.get(page)

    def _anything(self, docname: str, target: str) -> object:
        """Return all possible targets of a reference without a type."""
        notes = [self._notes.find(role, target, docname)[:1] for role in self._notes.roles]
        page = self._page(docname_join(docname, target))
        others = [self._whole(name) for name in sorted(self._env.domaindata) if name != "notes"]
        return notes, page, self._label(target), self._label(target.lower()), others

    def _domain(self, name: str) -> str:
        """Return a digest of all objects of a Sphinx domain, except pages and labels."""
        if name not in self._env.domaindata:
            return ""
        data = self._env.domaindata[name]
        if name in DOMAIN_DATA:
            return digest([sorted(data[key].items()) for key in DOMAIN_DATA[name]])
        return digest(sorted(map(repr, self._env.get_domain(name).get_objects())))
