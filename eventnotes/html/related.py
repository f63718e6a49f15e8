"""Related talks at the end of a talk's page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sphinx.locale import _

from eventnotes.domain import NotesDomain
from eventnotes.html.fragments import render
from eventnotes.records.model import Talk
from eventnotes.records.related import by_same_speakers, on_same_topics

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docutils.nodes import document
    from sphinx.application import Sphinx

# The lists of talks with their headings.
Lists = list[tuple[str, "Sequence[Talk]"]]


def show_related(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: document | None,
) -> None:
    """Add the related talks to a talk's page, if there are any."""
    lists = related_talks(app, pagename) if doctree is not None else []
    if lists:
        domain = NotesDomain.of(app.env)
        context["body"] += render(
            "related.html",
            label=_("Related talks"),
            lists=lists,
            domain=domain,
            pathto=context["pathto"],
        )


def related_talks(app: Sphinx, docname: str) -> Lists:
    """Return the non-empty lists of related talks of a page."""
    # Used twice: to detect changes and to write the page.
    domain = NotesDomain.of(app.env)
    return domain.derived(f"related talks of {docname}", lambda: _related(app, domain, docname))


def _related(app: Sphinx, domain: NotesDomain, docname: str) -> Lists:
    talk = domain.records.get(docname)
    most = app.config.eventnotes_related
    if not isinstance(talk, Talk):
        return []
    several = len(domain.archive.speakers(talk)) > 1
    by_whom = _("Also by the speakers") if several else _("Also by the speaker")
    lists = [
        (by_whom, by_same_speakers(domain.archive, talk, most)),
        (_("On the same topics"), on_same_topics(domain.archive, talk, most)),
    ]
    return [(heading, talks) for heading, talks in lists if talks]


def related_dependencies(app: Sphinx, docname: str) -> object:
    """Return what a page shows of related talks: pages, titles and event titles."""
    domain = NotesDomain.of(app.env)
    return [
        (heading, talk.key, domain.title(talk), event and domain.title(event))
        for heading, talks in related_talks(app, docname)
        for talk in talks
        for event in [domain.archive.event_of(talk)]
    ]
