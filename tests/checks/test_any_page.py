"""Pages of any text: read without a traceback, told of at a line of theirs, and built."""

from __future__ import annotations

import re
from io import StringIO
from typing import TYPE_CHECKING, Any, ClassVar

import pytest
from docutils import nodes
from docutils.parsers.rst import Directive, directives
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st
from sphinx.testing.util import SphinxTestApp

from eventnotes.checks.report import site_of
from eventnotes.checks.table import CHECKS, all_problems
from eventnotes.commands.quick_markup import PageParser, head
from eventnotes.commands.quick_site import check_site
from eventnotes.domain import NotesDomain
from eventnotes.reading.field_list import dress, link_fields
from eventnotes.reading.page import OUTSIDE_DATES, field_list, raw_page, restore_initials
from eventnotes.records.fields import FieldNames, read_page
from eventnotes.records.layout import Layout
from tests.checks.sites import CONF

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from eventnotes.records.fields import Reading
    from eventnotes.records.model import Problem

DOCNAME = "spring/talks/any"
NAMES = FieldNames()
SLOW = settings(
    max_examples=20,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)

_ANY = st.text(st.characters(codec="utf-8"), max_size=40)
_LINE = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Zl", "Zp"]), max_size=30)
_FIELD = st.builds(
    ":{}: {}\n".format,
    st.sampled_from(
        ["Date", "Speaker", "Speakers", "Topics", "Slides", "Id", "Speekers", "Links"]
    ),
    st.one_of(
        _LINE,
        st.sampled_from(
            [
                "2013-03-15",
                "March 15, 2013",
                "Ann Lee",
                "R. Hettinger",
                "Ann Lee and Bob Ray",
                "`slides <https://example.org>`__",
                "`later`_",
                "|gone|",
                "[1]_ and x_",
                "https://example.org:port",
                ":py:mod:`~os.path`",
                "\n  - one\n  - two",
                "",
            ]
        ),
    ),
)
_REST = st.sampled_from(
    [
        "Title\n=====\n\n",
        "#####\nTitle\n#####\n\n",
        "More\n----\n\n",
        "Short\n==\n\n",
        "====\n\n",
        "\n",
        "Text, and *more* `of` it.\n\n",
        ".. index:: one\n\n",
        ".. highlight:: python\n\n",
        ".. comment\n\n",
        ".. _later: https://example.org/later\n\n",
        "`named <https://example.org>`_\n\n",
        ".. |gone| replace:: here\n\n",
        ".. [1] A note.\n\n",
        ".. note:: Mind this.\n\n",
        ".. admonition:: Day\n   :class: outside-dates\n\n   So.\n\n",
        ".. toctree::\n\n   any\n\n",
        ".. unknown:: thing\n   :option: x\n\n   :Date: 2012-01-01\n\n",
        "::\n\n   Literal\n   =======\n\n",
        "===\none\n===\n\n",
        "- point\n\n  Heading\n  =======\n\n",
        "=====  =====\na      b\n=====  =====\n\n",
    ]
)
_MARKDOWN = st.sampled_from(
    [
        "# Title\n\n",
        "## More\n\n",
        "---\ndate: 2013-03-15\nspeaker: [Ann Lee]\n---\n",
        "---\ndate: [\n---\n",
        "---\n",
        "Text, and *more* `of` it.\n\n",
        "```{admonition} Day\n:class: outside-dates\nSo.\n```\n\n",
        "```{unknown} thing\n:option: x\n```\n\n",
        "{py:mod}`os` and {far}`out`\n\n",
        "<script>alert(1)</script>\n\n",
        "[there](https://example.org) <ftp://>\n\n",
        "$$\nx\n$$\n\n",
        "\n",
    ]
)


