"""What is read and written again after an edit, in the order in which Sphinx asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.builders.singlehtml import SingleFileHTMLBuilder

from eventnotes.domain import BuildResult, NotesDomain
from eventnotes.incremental.dependencies import Dependencies
from eventnotes.incremental.images import rename_images
from eventnotes.incremental.leftovers import outputs, remove, remove_empty_indices

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
    """Return the pages that list a removed page: they are read again.

    Sphinx leaves the gap in their lists, where previous and next pages end.
    """
    listing = env.toctree_includes.items()
    return [parent for parent, children in listing if not removed.isdisjoint(children)]


def pages_to_rewrite(app: Sphinx, env: BuildEnvironment) -> Iterable[str]:
    """Return the pages to write again since something else changed; remove outdated files."""
    renamed = rename_images(env)
    builder = _page_builder(app)
    if builder is None:
        return renamed
    domain = NotesDomain.of(env)
    last = domain.last_build(str(app.outdir))
    dependencies = Dependencies(app)
    now = {docname: dependencies.of(docname) for docname in sorted(env.all_docs)}
    changed = {name for name, digest in now.items() if last.dependencies.get(name) != digest}
    files = frozenset(outputs(app, builder))
    remove(app.outdir, sorted(last.files - files))
    if last.dependencies.keys() - now.keys():
        # Sphinx keeps what it knows only if there is something to write.
        changed.add(env.config.root_doc)
    domain.note_build(str(app.outdir), BuildResult(now, files))
    return changed | renamed


def remove_outdated_indices(app: Sphinx, exception: Exception | None) -> None:
    """Remove the pages of indices that are empty now."""
    builder = _page_builder(app)
    if exception is None and builder is not None:
        remove_empty_indices(app, builder)


def _page_builder(app: Sphinx) -> StandaloneHTMLBuilder | None:
    """Return the builder if it makes a web page of each source, be it for an EPUB."""
    builder = app.builder
    if not isinstance(builder, StandaloneHTMLBuilder):
        return None
    return None if isinstance(builder, SingleFileHTMLBuilder) else builder
