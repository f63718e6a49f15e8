"""Targets of Sphinx that several pages define: the first page in alphabetical order has them.

Sphinx gives them to the page that it has read last, which differs with the number of processes
and with the last edit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from eventnotes.domain import NotesDomain
from eventnotes.records.model import Target

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def note_targets(app: Sphinx, doctree: nodes.document) -> None:
    """Store the labels, terms, equations and citations of the page just read."""
    env = app.env
    found = []
    for domain, table, key, line in _names(doctree):
        value = env.domaindata[domain].get(table, {}).get(key)
        if value and value[0] == env.docname:
            found.append(Target(domain=domain, table=table, key=key, value=value, line=line))
    notes = NotesDomain.of(env)
    notes.note(notes.targets, env.docname, found)


def _names(doctree: nodes.document) -> Iterator[tuple[str, str, Hashable, int]]:
    """Yield what can be a target: a domain, a table of its data, the key there, and the line."""
    for name, id_ in doctree.nameids.items():
        node = doctree.ids.get(id_ or "")
        line = node.line or 0 if node is not None else 0
        yield "std", "labels", name, line
        yield "std", "anonlabels", name, line
    for term in doctree.findall(nodes.term):
        for index in term.findall(addnodes.index):
            for _type, text, *_rest in index["entries"]:
                yield "std", "objects", ("term", text), term.line or 0
                yield "std", "terms", text.lower(), term.line or 0
    for block in doctree.findall(nodes.math_block):
        yield "math", "objects", block.get("label"), block.line or 0
    for citation in doctree.findall(nodes.citation):
        yield "citation", "citations", citation[0].astext(), citation.line or 0


def settle_targets(app: Sphinx, env: BuildEnvironment) -> None:
    """Give each target to the first page that defines it."""
    for _docname, targets in sorted(NotesDomain.of(env).targets.items(), reverse=True):
        for one in targets:
            env.domaindata[one.domain][one.table][one.key] = one.value