def pages(parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Return pages made of *parts*, fields and text, in an order that is often right."""
    mixed = st.lists(st.one_of(parts, parts, _FIELD, _ANY), max_size=8).map("".join)
    usual = st.builds("{}{}\n{}".format, parts, st.lists(_FIELD, max_size=5).map("".join), mixed)
    return st.one_of(_ANY, mixed, usual)


def assert_told(problems: list[Problem], text: str) -> None:
    last = len(text.splitlines()) + 1
    for problem in problems:
        assert 1 <= problem.line <= last, problem
        assert "\n" not in problem.message


@pytest.mark.parametrize("markdown", [False, True])
@settings(SLOW, max_examples=150)
@given(data=st.data())
def test_any_page_is_read(markdown: bool, data: st.DataObject) -> None:
    text = data.draw(pages(_MARKDOWN if markdown else _REST))
    parser = PageParser(markdown=markdown, settings={"myst_enable_extensions": ["fieldlist"]})
    document = parser.parse(text, "any")
    restore_initials(document)
    raw = raw_page(document, DOCNAME, Layout(), NAMES)
    assert raw is not None
    reading = read_page(raw, NAMES)
    assert_told(reading.problems, text)
    dress(document, reading.record, NAMES)
    link_fields(document, {DOCNAME: reading.record}, NAMES)


def read(parser: PageParser, text: str) -> Reading | None:
    document = parser.parse(text, "any")
    if field_list(document) is None:
        return None
    restore_initials(document)
    raw = raw_page(document, DOCNAME, Layout(), NAMES)
    return read_page(raw, NAMES) if raw else None


@settings(SLOW, max_examples=300)
@given(pages(_REST))
@example(
    "Title\n=====\n\n:Slides: `later`_\n\nMore\n----\n\n.. _later: https://example.org:port\n"
)
@example("Title\n=====\n\n:Slides: later_\n\nMore\n----\n\n`later <javascript:x>`_\n")
@example("Title\n=====\n\n:Speaker: |who|\n\nMore\n----\n\n.. |who| replace:: Ann, Ann\n")
@example("Title\n=====\n\n:Date: 2013-03-15\n====\n\n:Speaker: Ann\n\nMore\n----\n")
@example("Title\n=====\n\n====\nRule\n====\n\n:Date: soon\n")
def test_the_top_of_a_page_tells_what_the_whole_does(text: str) -> None:
    parser = PageParser(markdown=False, settings={})
    top = head(text)
    if OUTSIDE_DATES not in text and (found := read(parser, top)) is not None:
        assert found == read(parser, text)


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SphinxTestApp]:
    """One site with one event, whose one talk is the page in question."""
    site = tmp_path_factory.mktemp("any")
    (site / "conf.py").write_text(CONF, "utf-8")
    (site / "index.rst").write_text("Site\n====\n\n.. toctree::\n\n   spring/index\n", "utf-8")
    (site / "spring" / "talks").mkdir(parents=True)
    (site / "spring" / "index.rst").write_text(
        "Spring\n======\n\n:Dates: 2013-03-15\n\n.. toctree::\n\n   talks/any\n", "utf-8"
    )
    app = SphinxTestApp(
        "html", srcdir=site, warning=StringIO(), confoverrides={"html_theme": "basic"}
    )
    # As an extension would make them known: the check takes every name for an extension's.
    app.add_directive("unknown", Around)
    app.add_generic_role("far", nodes.emphasis)
    yield app
    app.cleanup()


class Around(Directive):
    """A directive around other markup, as tabs and cards are."""

    has_content = True
    optional_arguments = 1
    option_spec: ClassVar[Any] = {"option": directives.unchanged}

    def run(self) -> list[nodes.Node]:
        """Return a container of what is in it."""
        node = nodes.container()
        self.state.nested_parse(self.content, self.content_offset, node)
        return [node] if node.children else []


def build(app: SphinxTestApp, name: str, text: str) -> Path:
    """Build the site with a talk of *text*; return the page."""
    talks = app.srcdir / "spring" / "talks"
    for old in talks.iterdir():
        old.unlink()
    (talks / name).write_bytes(text.encode())
    page = app.outdir / f"{DOCNAME}.html"
    page.unlink(missing_ok=True)
    app.build(force_all=True)
    return page


@pytest.mark.parametrize("name", ["any.rst", "any.md"])
@SLOW
@given(data=st.data())
def test_any_page_is_built_and_checked_alike(
    app: SphinxTestApp, name: str, data: st.DataObject
) -> None:
    text = data.draw(pages(_REST if name == "any.rst" else _MARKDOWN))
    told = len(app.warning.getvalue())
    assert build(app, name, text).is_file()
    # What a name stands for that no extension knows is an error to a build, and its text is lost.
    assume(not re.search("(?i)unknown (directive|interpreted)", app.warning.getvalue()[told:]))
    assert_same_problems(app, text)


def test_field_after_an_unknown_directive_is_checked_alike(app: SphinxTestApp) -> None:
    assert_alike(app, "any.rst", ".. h:: p\n\n:Date:")
    assert_alike(app, "any.rst", ".. highlight:: p\n\n:Date: x")


_OF_BUILDS = frozenset(check.code for check in CHECKS if check.scope == "build")


def assert_alike(app: SphinxTestApp, name: str, text: str) -> None:
    assert build(app, name, text).is_file()
    assert_same_problems(app, text)


def assert_same_problems(app: SphinxTestApp, text: str) -> None:
    read = [one for found in NotesDomain.of(app.env).problems.values() for one in found]
    built = all_problems(site_of(app.env), read)
    assert_told([one for one in built if one.docname == DOCNAME], text)
    # What only a build finds, such as HTML in Markdown, the command line does not look for.
    assert check_site(app.srcdir).problems == [one for one in built if one.code not in _OF_BUILDS]
