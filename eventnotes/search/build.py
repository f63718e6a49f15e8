"""Build the files of the search: page texts, index shards and scripts."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from sphinx.locale import _

import eventnotes
from eventnotes.domain import NotesDomain
from eventnotes.internals import build_no_search_index
from eventnotes.search.index import Index, to_script
from eventnotes.search.pages import SearchPage, facets, search_page
from eventnotes.settings.theme import SITES, is_in_use
from eventnotes.text.digests import digest
from eventnotes.text.files import write_if_changed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.builders import Builder

FOLDER = "_search"
STATIC = Path(__file__).parent / "static"


def replace_search(app: Sphinx) -> None:
    """Disable Sphinx's own search index, which browsers must load whole, and copy our scripts."""
    if _serves(app.builder):
        for file in STATIC.iterdir():
            write_if_changed(app.outdir / "_static" / file.name, served(file).encode())
        build_no_search_index(app.builder)


def served(file: Path) -> str:
    """Return a file as sites have it: ours without comment lines and indentation."""
    text = file.read_text("utf-8")
    return text if file.name == "minisearch.js" else re.sub(r"(?m)^ *//.*\n|^\n|^ +", "", text)


def add_page(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Yield the search page."""
    if _serves(app.builder):
        yield "search", {"title": _("Search")}, "search.html"


def write_text(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Write the search text of a page when the page is written."""
    context["has_search"] = _serves(app.builder)
    if doctree is not None and _serves(app.builder) and _is_searched(app, pagename):
        page = _page(app, pagename, doctree)
        _write(app.outdir / FOLDER, text_name(page.url), page.to_data())


def write_index(app: Sphinx, exception: Exception | None) -> None:
    """Write the index of all pages, and remove the files of removed pages."""
    if exception is not None or not _serves(app.builder):
        return
    folder = app.outdir / FOLDER
    docnames = sorted(name for name in app.env.found_docs if _is_searched(app, name))
    texts = (_text(app, folder, docname) for docname in docnames)
    version = digest(eventnotes.__version__, [digest(text) for text in texts])
    if _stands(folder, version):
        return
    pages = [SearchPage.from_json(_text(app, folder, docname)) for docname in docnames]
    index = Index(sorted(pages, key=lambda page: not page.facets))
    shards = dict(index.shards())
    files: dict[str, Any] = {shard_name(name): words for name, words in shards.items()}
    files |= {f"pages/{number}": block for number, block in enumerate(index.blocks())}
    # Written last: it marks the other files as complete.
    files["summary"] = {"version": version, **index.summary(shards)}
    (folder / "summary.js").unlink(missing_ok=True)
    for name, data in files.items():
        _write(folder, name, data)
    _clear(folder, {text_name(page.url) for page in pages} | files.keys())


def text_name(url: str) -> str:
    """Return the name of a page's text file, from its URL, which may end in ``/``.

    A URL has three characters for a byte, so its file name could be too long.
    """
    return "text/" + re.sub(r"(^|/)$", r"\1index", unquote(url))


def shard_name(prefix: str) -> str:
    """Return the file name of a shard, valid on every file system."""
    return "words/w-" + re.sub(r"[^a-z0-9]", lambda one: f"-{ord(one.group()):x}", prefix)


def _serves(builder: Builder) -> bool:
    return builder.name in SITES and is_in_use(builder)


def _is_searched(app: Sphinx, docname: str) -> bool:
    return not {"nosearch", "no-search"} & app.env.metadata[docname].keys()


def _page(app: Sphinx, docname: str, doctree: nodes.document) -> SearchPage:
    titles = app.env.titles
    domain = NotesDomain.of(app.env)
    return search_page(
        doctree,
        url=app.builder.get_target_uri(docname),
        title=titles[docname].astext() if docname in titles else docname,
        facets=facets(domain.archive, docname, domain.title),
    )


def _text(app: Sphinx, folder: Path, docname: str) -> str:
    """Return the JSON in a page's text file, which may have been removed."""
    name = text_name(app.builder.get_target_uri(docname))
    file = folder / f"{name}.js"
    if not file.exists():
        page = _page(app, docname, app.env.get_and_resolve_doctree(docname, app.builder))
        _write(folder, name, page.to_data())
    return _data(file)


def _data(file: Path) -> str:
    """Return the JSON in a script made by :func:`~eventnotes.search.index.to_script`."""
    return file.read_text("utf-8").partition(",")[2].rstrip()[:-1]


def _stands(folder: Path, version: str) -> bool:
    """Return whether the index is complete and was built from the same texts."""
    try:
        summary = json.loads(_data(folder / "summary.js"))
    except (OSError, ValueError):
        return False
    shards = map(shard_name, summary["shards"].split())
    blocks = (f"pages/{number}" for number in range(-(-summary["pages"] // summary["block"])))
    files = (folder / f"{name}.js" for name in (*shards, *blocks))
    return summary["version"] == version and all(file.exists() for file in files)


def _write(folder: Path, name: str, data: object) -> None:
    """Write a file unless it is up to date."""
    write_if_changed(folder / f"{name}.js", to_script(name, data).encode())


def _clear(folder: Path, kept: set[str]) -> None:
    for file in folder.rglob("*.js"):
        if file.relative_to(folder).as_posix().removesuffix(".js") not in kept:
            file.unlink()
