"""The link to a talk's citation at the end of its page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from sphinx.locale import _

from eventnotes.domain import NotesDomain
from eventnotes.html.fragments import render
from eventnotes.html.outputs.citations import citation_name
from eventnotes.records.model import Talk
from eventnotes.settings.theme import SITES

if TYPE_CHECKING:
    from docutils.nodes import document
    from sphinx.application import Sphinx


def show_citation(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: document | None,
) -> None:
    """Add the link to a talk's page in a site; an EPUB has no files beside its pages."""
    talk = NotesDomain.of(app.env).records.get(pagename)
    if isinstance(talk, Talk) and app.builder.name in SITES:
        context["body"] += render(
            "cite.html",
            label=_("Cite this talk (BibTeX)"),
            address=context["pathto"](quote(citation_name(talk)), 1),
        )
