"""All that we use of Sphinx and docutils and they do not document, with the reasons.

In: their objects; out: their names, and functions that change what has no documented way to be
changed. A release may change any of it: ``tests/test_internals.py`` reports that.
"""

from __future__ import annotations

import logging as python_logging
import os
import sys
import time
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import urlsplit

from docutils.parsers.rst import Directive, directives
from docutils.parsers.rst.states import SubstitutionDef
from docutils.utils.math.latex2mathml import tex2mathml
from sphinx.application import Sphinx
from sphinx.builders import Builder, linkcheck
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.builders.linkcheck import (
    CheckExternalLinksBuilder,
    Hyperlink,
    HyperlinkAvailabilityCheckWorker,
    RateLimit,
)
from sphinx.directives.code import CodeBlock
from sphinx.directives.other import HList
from sphinx.domains.python import PythonDomain
from sphinx.domains.std import StandardDomain
from sphinx.environment import BuildEnvironment
from sphinx.environment.adapters.indexentries import IndexEntries
from sphinx.ext.graphviz import render_dot
from sphinx.ext.intersphinx import InventoryAdapter
from sphinx.highlighting import PygmentsBridge
from sphinx.locale import admonitionlabels
from sphinx.project import EXCLUDE_PATHS
from sphinx.util import docname_join, logging, requests
from sphinx.util.build_phase import BuildPhase
from sphinx.util.console import color_terminal, nocolor
from sphinx.util.display import progress_message
from sphinx.util.docutils import (
    SphinxTranslator,
    docutils_namespace,
    new_document,
    patch_docutils,
)
from sphinx.util.i18n import babel_format_date, format_date, search_image_for_language
from sphinx.util.images import get_image_size, guess_mimetype
from sphinx.util.index_entries import split_index_msg
from sphinx.util.inventory import InventoryFile
from sphinx.util.matching import Matcher, get_matching_files
from sphinx.util.math import get_node_equation_number
from sphinx.util.nodes import inline_all_toctrees, make_refnode, process_only_nodes
from sphinx.util.osutil import make_filename_from_project, relative_uri
from sphinx.writers.html5 import HTML5Translator

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Set

    from docutils import nodes

__all__ = [
    "EXCLUDE_PATHS",  # where Sphinx looks for no pages, so that links there do no harm
    "BuildPhase",  # a warning of reading has its page read again, one of writing does not
    "CheckExternalLinksBuilder",  # asks for links, which has no other interface
    "CodeBlock",  # its option for lines is limited
    "Directive",  # the type of directives
    "HList",  # its option for columns is limited
    "HTML5Translator",  # the type of visitors for HTML
    "IndexEntries",  # the general index as pages show it, for print
    "InventoryAdapter",  # the modules that inventories document
    "InventoryFile",  # an inventory's names
    "Matcher",  # `exclude_patterns`, matched as Sphinx matches them
    "PygmentsBridge",  # code with Sphinx's lexers, fallbacks and warnings
    "PythonDomain",  # the types of Python objects
    "SphinxTranslator",  # the base of a translator, which knows the builder and its settings
    "SubstitutionDef",  # whether a directive stands in a substitution
    "admonitionlabels",  # the titles of admonitions in all languages
    "babel_format_date",  # a day in the site's language, in that language's own pattern
    "directives",  # the checks of options
    "docname_join",  # a page's name relative to another, as roles resolve it
    "docutils_namespace",  # a command leaves docutils as it was
    "format_date",  # the date on the title page, in all languages
    "get_image_size",  # of an image that would take too much memory
    "get_matching_files",  # the Markdown pages that no parser reads
    "get_node_equation_number",  # as in all other formats
    "guess_mimetype",  # of an image, as Sphinx selects images
    "inline_all_toctrees",  # how every builder of whole books joins pages
    "make_filename_from_project",  # as the names of other books
    "make_refnode",  # how every domain makes its references
    "new_document",  # with the settings of Sphinx's documents
    "patch_docutils",  # a command respects docutils.conf, as `sphinx-build` does
    "process_only_nodes",  # before toctrees that are only for HTML are inlined
    "progress_message",  # as other steps of a build are shown
    "relative_uri",  # from an old address to the new, as Sphinx links pages
    "requests",  # a download with the certificates and the name of Sphinx
    "search_image_for_language",  # the file that `figure_language_filename` leads to
    "split_index_msg",  # the terms of an entry
    "tex2mathml",  # formulas without scripts
]

