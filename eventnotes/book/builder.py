"""The Sphinx builder ``bookpdf``: each book as one PDF, typeset by Typst."""

from __future__ import annotations

from functools import partial
from importlib.metadata import entry_points
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.builders import Builder
from sphinx.errors import ConfigError, NoUri
from sphinx.util import logging

from eventnotes.book import addresses, indices, settings
from eventnotes.book.assembly import assemble
from eventnotes.book.compiler import (
    CompileError,
    Diagnostic,
    compile_pdf,
    missing_characters,
    open_fonts,
)
from eventnotes.book.context import Context
from eventnotes.book.diagrams import replace_diagrams
from eventnotes.book.highlighting import TypstHighlighter
from eventnotes.book.images import Images, copy_images, unreadable_images
from eventnotes.book.preamble import preamble, template_files
from eventnotes.book.saving import resaved
from eventnotes.book.translator import TypstTranslator
from eventnotes.book.warnings import Warnings
from eventnotes.book.wide_tables import split_wide_tables
from eventnotes.internals import fail, progress_message
from eventnotes.text import fonts
from eventnotes.text.drawing import DrawnIndex
from eventnotes.text.files import write_if_changed, write_whole

if TYPE_CHECKING:
    from collections.abc import Set
    from typing import ClassVar

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.domains import Index

    from eventnotes.book.indices import Content
    from eventnotes.book.settings import Book
    from eventnotes.book.translator.body import Body
    from eventnotes.text.drawing import Drawing

logger = logging.getLogger(__name__)

#: Each pass finds images that cannot be read, or characters that are missing only in bold.
PASSES = 8


class BookError(Exception):
    """A book could not be built. The reason has been logged."""


