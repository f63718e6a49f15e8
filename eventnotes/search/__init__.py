"""The search: MiniSearch in the browser, over an index that is read a piece at a time."""

from __future__ import annotations

import hashlib
import json
import re
from typing import TYPE_CHECKING, Any

from sphinx.locale import _

from eventnotes.domain import NotesDomain
from eventnotes.search.index import Index, to_script
from eventnotes.search.pages import SearchPage, facets, search_page
from eventnotes.theme import is_in_use

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.builders import Builder

FOLDER = "_search"


def replace_search(app: Sphinx) -> None:
    """Leave out Sphinx's own index, which a browser must load whole."""
    if _serves(app.builder):
        app.builder.search = False  # type: ignore[attr-defined]


def add_page(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Return the page of the search."""
    if _serves(app.builder):
        yield "search", {"title": _("Search")}, "search.html"


def write_text(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Write what the search shows of a page, each time that the page is written."""
    context["has_search"] = _serves(app.builder)
    if doctree is not None and _serves(app.builder) and _is_searched(app, pagename):
        page = _page(app, pagename, doctree)
        _write(app.outdir / FOLDER, text_name(page.url), json.loads(page.to_json()))


def write_index(app: Sphinx, exception: Exception | None) -> None:
    """Write the index of all pages, and remove what no page stands for any more."""
    if exception is not None or not _serves(app.builder):
        return
    folder = app.outdir / FOLDER
    docnames = sorted(name for name in app.env.found_docs if _is_searched(app, name))
    pages = [_read(app, folder, docname) for docname in docnames]
    index = Index(pages)
    kept = {text_name(page.url) for page in pages}
    shards = dict(index.shards())
    files: dict[str, Any] = {shard_name(name): words for name, words in shards.items()}
    files |= {f"pages/{number}": block for number, block in enumerate(index.blocks())}
    digest = hashlib.sha256()
    for name, data in files.items():
        digest.update(_write(folder, name, data))
    summary = {"version": digest.hexdigest()[:12], **index.summary(shards)}
    _write(folder, "summary", summary)
    _clear(folder, kept | files.keys() | {"summary"})


def text_name(url: str) -> str:
    """Return the name of a page's file of text: a page's address, which may end in ``/``."""
    return "text/" + re.sub(r"(^|/)$", r"\1index", url)


def shard_name(prefix: str) -> str:
    """Return the name of a shard's file: plain on every file system, and no reserved name."""
    return "words/w-" + re.sub(r"[^a-z0-9]", lambda one: f"-{ord(one.group()):x}", prefix)


def _serves(builder: Builder) -> bool:
    return builder.name in {"html", "dirhtml"} and is_in_use(builder)


def _is_searched(app: Sphinx, docname: str) -> bool:
    return not {"nosearch", "no-search"} & app.env.metadata[docname].keys()


def _page(app: Sphinx, docname: str, doctree: nodes.document) -> SearchPage:
    titles = app.env.titles
    archive = NotesDomain.of(app.env).archive
    return search_page(
        doctree,
        url=app.builder.get_target_uri(docname),
        title=titles[docname].astext() if docname in titles else docname,
        facets=facets(archive, docname, lambda name: titles[name].astext()),
    )


def _read(app: Sphinx, folder: Path, docname: str) -> SearchPage:
    """Return a page as its file has it; the file may have been removed since."""
    name = text_name(app.builder.get_target_uri(docname))
    file = folder / f"{name}.js"
    if not file.exists():
        page = _page(app, docname, app.env.get_and_resolve_doctree(docname, app.builder))
        _write(folder, name, json.loads(page.to_json()))
        return page
    return SearchPage.from_json(file.read_text("utf-8").partition(",")[2].rstrip()[:-1])


def _write(folder: Path, name: str, data: object) -> bytes:
    """Write a file unless it stands as it should, and return what it holds."""
    file = folder / f"{name}.js"
    content = to_script(name, data).encode()
    if not file.exists() or file.read_bytes() != content:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    return content


def _clear(folder: Path, kept: set[str]) -> None:
    for file in folder.rglob("*.js"):
        if file.relative_to(folder).as_posix().removesuffix(".js") not in kept:
            file.unlink()


def setup(app: Sphinx) -> None:
    """Register the search."""
    app.connect("builder-inited", replace_search)
    app.connect("html-collect-pages", add_page)
    app.connect("html-page-context", write_text)
    app.connect("build-finished", write_index)
