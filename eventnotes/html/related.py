"""The end of a talk's page: where to go from here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sphinx.locale import _

from eventnotes.domain import NotesDomain
from eventnotes.html.fragments import render
from eventnotes.model import Talk
from eventnotes.related import by_same_speakers, on_same_topics

if TYPE_CHECKING:
    from docutils.nodes import document
    from sphinx.application import Sphinx


def show_related(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: document
) -> None:
    """Add the talk's nearest others to its page, if there are any."""
    domain = NotesDomain.of(app.env)
    talk = domain.records.get(pagename)
    most = app.config.eventnotes_related
    if not isinstance(talk, Talk) or doctree is None:
        return
    several = len(domain.archive.speakers(talk)) > 1
    by_whom = _("Also by the speakers") if several else _("Also by the speaker")
    lists = [
        (by_whom, by_same_speakers(domain.archive, talk, most)),
        (_("On the same topics"), on_same_topics(domain.archive, talk, most)),
    ]
    if shown := [(title, talks) for title, talks in lists if talks]:
        context["body"] += render(
            "related.html",
            label=_("Related talks"),
            lists=shown,
            domain=domain,
            pathto=context["pathto"],
        )


def setup(app: Sphinx) -> None:
    """Register the lists."""
    app.connect("html-page-context", show_related)
