"""Event handlers that select the pages to rebuild, in the order in which Sphinx calls them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.builders.singlehtml import SingleFileHTMLBuilder

from eventnotes.domain import NotesDomain
from eventnotes.incremental.dependencies import Dependencies
from eventnotes.incremental.leftovers import outputs, remove_empty_indices, remove_others
from eventnotes.internals import renumber_images
from eventnotes.text.digests import digest

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Set as AbstractSet

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def read_lists_of_removed(
    app: Sphinx,
    env: BuildEnvironment,
    added: AbstractSet[str],
    changed: AbstractSet[str],
    removed: AbstractSet[str],
) -> list[str]:
    """Return the pages whose toctrees list a removed page, to be read again.

    Otherwise Sphinx keeps a gap in the toctree, which breaks the links to previous and next.
    """
    listing = env.toctree_includes.items()
    return [parent for parent, children in listing if not removed.isdisjoint(children)]


def pages_to_rewrite(app: Sphinx, env: BuildEnvironment) -> Iterable[str]:
    """Return unchanged pages to rebuild because of other changes, and remove outdated files."""
    renamed = renumber_images(env)
    builder = _page_builder(app)
    if builder is None:
        return renamed
    domain = NotesDomain.of(env)
    last = domain.last_build(str(app.outdir))
    dependencies = Dependencies(app)
    # With the time when it was read: a builder that shares the doctrees may have read a changed
    # page before, and Sphinx compares with this folder's files only the page itself, not its
    # images and other files.
    now = {
        docname: digest(read, dependencies.of(docname))
        for docname, read in sorted(env.all_docs.items())
    }
    changed = {name for name, shown in now.items() if last.get(name) != shown}
    remove_others(app, set(outputs(app, builder)))
    if last.keys() - now.keys():
        # Sphinx saves its environment only if there is a page to write.
        changed.add(env.config.root_doc)
    domain.note_build(str(app.outdir), now)
    return changed | renamed


def remove_outdated_indices(app: Sphinx, exception: Exception | None) -> None:
    """Remove the pages of indices that have become empty."""
    builder = _page_builder(app)
    if exception is None and builder is not None:
        remove_empty_indices(app, builder)


def _page_builder(app: Sphinx) -> StandaloneHTMLBuilder | None:
    """Return the builder if it writes one HTML page for each source, or None."""
    builder = app.builder
    if not isinstance(builder, StandaloneHTMLBuilder):
        return None
    return None if isinstance(builder, SingleFileHTMLBuilder) else builder
