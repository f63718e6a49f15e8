"""All event handlers and transforms of the extension, in order.

Handlers are plain functions that only this module connects. The book, which works in any project,
connects its own.
"""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any, NamedTuple

from sphinx.transforms.post_transforms import SphinxPostTransform

from eventnotes import domain
from eventnotes.checks import report, warning_log
from eventnotes.html import (
    citing,
    index_order,
    index_pages,
    metadata,
    navigation,
    not_found,
    redirects,
    related,
    style,
)
from eventnotes.html.outputs import data, headers, writer
from eventnotes.incremental import building, interrupted, references, unchanged, unwritten
from eventnotes.incremental.dependencies import EVENT
from eventnotes.indices import general, modindex, programme
from eventnotes.links import pages, transform, warnings
from eventnotes.reading import (
    beginning,
    cycles,
    encoding,
    files,
    limits,
    points,
    quiet,
    sanitizing,
    targets,
    toctrees,
    today,
    transforms,
    unreadable,
)
from eventnotes.search import build as search
from eventnotes.settings import table
from eventnotes.theme import (
    formulas,
    headings,
    options,
    pictures,
    static_files,
    styles,
    tables,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx
    from sphinx.transforms import SphinxTransform

#: Events after `unchanged.find_unchanged`, except those of pages to write.
LATER_EVENTS = frozenset({"env-updated", "env-get-updated", "build-finished"})
#: Events of writing a page, where an exception would lose that page or others.
PAGE_EVENTS = frozenset({"doctree-resolved", "html-page-context"})


class Hook(NamedTuple):
    """A handler of a Sphinx event, and the reason for its position.

    The handlers of an event run by *priority*, lowest first. Sphinx's own have 500.
    """

    event: str
    handler: Callable[..., Any]
    why: str
    priority: int = 500
    always: bool = False
    """Whether it runs in a build with nothing to do too, after `unchanged.find_unchanged`."""


#: The handlers of all events, in the order in which they run in a build.
HOOKS: tuple[Hook, ...] = (
    # Settings.
    Hook("config-inited", warning_log.keep_warnings, "before the first warning", 100),
    Hook("config-inited", table.check, "a build must not start with an invalid setting"),
    Hook("config-inited", quiet.hush_myst, "before MyST prints it, as the build starts"),
    Hook("config-inited", files.exclude_outside, "before Sphinx looks for pages"),
    Hook("config-inited", report.replace_toctree_warning, "before any page is read"),
    Hook("builder-inited", interrupted.remove_cut_record, "before Sphinx reads it"),
    Hook("builder-inited", formulas.set_formulas, "before Sphinx looks up the renderer", 400),
    Hook("builder-inited", options.check_options, "any order"),
    Hook("builder-inited", headings.remove_icons, "after sphinx_rtd_theme has set them"),
    Hook("builder-inited", encoding.read_with_replacements, "before any page is read"),
    Hook("builder-inited", sanitizing.trust_no_page, "before any page is read"),
    Hook("builder-inited", style.copy_static, "under the site's own files, which come later"),
    Hook("builder-inited", search.replace_search, "before Sphinx makes its own index"),
    Hook("builder-inited", unreadable.watch, "before any page is read"),
    Hook("builder-inited", unwritten.watch, "before any page is written"),
    # Reading.
    Hook("env-get-outdated", interrupted.outdated_after_interruption, "marks the start"),
    Hook("env-get-outdated", building.read_lists_of_removed, "any order"),
    Hook("env-before-read-docs", transforms.load_collation, "before Sphinx forks processes"),
    Hook("source-read", encoding.note_replacements, "has the page's text before parsing"),
    Hook("source-read", unreadable.replace_source, "after extensions have changed it", 900),
    Hook("doctree-read", limits.limit_depth, "before the page's contents are collected", 300),
    Hook("doctree-read", files.refuse_files, "before Sphinx collects the files", 400),
    Hook("doctree-read", general.keep_own, "before generated entries are added"),
    Hook("doctree-read", static_files.note_characters, "any order"),
    Hook("doctree-read", targets.note_targets, "Sphinx's domains have the page's targets"),
    Hook("doctree-read", references.note_references, "references are not yet resolved"),
    # Once all pages are read.
    Hook("env-updated", unchanged.find_unchanged, "before all that it saves", 50, always=True),
    Hook("env-updated", cycles.break_cycles, "before all that follows toctrees", 90),
    Hook("env-updated", toctrees.order_toctrees, "before all that uses the order", 100),
    Hook("env-updated", targets.settle_targets, "before all that uses a target", 100),
    Hook("env-updated", general.fill, "needs all records, before anything is written"),
    Hook("env-updated", modindex.set_label, "needs all uses of modules"),
    Hook("env-updated", warnings.warn_of_ledger, "needs the links of all pages"),
    Hook("env-updated", redirects.warn_of_addresses, "needs the addresses of all pages"),
    Hook("env-updated", report.report, "last, when every problem is known", 900),
    Hook("env-get-updated", unchanged.note_warnings, "Sphinx has now shown all warnings", 100),
    Hook(
        "env-get-updated",
        building.pages_to_rewrite,
        "after Sphinx has numbered sections and figures",
        900,
    ),
    # Resolving and writing pages.
    Hook("write-started", interrupted.note_reading_end, "the environment is written", 100),
    Hook("warn-missing-reference", domain.warn_missing_reference, "any order"),
    Hook(EVENT, transform.link_dependencies, "any order"),
    Hook(EVENT, related.related_dependencies, "any order"),
    Hook(EVENT, metadata.head_of, "any order"),
    Hook(EVENT, navigation.navigation_dependencies, "any order"),
    Hook("doctree-resolved", tables.wrap_tables, "references are resolved"),
    Hook("doctree-resolved", pictures.link_pictures_elsewhere, "references are resolved"),
    Hook(
        "html-page-context",
        not_found.make_links_absolute,
        "before Sphinx links styles and scripts by `pathto`",
        100,
    ),
    Hook("html-page-context", index_order.show_general_index, "fills Sphinx's context"),
    Hook("html-page-context", index_pages.show_index, "fills Sphinx's context"),
    Hook(
        "html-page-context",
        related.show_related,
        "adds to the body, before styles are moved out of it",
    ),
    Hook(
        "html-page-context", citing.show_citation, "after related talks, before styles are moved"
    ),
    Hook("html-page-context", metadata.show_metadata, "any order"),
    Hook("html-page-context", navigation.show_navigation, "any order"),
    Hook("html-page-context", search.write_text, "any order"),
    Hook("html-page-context", headings.silence_links, "any order"),
    Hook("html-page-context", styles.move_styles, "after all that adds to the body", 900),
    Hook("html-collect-pages", not_found.collect_page, "any order"),
    Hook("html-collect-pages", search.add_page, "any order"),
    # The end.
    Hook("build-finished", building.remove_outdated_indices, "any order"),
    Hook("build-finished", styles.remove_outdated, "any order"),
    Hook("build-finished", static_files.remove_unused, "any order", always=True),
    Hook("build-finished", static_files.reduce_static_files, "after pages, whose text it reads"),
    Hook("build-finished", headers.write_headers, "any order"),
    Hook("build-finished", data.publish, "any order"),
    Hook("build-finished", search.write_index, "needs the text of all pages"),
    Hook("build-finished", writer.write_outputs, "after pages and index pages", 700),
    Hook("build-finished", interrupted.note_end, "marks the end", 900, always=True),
    Hook("build-finished", unwritten.check, "all is written", 950, always=True),
    Hook("build-finished", unchanged.note_state, "last: the files are all there", 960),
)


#: Transforms that run in reading and writing pages, in order, with the reason for their priority.
TRANSFORMS: tuple[tuple[type[SphinxTransform], str], ...] = (
    (encoding.ReplaceControl, "1: before all that reads text"),
    (today.RereadToday, "205: before Sphinx replaces the reference"),
    (limits.LimitSubstitutions, "210: before docutils replaces substitutions"),
    (general.EntriesAtHeadings, "270: headings have the ids of the elements before them"),
    (transforms.ReadPage, "700: links are resolved, quotes still straight"),
    (sanitizing.RefuseRawMarkup, "705: the page's fields have been read"),
    (pages.CollectLinks, "710: the addresses in fields are links"),
    (points.AddressPoints, "715: the record is known; the contents are not listed yet"),
    (sanitizing.RefuseUnsafeLinks, "720: after the check of links in fields"),
    (sanitizing.RefuseHeadMarkup, "720: at any time in reading"),
    (
        transforms.LeaveOutEditorsNotes,
        "730: after the page's dates, which a note may explain",
    ),
    (beginning.NoteBeginning, "860: quotes are typographic"),
    (transforms.LinkFields, "5: before references are resolved"),
    (programme.ShowProgrammes, "6: before references and toctrees are resolved"),
    (programme.PrintedProgrammes, "6: as above, for books"),
    (general.PrintedEntries, "600: after references"),
    (transforms.DateElements, "600: after references"),
    (files.EscapeVideoWords, "600: at any time before writing"),
    (transform.MarkRecordings, "640: before archived copies are added, which it must not mark"),
    (transform.RobustLinks, "650: all references are resolved"),
    (transform.ArchivedReferences, "650: as above, for LaTeX"),
    (transform.ArchivedNotes, "650: as above, for the book"),
)


def connect(app: Sphinx) -> None:
    app.add_event(EVENT)
    for hook in HOOKS:
        handler = hook.handler
        if hook.event in PAGE_EVENTS:
            handler = guarded(handler)
        elif hook.event in LATER_EVENTS and not hook.always:
            handler = unchanged.unless_unchanged(handler)
        app.connect(hook.event, handler, hook.priority)
    for one, _why in TRANSFORMS:
        if issubclass(one, SphinxPostTransform):
            app.add_post_transform(guarded_transform(one))
        else:
            app.add_transform(one)


def guarded(handler: Callable[..., Any]) -> Callable[..., Any]:
    """Return *handler* of a page event, with its exceptions turned into warnings for the page.

    An exception in writing a page aborts the build with a traceback. In a parallel build it can
    lose other pages silently (Sphinx's `ParallelTasks.add_task` drops it).
    """

    @wraps(handler)
    def safe(app: Sphinx, *values: Any) -> Any:
        try:
            return handler(app, *values)
        except Exception as error:  # of any type
            names = [value for value in values if isinstance(value, str)]
            unwritten.warn_of_failure(handler, error, names[0] if names else None)

    return safe


def guarded_transform(transform: type[SphinxPostTransform]) -> type[SphinxPostTransform]:
    """Return *transform*, with its exceptions turned into warnings for the page."""

    def apply(self: SphinxPostTransform, **kwargs: Any) -> None:
        try:
            transform.apply(self, **kwargs)
        except Exception as error:  # of any type
            unwritten.warn_of_failure(transform, error, self.env.docname)

    return type(transform.__name__, (transform,), {"apply": apply})
