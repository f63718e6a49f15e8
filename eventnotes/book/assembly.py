"""Assemble a book's doctree: one document with all pages in its toctrees."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from eventnotes.internals import inline_all_toctrees, new_document, process_only_nodes

if TYPE_CHECKING:
    from sphinx.builders import Builder

    from eventnotes.book.settings import Book


def assemble(builder: Builder, book: Book) -> tuple[nodes.document, set[str]]:
    """Return the document of *book* with unresolved references, and its docnames."""
    tree = builder.env.get_doctree(book.start)
    process_only_nodes(tree, builder.tags)  # before toctrees that are only for HTML are inlined
    tree["docname"] = book.start
    if book.toctree_only:
        tree = _only_toctrees(tree, book)
    docnames = {book.start}
    whole = inline_all_toctrees(builder, docnames, book.start, tree, str, [book.start])
    whole["docname"] = book.start
    for page in whole.findall(addnodes.start_of_file):
        for node in page.children:
            node.parent = page  # Sphinx leaves the original document as the parent
    return whole, docnames


def _only_toctrees(tree: nodes.document, book: Book) -> nodes.document:
    document = new_document(str(tree.get("source", book.start)))
    section = nodes.section("", nodes.title(book.title, book.title))
    section += [node.deepcopy() for node in tree.findall(addnodes.toctree)]
    document += section
    document["docname"] = book.start
    return document
