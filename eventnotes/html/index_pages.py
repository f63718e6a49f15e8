"""Render the pages of the domain's indices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from markupsafe import Markup
from sphinx.locale import _

from eventnotes.domain import NotesDomain
from eventnotes.html.drawings import as_html
from eventnotes.html.fragments import render
from eventnotes.html.redirects import old_anchors
from eventnotes.indices.notes import NotesIndex, index_page
from eventnotes.links.archived import LIVING

if TYPE_CHECKING:
    from docutils.nodes import document
    from sphinx.application import Sphinx


def show_index(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: document
) -> str | None:
    """Render an index by groups, instead of Sphinx's flat table."""
    if templatename != "domainindex.html":
        return None
    domain = NotesDomain.of(app.env)
    for index in domain.indices:
        if index_page(index) == pagename and issubclass(index, NotesIndex):
            context["title"] = index.localname
            context["body"] = render(
                "index.html",
                name=index.name,
                title=index.localname,
                drawing=_drawing(app, index(domain)),
                groups=index(domain).groups(),
                pathto=context["pathto"],
                jump=_("Jump to"),
                documentation=_("documentation"),
                living=_(LIVING),
                old=old_anchors(app.env, pagename),
            )
            return "page.html"
    return None


def _drawing(app: Sphinx, index: NotesIndex) -> Markup:
    """Return the drawing of an index, or nothing."""
    # In an EPUB, a page with SVG has to be listed as one, which Sphinx does not do.
    drawing = None if app.builder.name == "epub" else index.drawing()
    return Markup(as_html(drawing) if drawing else "")  # noqa: S704  # escaped by its template
