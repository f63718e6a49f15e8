"""All event handlers of the book, in the order in which they run in a build."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from eventnotes.book import builder, downloads, epub, settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx

#: Event, handler, priority (lowest first; Sphinx's own have 500), reason for the position.
HOOKS: tuple[tuple[str, Callable[..., Any], int, str], ...] = (
    ("config-inited", settings.take_old_names, 300, "all extensions have added their settings"),
    ("config-inited", settings.check, 400, "before others use the settings"),
    ("config-inited", downloads.note_sizes, 500, "before Sphinx compares the settings"),
    ("config-inited", epub.complete_settings, 500, "before Sphinx compares the settings"),
    ("builder-inited", downloads.log_absent_books, 500, "any order"),
    ("builder-inited", epub.remove_old_files, 100, "before anybody adds files"),
    ("builder-inited", epub.add_cover, 500, "before the EPUB's files are listed"),
    ("write-started", epub.leave_out_pages, 500, "before Sphinx lists the files"),
    ("doctree-resolved", epub.link_outside, 500, "references are resolved"),
    ("html-page-context", downloads.add_to_page, 500, "adds to the body"),
    ("build-finished", builder.fail_build, 500, "any order"),
    ("build-finished", downloads.copy_books, 500, "any order"),
    ("build-finished", epub.make_reproducible, 500, "the EPUB is complete"),
)


def connect(app: Sphinx) -> None:
    for event, handler, priority, _why in HOOKS:
        app.connect(event, handler, priority)
