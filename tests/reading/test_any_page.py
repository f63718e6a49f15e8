"""Pages of any text: read without a traceback, reported at a line of theirs, and built."""

from __future__ import annotations

import shutil
from io import StringIO
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sphinx.testing.util import SphinxTestApp

from eventnotes.checks.report import site_of
from eventnotes.checks.rules import all_problems
from eventnotes.domain import NotesDomain
from tests.checks.sites import CONF

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eventnotes.records.model import Problem

DOCNAME = "spring/talks/any"
SLOW = settings(
    max_examples=25,
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


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SphinxTestApp]:
    """One site with one event, whose one talk is the page in question."""
    site = tmp_path_factory.mktemp("any")
    (site / "conf.py").write_text(CONF, "utf-8")
    (site / "index.rst").write_text("Site\n====\n\n.. toctree::\n\n   spring/index\n", "utf-8")
    (site / "spring").mkdir()
    (site / "spring" / "index.rst").write_text(
        "Spring\n======\n\n:Dates: 2013-03-15\n\n.. toctree::\n\n   talks/any\n", "utf-8"
    )
    app = SphinxTestApp(
        "html", srcdir=site, warning=StringIO(), confoverrides={"html_theme": "basic"}
    )
    yield app
    app.cleanup()


def assert_built(app: SphinxTestApp, name: str, text: str) -> None:
    """Build the site with a talk of *text*."""
    talks = app.srcdir / "spring" / "talks"
    shutil.rmtree(talks, ignore_errors=True)
    talks.mkdir()
    (talks / name).write_bytes(text.encode())
    page = app.outdir / f"{DOCNAME}.html"
    page.unlink(missing_ok=True)
    app.build(force_all=True)
    assert page.is_file()
    read = NotesDomain.of(app.env).problems.get(DOCNAME, ())
    told = all_problems(site_of(app.env), read)
    assert_told([one for one in told if one.docname == DOCNAME], text)


@SLOW
@given(pages(_REST))
@example(".. h:: p\n\n:Date:")
@example("Title\n=====\n\n:Slides: later_\n\nMore\n----\n\n`later <javascript:x>`_\n")
@example("Title\n=====\n\n:Speaker: |who|\n\nMore\n----\n\n.. |who| replace:: Ann, Ann\n")
@example("Title\n=====\n\n:Date: 2013-03-15\n====\n\n:Speaker: Ann\n\nMore\n----\n")
def test_any_page(app: SphinxTestApp, text: str) -> None:
    assert_built(app, "any.rst", text)


@SLOW
@given(pages(_MARKDOWN))
def test_any_markdown_page(app: SphinxTestApp, text: str) -> None:
    assert_built(app, "any.md", text)
