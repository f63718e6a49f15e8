"""A site read without a build: its settings, its pages, and all that is wrong with them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sphinx.addnodes import toctree
from sphinx.config import Config
from sphinx.project import EXCLUDE_PATHS, Project
from sphinx.util import docname_join, url_re
from sphinx.util.logging import is_suppressed_warning
from sphinx.util.matching import get_matching_files, patfilter
from sphinx.util.nodes import explicit_title_re
from sphinx.util.tags import Tags

from eventnotes.checks.rules import Site
from eventnotes.checks.table import TYPE, all_problems
from eventnotes.commands.quick_markup import PageParser, head
from eventnotes.reading.page import (
    OUTSIDE_DATES,
    field_list,
    front_matter,
    raw_page,
    restore_initials,
    vocabulary,
)
from eventnotes.records.archive import Archive
from eventnotes.records.fields import FieldNames, read_page
from eventnotes.records.model import Problem
from eventnotes.settings.setting import add_settings, check_settings
from eventnotes.settings.table import SETTINGS, layout_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from docutils import nodes

    from eventnotes.records.model import Record, Topic

CONF = "conf.py"
# What a folder without settings has beside pages.
_NO_PAGES = [".*", "**/.*", "_build", "node_modules", "venv"]
_MARKUPS = {"restructuredtext": False, "markdown": True}
# A directive of Markdown that can be a toctree, or hold one in reStructuredText.
_MYST_TREE = re.compile(r"[`~:]{3,}\s*\{(?:toctree|eval-rst)\}")
_GLOB = re.compile(r"[*?\[]")


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedSite:
    """What a check has found: the file of every page by docname, and the problems."""

    paths: dict[str, Path]
    problems: list[Problem]


@dataclass(slots=True, kw_only=True)
class _Page:
    """What the check of a site needs of a page."""

    record: Record | None = None
    problems: list[Problem]
    topics: list[Topic]
    entries: list[tuple[str, bool]]
    orphan: bool = False


def check_site(folder: Path) -> CheckedSite:
    """Read the pages of a site and check them, alone and together.

    :param folder: the site's, with its ``conf.py`` if it has one, which is executed, as
        Sphinx does; an extension's own settings and file types are not known here
    :raises ConfigError: where the settings are wrong
    """
    config = read_settings(folder)
    suffixes = _suffixes(config, known=(folder / CONF).is_file())
    paths = _find_pages(folder, config, suffixes)
    reader = _Reader(config)
    pages = {
        docname: reader.read(docname, path, markdown=suffixes[_suffix(path, suffixes)])
        for docname, path in paths.items()
    }
    site = Site(
        archive=Archive(
            {docname: page.record for docname, page in pages.items() if page.record},
            vocabulary=[topic for page in pages.values() for topic in page.topics],
            aliases=config.eventnotes_people,
        ),
        pages=frozenset(pages),
        toctrees={
            docname: list(_included(docname, page, paths, suffixes))
            for docname, page in pages.items()
        },
        free=frozenset(docname for docname, page in pages.items() if page.orphan),
        root=config.root_doc,
        different=config.eventnotes_different_people,
    )
    problems = all_problems(site, [one for page in pages.values() for one in page.problems])
    return CheckedSite(
        paths=paths,
        problems=[one for one in problems if not _is_suppressed(one.code, config)],
    )


def read_settings(folder: Path) -> Config:
    """Return the settings of the site in *folder*, the defaults where it has none.

    :raises ConfigError: where they can't be read, or one of ours is not what it must be
    """
    if (folder / CONF).is_file():
        config = Config.read(folder, overrides={}, tags=Tags())
    else:
        config = Config({"exclude_patterns": _NO_PAGES})
    add_settings(config, SETTINGS)
    check_settings(config, SETTINGS)
    return config


def _is_suppressed(code: str, config: Config) -> bool:
    silent = config.suppress_warnings
    return is_suppressed_warning(TYPE, code, silent) or (
        code == "unreachable" and is_suppressed_warning("toc", "not_included", silent)
    )


def _suffixes(config: Config, *, known: bool) -> dict[str, bool]:
    """Return for each ending of a page's file name whether it is Markdown's."""
    value = config.source_suffix
    if not isinstance(value, dict):
        value = dict.fromkeys([value] if isinstance(value, str) else value)
    suffixes = {
        suffix: _MARKUPS[markup or "restructuredtext"]
        for suffix, markup in value.items()
        if (markup or "restructuredtext") in _MARKUPS
    }
    if not known or any(name.startswith("myst") for name in config.extensions):
        suffixes.setdefault(".md", True)
    return suffixes


def _suffix(path: Path, suffixes: dict[str, bool]) -> str:
    return next(suffix for suffix in suffixes if path.name.endswith(suffix))


def _find_pages(folder: Path, config: Config, suffixes: dict[str, bool]) -> dict[str, Path]:
    """Return the file of every page, by docname."""
    project = Project(folder, suffixes)
    exclude = [
        *config.exclude_patterns,
        *config.templates_path,
        *_value(config, "html_static_path", []),
        *_value(config, "html_extra_path", []),
        *EXCLUDE_PATHS,
    ]
    paths: dict[str, Path] = {}
    for name in get_matching_files(folder, config.include_patterns, exclude):
        if docname := project.path2doc(name):
            paths.setdefault(docname, folder / name)
    return dict(sorted(paths.items()))


def _value(config: Config, name: str, default: Any) -> Any:
    """Return a setting that is not of Sphinx's core, as ``conf.py`` has it."""
    if name not in config:
        config.add(name, default, "", types=())
    return config[name]