#: Attributes that we read or, in the functions below, set.
ATTRIBUTES: Mapping[type, Mapping[str, str]] = {
    Sphinx: {
        "extensions": "a command reads in parallel only if all allow it",
        "parallel": "the same",
        "phase": "see `BuildPhase`",
        "registry": "leaves other renderers of formulas and parsers of Markdown in place",
        "statuscode": "a build that has lost a page or a book fails",
    },
    Builder: {
        "config": "a builder of the book reads its settings",
        "env": "the same, and pages",
        "outdir": "where the files of pages are, and those of the book",
        "tags": "for `process_only_nodes`",
        "write_doctree": "with the talks of toctrees in order, for builders of whole books",
        "read_doc": "replaced, see `guard_reading`",
        "write_doc": "replaced, see `guard_writing`",
        "write_doc_serialized": "replaced, see `guard_writing`",
    },
    StandaloneHTMLBuilder: {
        "copy_assets": "replaced, see `write_only_if_needed`",
        "domain_indices": "the indices that have a page",
        "embedded": "tells a site from an EPUB or help file",
        "get_output_path": "the file of a page, which may be gone or half written",
        "imagedir": "where copied images are",
        "out_suffix": "the same for builders of other formats, which have it too",
        "search": "replaced by our own, see `build_no_search_index`",
        "theme": "tells pages in our theme from those in others",
        "theme_options": "the menu follows them",
    },
    CheckExternalLinksBuilder: {
        "finish": "asks for links and writes the answers, without a build",
        "hyperlinks": "what it asks for",
        "json_outfile": "flushed when it is stopped",
    },
    BuildEnvironment: {
        "all_docs": "the pages that have been read",
        "clear_doc": "what is stored of a page that could not be read is removed",
        "ref_context": "the same",
        "check_consistency": "Sphinx checks only if it has read a page",
        "dependencies": "the pages that use a file with a warning",
        "dlfiles": "the downloads that are copied beside the pages",
        "domaindata": "what references can point to",
        "domains": "all indices, the entries of the general index, labels and figure numbers",
        "get_and_resolve_doctree": "the text of a page whose search text is lost",
        "get_doctree": "the pages of a book",
        "get_domain": "the notes' own domain, and what references can point to",
        "images": "names that do not depend on the order of reading, see `renumber_images`",
        "included": "pages that others include need no toctree",
        "path2doc": "the page that a warning is about",
        "reread_always": "a page with a warning is read again, so that no build misses it",
        "resolve_references": "those of a whole book",
        "settings": "see `set_docutils`",
        "toc_fignumbers": "the numbers of figures",
        "toc_secnumbers": "the numbers of sections that references show",
        "toctree_includes": "the pages that toctrees list",
        "tocs": "the tables of contents that pages show",
    },
    StandardDomain: {
        "anonlabels": "points `modindex` at the notes' index",
        "get_enumerable_node_type": "the kind of a numbered figure",
        "labels": "the same as `anonlabels`, with a title",
    },
}
#: The data of Sphinx's domains that references depend on, where `Domain.get_objects` lacks some of
#: it or has more.
DOMAIN_DATA: Mapping[str, tuple[str, ...]] = {
    "citation": ("citations",),
    "math": ("objects",),
    "std": ("objects", "terms", "progoptions"),
}


def set_docutils(env: BuildEnvironment, **settings: object) -> None:
    """Change docutils' settings for all pages, which `docutils.conf` can override."""
    env.settings |= settings


def parser_of(app: Sphinx, filetype: str) -> type | None:
    """Return the parser of pages of a type such as ``markdown``, which an extension has chosen."""
    return app.registry.get_source_parsers().get(filetype)


def formula_renderers(app: Sphinx) -> list[str]:
    """Return the renderers of formulas in HTML that extensions have added."""
    return list(app.registry.html_inline_math_renderers)


def fail(app: Sphinx) -> None:
    """Make the build end with an error, though it goes on."""
    app.statuscode = 1


def use_all_processors(app: Sphinx) -> None:
    """Read pages in parallel, unless an extension would make Sphinx warn of it."""
    if all(one.parallel_read_safe and one.parallel_write_safe for one in app.extensions.values()):
        app.parallel = os.cpu_count() or 1


class WritePage(Protocol):
    """Writes the page *docname*."""

    def __call__(self, docname: str, doctree: nodes.document) -> None: ...


def guard_writing(
    builder: Builder,
    *,
    before: Callable[[str], None],
    guarded: Callable[[WritePage], WritePage],
) -> None:
    """Call *before* for each page that *builder* is going to write, and write it by *guarded*.

    In a parallel build Sphinx may drop an exception, and with it every page that the same process
    had yet to write: `sphinx.util.parallel.ParallelTasks.add_task` takes any for a lack of memory.
    No event is emitted around the writing of every page. Sphinx calls the two methods that are
    replaced here for each, ``write_doc_serialized`` always in the main process.
    """
    announce = builder.write_doc_serialized

    def write_doc_serialized(docname: str, doctree: nodes.document) -> None:
        before(docname)
        announce(docname, doctree)

    builder.write_doc = guarded(builder.write_doc)  # type: ignore[method-assign]
    builder.write_doc_serialized = write_doc_serialized  # type: ignore[method-assign]


def write_only_if_needed(builder: StandaloneHTMLBuilder) -> None:
    """Have *builder* copy static files and write indices only if it has a page to write."""
    prepare, copy, finish = builder.prepare_writing, builder.copy_assets, builder.finish
    pages: Set[str] = set()

    def prepare_writing(docnames: Set[str]) -> None:
        nonlocal pages
        pages = docnames
        prepare(docnames)

    builder.prepare_writing = prepare_writing  # type: ignore[method-assign]
    builder.copy_assets = lambda: copy() if pages else None  # type: ignore[method-assign]
    builder.finish = lambda: finish() if pages else None  # type: ignore[method-assign]


