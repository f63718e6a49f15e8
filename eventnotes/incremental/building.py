"""What is read and written again after an edit, in the order in which Sphinx asks."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.builders.singlehtml import SingleFileHTMLBuilder

from eventnotes.incremental.images import rename_images
from eventnotes.incremental.leftovers import outputs, remove, remove_empty_indices
from eventnotes.incremental.search_index import complete
from eventnotes.incremental.shown import Shown

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Set as AbstractSet

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


@dataclass(slots=True)
class Written:
    """What the last build left in a folder.

    *shown* is what each page showed of others, as a digest by docname; *files* are the paths
    of the files that stand for sources, from the folder.
    """

    shown: dict[str, str] = field(default_factory=dict)
    files: frozenset[str] = frozenset()


def written(env: BuildEnvironment, folder: str) -> Written:
    """Return what the environment knows of a folder's last build."""
    if not hasattr(env, "eventnotes_written"):
        env.eventnotes_written = {}  # type: ignore[attr-defined]
    known: dict[str, Written] = env.eventnotes_written  # type: ignore[attr-defined]
    return known.setdefault(folder, Written())


def read_lists_of_removed(
    app: Sphinx,
    env: BuildEnvironment,
    added: AbstractSet[str],
    changed: AbstractSet[str],
    removed: AbstractSet[str],
) -> list[str]:
    """Read the pages anew that list a page that is gone.

    Sphinx leaves the gap in their lists, where previous and next pages end.
    """
    listing = env.toctree_includes.items()
    return [parent for parent, children in listing if not removed.isdisjoint(children)]


def write_what_shows_changes(app: Sphinx, env: BuildEnvironment) -> Iterable[str]:
    """Return the pages to write anew since something else changed, and remove what is gone."""
    renamed = rename_images(env)
    builder = _pages_of_files(app)
    if builder is None:
        return renamed
    # Sphinx sorts them when it comes to writing; relations depend on it.
    env.toctree_includes = dict(sorted(env.toctree_includes.items()))
    last = written(env, str(app.outdir))
    shown = Shown(app, builder)
    now = {docname: shown.on(docname) for docname in sorted(env.all_docs)}
    changed = {docname for docname, digest in now.items() if last.shown.get(docname) != digest}
    files = frozenset(outputs(app, builder))
    remove(app.outdir, sorted(last.files - files))
    if last.shown.keys() - now.keys():
        # Sphinx keeps what it knows only if there is something to write.
        changed.add(env.config.root_doc)
    last.shown, last.files = now, files
    return changed | renamed


def complete_search_index(app: Sphinx) -> Iterable[tuple[str, dict[str, object], str]]:
    """Mend the search index before it is written; there are no pages to add."""
    builder = _pages_of_files(app)
    if builder is not None and builder.indexer is not None:
        complete(builder.indexer, app.env)
    return ()


def tidy(app: Sphinx, exception: Exception | None) -> None:
    """Remove the pages of indices that are empty now."""
    builder = _pages_of_files(app)
    if exception is None and builder is not None:
        remove_empty_indices(app, builder)


def _pages_of_files(app: Sphinx) -> StandaloneHTMLBuilder | None:
    """Return the builder if it makes a web page of each source, be it for an EPUB."""
    builder = app.builder
    if not isinstance(builder, StandaloneHTMLBuilder):
        return None
    return None if isinstance(builder, SingleFileHTMLBuilder) else builder