class _Reader:
    """Reads pages one by one, parsing only those that can have something to tell."""

    def __init__(self, config: Config) -> None:
        self._config = config
        self._names = FieldNames(config.eventnotes_field_names)
        self._places = layout_of(config)
        self._parsers: dict[bool, PageParser] = {}
        self._more = (config.rst_prolog, config.rst_epilog)

    def read(self, docname: str, path: Path, *, markdown: bool) -> _Page:
        """Return what a page tells; of one that can't be read, that it can't."""
        page = _Page(problems=[], topics=[], entries=[])
        try:
            text = path.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError as error:
            line = path.read_bytes()[: error.start].count(b"\n") + 1
            message = f"the page is not UTF-8 text ({error.reason}): save it in UTF-8"
            page.problems.append(_unreadable(docname, line, message))
        except OSError as error:
            message = f"the page can't be read ({error.strerror}): see to its file"
            page.problems.append(_unreadable(docname, 1, message))
        else:
            if self._tells(docname, text, markdown=markdown):
                self._fill(page, docname, self._parse(docname, text, path, markdown=markdown))
        return page

    def _tells(self, docname: str, text: str, *, markdown: bool) -> bool:
        """Tell whether a page is a record's, or the vocabulary, or leads to other pages."""
        if self._places.kind(docname) or docname == self._config.eventnotes_topics_page:
            return True
        # A toctree in an example must not load Markdown's parser, which takes long.
        is_plain = markdown and not _MYST_TREE.search(text)
        return "orphan" in text or ("toctree" in text and not is_plain)

    def _tells_below(self, docname: str, text: str) -> bool:
        """Tell whether more of a page matters than its title and fields."""
        return docname == self._config.eventnotes_topics_page or any(
            word in text for word in ("toctree", "orphan", OUTSIDE_DATES)
        )

    def _parse(self, docname: str, text: str, path: Path, *, markdown: bool) -> nodes.document:
        parser = self._parser(markdown=markdown)
        if markdown:
            return parser.parse(text, str(path))
        # After the page, where they don't change the lines' numbers.
        more = "".join(f"\n\n{one}" for one in self._more if one)
        top = text if self._tells_below(docname, text) else head(text)
        document = parser.parse(top + more, str(path))
        if top != text and field_list(document) is None:
            document = parser.parse(text + more, str(path))
        return document

    def _parser(self, *, markdown: bool) -> PageParser:
        if markdown not in self._parsers:
            names = ("enable_extensions", "heading_anchors", "substitutions", "fence_as_directive")
            values = {f"myst_{name}": _value(self._config, f"myst_{name}", None) for name in names}
            given = {name: value for name, value in values.items() if value is not None}
            self._parsers[markdown] = PageParser(markdown=markdown, settings=given)
        return self._parsers[markdown]

    def _fill(self, page: _Page, docname: str, document: nodes.document) -> None:
        if docname == self._config.eventnotes_topics_page:
            page.topics = vocabulary(document, docname)
        restore_initials(document)
        raw = raw_page(document, docname, self._places, self._names)
        if raw is not None:
            reading = read_page(raw, self._names)
            page.record = reading.record
            page.problems.extend(reading.problems)
        page.entries = [
            (entry, node["glob"])
            for node in document.findall(toctree)
            for entry in node["entries"]
        ]
        page.orphan = any(
            "orphan" in (node.tagname, node[0].astext()) for node in front_matter(document)
        )


def _unreadable(docname: str, line: int, message: str) -> Problem:
    return Problem(docname=docname, line=line, code="unreadable-page", message=message)


def _included(
    docname: str, page: _Page, paths: dict[str, Path], suffixes: dict[str, bool]
) -> Iterator[str]:
    """Yield the pages that the toctrees of a page name."""
    for entry, is_glob in page.entries:
        titled = explicit_title_re.match(entry)
        if url_re.match(entry):
            continue
        if is_glob and _GLOB.search(entry) and not titled:
            yield from patfilter(paths.keys() - {docname}, docname_join(docname, entry))
        else:
            target = titled[2] if titled else entry
            ending = next((one for one in suffixes if target.endswith(one)), "")
            yield docname_join(docname, target.removesuffix(ending))
