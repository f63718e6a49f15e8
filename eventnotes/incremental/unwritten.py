"""Keep pages whose writing raises an exception: write them as plain text, or report them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.builders.singlehtml import SingleFileHTMLBuilder
from sphinx.util import logging

from eventnotes.domain import NotesDomain
from eventnotes.incremental.interrupted import marker
from eventnotes.internals import WritePage, fail, guard_writing
from eventnotes.text.warning import TYPE, warn

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sphinx.application import Sphinx
    from sphinx.builders import Builder

logger = logging.getLogger(__name__)

# Inode, modification time and size: one of them changes when a file is written.
Stamp = tuple[int, int, int] | None


def warn_of_failure(what: Callable[..., object], error: Exception, docname: str | None) -> None:
    """Warn that *what*, a handler or a transform, failed on the page *docname*."""
    message = (
        f"{what.__qualname__} failed on this page and is skipped: {type(error).__name__}: "
        f"{error}. This is a bug in Event Notes: report it with the page"
    )
    warn("failed-part", message, docname)


def _warn_unwritable(docname: str, error: Exception) -> None:
    message = (
        f"this page cannot be written ({type(error).__name__}: {error}) and is shown as plain "
        "text: remove the markup that causes the error, or report the error with the page"
    )
    warn("unwritable-page", message, docname)


def plain(doctree: nodes.document) -> nodes.document:
    """Return a document with the title and the text of *doctree*, without markup."""
    found = doctree.copy()
    section = doctree.next_node(nodes.section)
    title = section.next_node(nodes.title) if section is not None else None
    holder: nodes.Element = found
    if section is not None and title is not None:
        holder = nodes.section("", nodes.title("", title.astext()), ids=section["ids"])
        found += holder
    holder += nodes.literal_block(text=doctree.astext(), language="none")
    return found


def watch(app: Sphinx) -> None:
    """Have *app*'s builder write a page as plain text where writing it raises an exception."""

    def before(docname: str) -> None:
        if file := _file(app.builder, docname):
            _before(app)[docname] = _stamp(file)

    guard_writing(app.builder, before=before, guarded=_plain_if_unwritable)


def _plain_if_unwritable(write: WritePage) -> WritePage:
    def write_page(docname: str, doctree: nodes.document) -> None:
        try:
            write(docname, doctree)
        except Exception as error:  # a writer's or an extension's, of any kind
            _warn_unwritable(docname, error)
            try:
                write(docname, plain(doctree))
            except Exception as again:  # reported by `check`, in the main process
                logger.debug("%s cannot be written as plain text either: %s", docname, again)

    return write_page


def check(app: Sphinx, exception: Exception | None) -> None:
    """Report each page that was to be written and was not, and fail the build.

    The next build writes all pages again, since this one did not come to its end.
    """
    for docname in missing(app) if exception is None else ():
        logger.error(
            "the page was not written, though no other message says why: build again with "
            "-j 1, which shows the exception",
            location=docname,
            type=TYPE,
            subtype="unwritten-page",
        )
        fail(app)
        marker(app).touch()


def is_writing(app: Sphinx) -> bool:
    """Return whether this build has announced a page for writing."""
    return bool(_before(app))


def missing(app: Sphinx) -> list[str]:
    """Return the pages without the file that this build should have written."""
    found, before = [], _before(app)
    for docname in sorted(app.env.found_docs):
        file = _file(app.builder, docname)
        if file is not None:
            now = _stamp(file)
            if now is None or (docname in before and now == before[docname]):
                found.append(docname)
    return found


def _before(app: Sphinx) -> dict[str, Stamp]:
    """Return the pages that this build writes, each with what its file was before."""
    stamps: dict[str, Stamp] = {}
    return NotesDomain.of(app.env).derived("files before writing", lambda: stamps)


def _file(builder: Builder, docname: str) -> Path | None:
    """Return the file that *builder* writes for a page, or None."""
    if isinstance(builder, SingleFileHTMLBuilder):
        return None
    if isinstance(builder, StandaloneHTMLBuilder):
        return builder.get_output_path(docname)
    suffix: str | None = getattr(builder, "out_suffix", None)
    return builder.outdir / f"{docname}{suffix}" if suffix else None


def _stamp(file: Path) -> Stamp:
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns, found.st_size
