"""The transforms of reading and writing pages."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform

from eventnotes.domain import NotesDomain
from eventnotes.reading.field_list import dress, link_fields, mark_bylines, shown_fields
from eventnotes.reading.inventories import local_inventories, module_addresses
from eventnotes.reading.page import (
    module_uses,
    nodes_of,
    python_names,
    restore_initials,
    title_section,
    vocabulary,
)
from eventnotes.reading.raw_pages import PageReader
from eventnotes.records.events import says_when_or_where
from eventnotes.records.fields import FieldNames, read_page
from eventnotes.records.model import Event
from eventnotes.settings.table import bylines_of, layout_of
from eventnotes.text.collation import load_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

EDITOR = "editor"
"""The class of admonitions with an editor's note."""


def load_collation(app: Sphinx, env: BuildEnvironment, docnames: Sequence[str]) -> None:
    """Load the collation table once for all processes that read pages."""
    if docnames:
        load_table()


class ReadPage(SphinxTransform):
    """Reads a page into the domain and renders its field list.

    Runs after docutils has resolved links and before quotes become typographic.
    """

    default_priority = 700

    def apply(self) -> None:
        domain = NotesDomain.of(self.env)
        docname = self.env.docname
        if docname == self.config.eventnotes_topics_page:
            domain.note(domain.vocabulary, docname, vocabulary(self.document, docname))
        uses = module_uses(self.document, docname, module_addresses(self.env))
        domain.note(domain.modules, docname, uses)
        if any(python_names(self.document)):
            for file in local_inventories(self.config):
                self.env.note_dependency(file)
        restore_initials(title_section(self.document))
        names = FieldNames(self.config.eventnotes_field_names)
        reader = PageReader(layout_of(self.config), bylines_of(self.config), names)
        if problem := reader.misplaced(self.document, docname):
            domain.note_problems(docname, [problem])
        unread = any(one.code == "bad-front-matter" for one in domain.problems.get(docname, ()))
        for found in list(reader.read(self.document, docname)):
            reading = read_page(replace(found.page, unread=unread), names)
            record = reading.record
            # Other candidates for an event may be no event, and have nothing to complain about.
            is_known = not isinstance(record, Event) or says_when_or_where(record)
            domain.note_record(record, reading.problems if is_known else ())
            if is_known:
                fields = shown_fields(self.document, found.section, record, names)
                dress(fields, record, names)
            mark_bylines(found.bylines, record)


class LeaveOutEditorsNotes(SphinxTransform):
    """Removes editor's notes if ``eventnotes_editors_notes`` is False."""

    default_priority = 730

    def apply(self) -> None:
        if self.config.eventnotes_editors_notes:
            return
        for note in nodes_of(self.document, nodes.admonition):
            if EDITOR in note["classes"]:
                note.parent.remove(note)


class LinkFields(SphinxPostTransform):
    """Adds cross-references to the fields of talks and exhibitors."""

    default_priority = 5

    def run(self, **kwargs: Any) -> None:
        names = FieldNames(self.config.eventnotes_field_names)
        link_fields(self.document, NotesDomain.of(self.env).records, names)


class DateElements(SphinxPostTransform):
    """Turns dates into ``<time>`` elements in HTML; other formats keep the text."""

    default_priority = 600
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        for node in list(self.document.findall(nodes.inline)):
            if "datetime" in node:
                node.insert(
                    0, nodes.raw("", f'<time datetime="{node["datetime"]}">', format="html")
                )
                node.append(nodes.raw("", "</time>", format="html"))