class BookPdfBuilder(Builder):
    """Builds the books of ``book_documents``."""

    name = "bookpdf"
    format = "typst"
    epilog = "The PDF book is in %(outdir)s."
    default_translator_class = TypstTranslator
    supported_image_types: ClassVar[list[str]] = [
        "image/svg+xml",
        "image/png",
        "image/jpeg",
        "image/gif",
        "image/webp",
    ]
    supported_remote_images = True  # not downloaded; the translator warns

    def init(self) -> None:
        """Read the settings, so that errors in them are reported first."""
        if not fonts.can_typeset():
            msg = "the PDF book needs Typst and its fonts: pip install 'eventnotes[pdf]'"
            raise ConfigError(msg)
        if not self.config.book_pdf_standards:  # an embedded PDF may violate them
            self.supported_image_types = [  # type: ignore[misc]  # of this build
                *self.supported_image_types,
                "application/pdf",
            ]
        self.imagedir = "images"
        self.docnames: set[str] = set()
        self.domain_indices: dict[str, tuple[Index, Content]] = {}
        self.entry_labels: dict[tuple[str, str], str] = {}
        self.has_general_index = True
        self.missing: frozenset[str] = frozenset()
        self.unreadable: dict[str, str] = {}  # Typst's errors by image
        self.failed = False  # whether a book could not be built
        self.warnings = Warnings()
        self.highlighter = TypstHighlighter("html", self.config.pygments_style or "sphinx")
        if not self.config.book_documents:
            logger.warning("book_documents is empty: no PDF book is built")
        for folder in fonts.missing_folders(self.config, self.confdir):
            msg = f"book_font_paths: the folder {folder!r} does not exist, relative to conf.py"
            raise ConfigError(msg)

    @property
    def books(self) -> list[Book]:
        """The books of the pages that have been read."""
        return settings.books(self.env)

    def get_outdated_docs(self) -> str:
        """Return a description: all books are always rebuilt."""
        return "all PDF books"

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """Return the internal address of *docname*, or outside the book that on the site.

        :raises NoUri: if the site's address is not known
        """
        if docname in self.docnames or self.index_label(docname) is not None:
            return addresses.inside(docname)
        if address := addresses.on_site(self.config, docname):
            return address
        raise NoUri(docname, typ)

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:
        """Return the internal address of *to*, since a book is one document."""
        return self.get_target_uri(to, typ)

    def index_label(self, docname: str, name: str = "") -> str | None:
        """Return the label of the printed index with the page *docname*, or None.

        If the index has an entry with the id *name*, return the entry's label.
        """
        if docname in self.domain_indices or (
            docname == indices.GENERAL and self.has_general_index
        ):
            return self.entry_labels.get((docname, name)) or indices.label(docname)
        return None

    def write_documents(self, docnames: Set[str]) -> None:
        """Make the books whose start documents are in *docnames*, and remove the others."""
        with progress_message("copying fonts"):
            fonts.copy_fonts(self.outdir / "fonts")
        for name, data in template_files(self.config, self.confdir).items():
            write_if_changed(self.outdir / name, data)
        for book in self.books:
            if book.start in docnames or book.start not in self.env.found_docs:
                self._make(book)
            else:
                Path(self.outdir, f"{book.target}.pdf").unlink(missing_ok=True)

    def _make(self, book: Book) -> None:
        if book.start not in self.env.all_docs:
            msg = f"book_documents: the start document {book.start!r} does not exist"
            raise ConfigError(msg)
        pdf = self.outdir / f"{book.target}.pdf"
        pdf.unlink(missing_ok=True)  # a failed build must not leave an old book
        pdf.parent.mkdir(parents=True, exist_ok=True)
        tree = self.assembled(book)
        try:
            with progress_message(f"setting {pdf.name}"):
                write_whole(pdf, resaved(self.pdf(book, tree)))
        except BookError as error:
            logger.error("%s", error)
            self.failed = True

    def assembled(self, book: Book) -> nodes.document:
        """Return the document of *book* with resolved references."""
        self.has_general_index = True
        tree, self.docnames = assemble(self, book)
        logger.info("")
        self.domain_indices = indices.domain_indices(self, self.docnames)
        self.entry_labels = indices.entry_labels(self.domain_indices)
        self.env.resolve_references(tree, book.start, self)
        replace_diagrams(tree, self, self.warnings)
        split_wide_tables(tree, self.warnings)
        return tree

    def pdf(self, book: Book, tree: nodes.document) -> bytes:
        """Return the PDF of *book* without missing characters, recompiled without broken images.

        :raises BookError: if Typst fails; its errors are logged
        """
        self.missing, self.unreadable = frozenset(), {}
        folders = [self.confdir / path for path in self.config.book_font_paths]
        opened = open_fonts(
            [self.outdir / "fonts", *folders], system=self.config.book_system_fonts
        )
        compiled = partial(compile_pdf, fonts=opened, standards=self.config.book_pdf_standards)
        source = Path(self.outdir, f"{book.target}.typ")
        for _pass in range(PASSES):
            text, body = self._translated(book, tree)
            if missing := missing_characters(text, self.outdir, opened):
                self.missing |= missing
                text, body = self._translated(book, tree)
            write_whole(source, text.encode())
            copy_images(body.images, self.srcdir, self.outdir)
            try:
                pdf = compiled(source, source_map=body.source_map)
            except CompileError as error:
                if error.missing - self.missing:
                    self.missing |= error.missing
                elif found := unreadable_images(body.images, self.outdir, compiled):
                    self.unreadable |= found
                    self.missing = frozenset()  # characters in images are not text
                else:
                    self._report(error)
                    break
            else:
                self._warn_of_other_glyphs()
                return pdf
        msg = f"{book.target}.pdf was not built; its Typst source is {source}"
        raise BookError(msg)

    def _translated(self, book: Book, tree: nodes.document) -> tuple[str, Body]:
        """Return the Typst source of *book*, and the body with line numbers of that source."""
        images = Images(self, self.supported_image_types, self.unreadable, self.warnings)
        context = Context(
            missing=self.missing,
            index_label=self.index_label,
            images=images,
            warnings=self.warnings,
            highlighter=self.highlighter,
        )
        translator = self.create_translator(tree, self, context)
        assert isinstance(translator, TypstTranslator)  # noqa: S101  # whoever replaces it extends it
        writer = indices.IndexWriter(translator.anchors, self.entry_labels, self.missing)
        printed = [
            writer.domain_index(name, str(index.localname), content, self._drawing(index))
            for name, (index, content) in self.domain_indices.items()
        ]
        printed.append(writer.general_index(self))
        self.has_general_index = bool(printed[-1])  # the text may refer to it
        tree.walkabout(translator)
        body = translator.translated()
        headings = [*body.headings, *((1, "none") for index in printed if index)]
        head = preamble(self.config, book, headings, self.missing, body.front)
        lines = head.count("\n")
        body.source_map = {line + lines: place for line, place in body.source_map.items()}
        return head + body.text + "".join(printed), body

    def _drawing(self, index: Index) -> Drawing | None:
        return index.drawing(self.docnames) if isinstance(index, DrawnIndex) else None

    def _report(self, error: CompileError) -> None:
        for diagnostic in error.diagnostics or [Diagnostic(message=str(error), location=None)]:
            logger.error("Typst: %s", diagnostic.message, location=diagnostic.location)

    def _warn_of_other_glyphs(self) -> None:
        """Warn about missing characters outside the pages' text: in index entries and titles."""
        entries = self.env.domains.index_domain.entries
        texts = {name: repr(entries[name]) for name in sorted(entries)}
        for char in sorted(self.missing - self.warnings.glyphs):
            pages = (name for name, text in texts.items() if char in text + text.upper())
            page = next(pages, None)
            location = (page, None) if page else f"{self.confdir / 'conf.py'}:"
            self.warnings.warn_of_glyph(char, location)


class OldName(BookPdfBuilder):
    """The same builder by its name in 1.1."""

    name = "typstpdf"

    def init(self) -> None:
        """Warn about the old name."""
        logger.warning("the builder typstpdf is now bookpdf; this release takes both")
        super().init()


def add_builders(app: Sphinx) -> None:
    """Add the builder, by its old name too if no installed package declares a builder of it."""
    app.add_builder(BookPdfBuilder)
    if not entry_points(group="sphinx.builders", name=OldName.name):
        app.add_builder(OldName)


def fail_build(app: Sphinx, _exception: Exception | None) -> None:
    if isinstance(app.builder, BookPdfBuilder) and app.builder.failed:
        fail(app)
