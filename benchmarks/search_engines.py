"""The measured search engines, each with an index of the same pages."""

from __future__ import annotations

import html
import json
import random
import shutil
import subprocess
import sys
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import accumulate
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from docutils import nodes
from docutils.utils import new_document

from eventnotes.search.index import FIELDS, Index, to_script
from eventnotes.search.pages import SearchPage, Section

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ROOT = Path(__file__).parents[1]
STATIC = ROOT / "eventnotes/search/static"
WORDS_A_PAGE = 350
# A query of a word on a few percent of the pages and a rare one.
QUERY = "word300 word4000"


@dataclass(frozen=True, slots=True, kw_only=True)
class Engine:
    """*make* writes an index into a folder; its ``search.html?q=…`` then answers.

    *ready* is the JavaScript that is true once the first result is shown.
    """

    name: str
    make: Callable[[Path, Sequence[SearchPage]], None]
    ready: str


def made_up(count: int) -> list[SearchPage]:
    """Return *count* reproducible pages with word frequencies by Zipf's law."""
    chance = random.Random(0)  # noqa: S311 - no secret
    vocabulary = [f"word{number}" for number in range(40_000)]
    weights = list(accumulate(1 / (number + 10) for number in range(40_000)))
    pages = []
    for number in range(count):
        words = chance.choices(vocabulary, cum_weights=weights, k=WORDS_A_PAGE)
        if number % 97 == 0:
            words += QUERY.split()
        sections = tuple(
            Section(
                anchor=f"s{at}", heading=" ".join(words[at : at + 3]), text=" ".join(words[at:end])
            )
            for at, end in ((0, 120), (120, 240), (240, None))
        )
        facets = {"event": (f"Event {number // 40}",), "year": (str(1990 + number * 35 // count),)}
        url = f"e{number // 40}/t{number}.html"
        title = " ".join(words[:4])
        pages.append(SearchPage(url=url, title=title, facets=facets, sections=sections))
    return pages


def make_ours(folder: Path, pages: Sequence[SearchPage]) -> None:
    """Write the extension's index."""
    from eventnotes.search.build import served, shard_name, text_name

    index = Index(pages)
    shards = dict(index.shards())
    files: dict[str, Any] = {text_name(page.url): page.to_data() for page in pages}
    files |= {shard_name(name): words for name, words in shards.items()}
    files |= {f"pages/{number}": block for number, block in enumerate(index.blocks())}
    files["summary"] = {"version": "1", **index.summary(shards)}
    for name, data in files.items():
        _write(folder / "_search" / f"{name}.js", to_script(name, data))
    for file in (*STATIC.iterdir(), STATIC.parent / "field.js"):
        _write(folder / "_static" / file.name, served(file))
    _write(
        folder / "search.html",
        "<!doctype html><title>x</title><nav id=navigation></nav><div id=search></div>"
        "<script src=_static/field.js></script>",
    )


def make_whole(folder: Path, pages: Sequence[SearchPage]) -> None:
    """Write MiniSearch's own index in one file."""
    index = Index(pages)
    lengths: dict[int, list[int]] = {number: [0] * len(FIELDS) for number in range(len(pages))}
    terms = []
    for word, fields in index.postings.items():
        data = {}
        for field, flat in fields.items():
            data[str(field)] = dict(zip(map(str, flat[::3]), flat[1::3], strict=True))
            for number, length in zip(flat[::3], flat[2::3], strict=True):
                lengths[number][field] = length
        terms.append([word, data])
    average = index.summary([])["average"]
    whole = {
        "documentCount": len(pages), "nextId": len(pages), "dirtCount": 0,
        "documentIds": {str(n): n for n in range(len(pages))},
        "fieldIds": {name: n for n, name in enumerate(FIELDS)},
        "fieldLength": lengths, "averageFieldLength": average,
        "storedFields": {str(n): {"title": page.title} for n, page in enumerate(pages)},
        "index": terms, "serializationVersion": 2,
    }  # fmt: skip
    _write(folder / "index.json", json.dumps(whole, separators=(",", ":")))
    shutil.copy(STATIC / "minisearch.js", folder)
    _write(
        folder / "search.html",
        "<!doctype html><script src=minisearch.js></script><p id=first></p><script>"
        "fetch('index.json').then(r => r.text()).then(t => { const m = MiniSearchModule.default"
        f".loadJSON(t, {{fields: {json.dumps(FIELDS)}, storeFields: ['title']}});"
        "const q = new URLSearchParams(location.search).get('q');"
        "const found = m.search(q, {combineWith: 'AND', prefix: true});"
        "first.textContent = found[0].title; })</script>",
    )


def make_pagefind(folder: Path, pages: Sequence[SearchPage]) -> None:
    """Write the pages as HTML and index them with Pagefind."""
    for page in pages:
        parts = "".join(
            f"<h2 id={one.anchor}>{html.escape(one.heading)}</h2><p>{html.escape(one.text)}</p>"
            for one in page.sections
        )
        _write(
            folder / page.url,
            f"<!doctype html><html lang=en><title>{page.title}</title>"
            f"<main><h1>{page.title}</h1>{parts}</main>",
        )
    command = [sys.executable, "-m", "pagefind", "--site", str(folder)]
    subprocess.run(command, check=True, capture_output=True)
    _write(
        folder / "search.html",
        "<!doctype html><p id=first></p><script type=module>"
        "import * as pagefind from './pagefind/pagefind.js';"
        "const q = new URLSearchParams(location.search).get('q');"
        "const found = await pagefind.search(q);"
        "first.textContent = (await found.results[0].data()).meta.title;</script>",
    )


def make_sphinx(folder: Path, pages: Sequence[SearchPage]) -> None:
    """Write Sphinx's own index, for the search page of a Sphinx site."""
    from sphinx.search import IndexBuilder, js_index

    source = folder / "source"
    _write(source / "conf.py", "html_theme = 'basic'\n")
    _write(source / "index.rst", "x\n=\n")
    command = [sys.executable, "-m", "sphinx", "-q", "-b", "html", str(source), str(folder)]
    subprocess.run(command, check=True, capture_output=True)
    environment: Any = SimpleNamespace(
        version="",
        domains=SimpleNamespace(sorted=list),
        config=SimpleNamespace(html_search_language="en"),
        _search_index_titles={}, _search_index_filenames={}, _search_index_mapping={},
        _search_index_title_mapping={}, _search_index_all_titles={},
        _search_index_index_entries={}, _search_index_objtypes={}, _search_index_objnames={},
    )  # fmt: skip
    index = IndexBuilder(environment, "en", {}, "")
    for page in pages:
        document = new_document(page.url)
        document.settings.env = environment
        for one in page.sections:
            section = nodes.section(ids=[one.anchor])
            section += [nodes.title("", one.heading), nodes.paragraph("", one.text)]
            document += section
        docname = page.url.removesuffix(".html")
        index.feed(docname, page.url, page.title, document)
        _write(folder / page.url, "<main role=main><p>x</p></main>")
    with (folder / "searchindex.js").open("w", encoding="utf-8") as stream:
        index.dump(stream, js_index)


def engines() -> list[Engine]:
    """Return the engines that are available on this machine."""
    filled = "() => document.querySelector('#first')?.textContent"
    ours = "() => document.querySelector('#search .results a')"
    sphinx = "() => document.querySelector('#search-results li a')"
    found = [
        Engine(name="MiniSearch, in shards", make=make_ours, ready=ours),
        Engine(name="MiniSearch, whole", make=make_whole, ready=filled),
        Engine(name="Sphinx's own", make=make_sphinx, ready=sphinx),
    ]
    if find_spec("pagefind"):
        found.append(Engine(name="Pagefind", make=make_pagefind, ready=filled))
    return found


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")