def guard_reading(
    app: Sphinx, guard: Callable[[Callable[..., None]], Callable[..., None]]
) -> None:
    """Have *app*'s builder read each page by what *guard* makes of its own method."""
    app.builder.read_doc = guard(app.builder.read_doc)  # type: ignore[method-assign,misc]


def forget_page(app: Sphinx, docname: str) -> None:
    """Remove what an attempt to read a page has stored."""
    app.emit("env-purge-doc", app.env, docname)
    app.env.clear_doc(docname)
    app.env.ref_context.clear()


def build_no_search_index(builder: Builder) -> None:
    """Have an HTML builder write no search index of its own; no setting does."""
    builder.search = False  # type: ignore[attr-defined]


def renumber_images(env: BuildEnvironment) -> set[str]:
    """Renumber images with the same file name in the order of their paths.

    Sphinx numbers them in reading order, which differs between clean and incremental builds.

    :returns: the pages with a renamed image
    """
    images = type(env.images)()
    changed: set[str] = set()
    for file in sorted(env.images):
        docnames, name = env.images[file]
        for docname in sorted(docnames):
            images.add_file(docname, file)
        if docnames and images[file][1] != name:
            changed |= docnames
    env.images = images
    return changed


def read_again(env: BuildEnvironment, docnames: set[str]) -> None:
    """Have the next build read these pages, changed or not."""
    env.reread_always |= docnames


def add_warning_filter(one: python_logging.Filter) -> None:
    """Show *one* every warning that passes Sphinx's own filters: not suppressed, none twice.

    A record has ``type``, ``subtype`` and ``location``, as Sphinx has translated it.
    """
    for handler in _warning_handlers():
        handler.addFilter(one)


def warning_filters() -> Iterator[object]:
    """Yield the filters of the warnings of the last build in this process."""
    for handler in _warning_handlers():
        yield from handler.filters


def _warning_handlers() -> Iterator[python_logging.Handler]:
    for handler in python_logging.getLogger(logging.NAMESPACE).handlers:
        if isinstance(handler, logging.WarningStreamHandler):
            yield handler


def is_suppressed(kind: str, subtype: str, suppressed: list[str]) -> bool:
    """Return whether the setting ``suppress_warnings`` suppresses a warning."""
    return logging.is_suppressed_warning(kind, subtype, suppressed)


def log_to_terminal(app: Sphinx) -> None:
    """Show the messages of a builder that a command runs."""
    if not color_terminal():
        nocolor()
    logging.setup(app, sys.stdout, sys.stderr)


def wait_after_refusals(seconds: float) -> None:
    """Have links of a host that answers 429 asked again after some *seconds*, at least.

    With ``Retry-After: 0``, or a date in the past, Sphinx would ask again at once, without end.
    For a process that ends with the check.
    """

    class Worker(HyperlinkAvailabilityCheckWorker):
        def limit_rate(self, response_url: str, retry_after: str | None) -> float | None:
            asked = super().limit_rate(response_url, retry_after)
            soonest = time.time() + seconds
            if asked is None or asked >= soonest:
                return asked
            # Also for a wait that is no number.
            self.rate_limits[urlsplit(response_url).netloc] = RateLimit(seconds, soonest)
            return soonest

    linkcheck.HyperlinkAvailabilityCheckWorker = Worker  # type: ignore[misc]


def link_checker(app: Sphinx) -> CheckExternalLinksBuilder:
    """Return Sphinx's linkcheck builder, which writes into a folder of its own."""
    builder = CheckExternalLinksBuilder(app, app.env)
    builder.init()
    builder.outdir = builder.outdir.parent / "linkcheck"
    builder.outdir.mkdir(exist_ok=True)
    return builder


def set_links(builder: CheckExternalLinksBuilder, links: Mapping[str, tuple[str, int]]) -> None:
    """Set the links that *builder* asks for, each with the docname and line it is on."""
    builder.hyperlinks = {
        url: Hyperlink(url, docname, builder.env.doc2path(docname), line)
        for url, (docname, line) in links.items()
    }


def render_diagram(node: nodes.Element, code: str, kind: str, builder: Builder) -> str:
    """Draw the *code* of a diagram's *node* as an image, and return its path.

    The function of the node's own extension does it, as for other formats. It takes a translator,
    of which it uses only the builder and the document.

    :param kind: the type of the image, such as ``svg``
    :raises Exception: any, if that fails
    """
    render: Any = getattr(sys.modules[type(node).__module__], "render_mm", render_dot)
    translator = SimpleNamespace(builder=builder, document=new_document(""))
    _address, path = render(translator, code, node.get("options", {}), kind)
    if path is None:
        raise OSError("the program cannot be run")
    return str(path)
