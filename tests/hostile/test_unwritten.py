"""A page whose writing raises an exception: its text is kept, and a missing page is an error."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.hostile.sites import CONF, build, write

if TYPE_CHECKING:
    from pathlib import Path

PAGES = {
    f"page{number}.rst": f"Page {number}\n{'=' * 20}\n\nwords {number}\n" for number in range(12)
}
BAD = "Bad\n===\n\nwords before\n\n{0}\n\nwords after\n"
WITH_BAD = {**PAGES, "bad.rst": BAD.format(".. caution:: x")}


def raising(where: str) -> str:
    """Return settings with an extension that raises on the page ``bad``."""
    return CONF + (
        "class Broken(Exception):\n    pass\n\n"
        "def page(app, name, template, context, doctree):\n"
        f"    if name == 'bad' and {where == 'page'}:\n        raise Broken('by design')\n\n"
        "def visit(self, node):\n"
        f"    if self.builder.current_docname == 'bad' and {where == 'node'}:\n"
        "        raise Broken('by design')\n\n"
        "def depart(self, node):\n    pass\n\n"
        "def setup(app):\n    from docutils import nodes\n"
        "    app.connect('html-page-context', page)\n"
        "    app.add_node(nodes.caution, override=True, html=(visit, depart))\n"
    )


def html(folder: Path, name: str) -> Path:
    return folder / name.replace(".rst", ".html")


def missing(folder: Path) -> list[str]:
    return [name for name in [*PAGES, "bad.rst"] if not html(folder, name).exists()]


@pytest.mark.parametrize("parallel", [1, 3])
def test_a_node_that_raises_costs_its_markup_alone(tmp_path: Path, parallel: int) -> None:
    site = tmp_path / "site"
    write(
        site,
        WITH_BAD,
        raising("node"),
    )
    built = build(site, parallel=parallel)
    assert missing(built.folder) == []
    text = (built.folder / "bad.html").read_text("utf-8")
    assert "words before" in text
    assert "words after" in text
    assert "bad.rst: WARNING: this page cannot be written (Broken: by design)" in built.said


@pytest.mark.parametrize("parallel", [1, 3])
def test_a_page_that_cannot_be_written_is_an_error(tmp_path: Path, parallel: int) -> None:
    site = tmp_path / "site"
    write(
        site,
        WITH_BAD,
        raising("page"),
    )
    built = build(site, parallel=parallel)
    assert missing(built.folder) == ["bad.rst"]
    assert "bad.rst: ERROR: the page was not written" in built.said
    assert built.status == 1
    # Once the cause is gone, the page is there, though it has not changed itself.
    (site / "conf.py").write_text(CONF, "utf-8")
    again = build(site, parallel=parallel)
    assert missing(again.folder) == []
    assert again.status == 0


def test_a_page_that_stands_from_before_is_an_error_too(tmp_path: Path) -> None:
    site = tmp_path / "site"
    write(site, WITH_BAD)
    assert build(site).status == 0
    write(site, WITH_BAD, raising("page"))
    built = build(site, parallel=3)
    assert "bad.rst: ERROR: the page was not written" in built.said
    assert built.status == 1


FORMULAS = ["a & b", "^2", r"a \\ b", "_", "}", "{", r"\frac", r"\left(", r"\begin{matrix}", "a^",
            "&", r"\\", r"\sqrt[", r"\text{", "$", r"\unknown{x}", r"\color{red}{",
            "^^", "__"]  # fmt: skip


@pytest.mark.parametrize("parallel", [1, 3])
def test_formulas_cost_no_page(tmp_path: Path, parallel: int) -> None:
    site = tmp_path / "site"
    bad = {f"math{n}.rst": BAD.format(f":math:`{one}`") for n, one in enumerate(FORMULAS)}
    write(site, {**PAGES, **bad})
    built = build(site, parallel=parallel)
    for name in {**PAGES, **bad}:
        assert "words" in html(built.folder, name).read_text("utf-8"), name
    assert "math0.rst:6: WARNING: the formula 'a & b' cannot be converted" in built.said
    assert built.status == 0


TOKENS = st.sampled_from(
    [*FORMULAS, "a", "1", " ", r"\frac{1}{2}", r"\sum", r"\int", r"\begin{cases}", r"\end{cases}",
     r"\left", r"\right", ")", "[", "]", r"\,", r"\mathbb{R}", r"\hat", r"\over", "'", "ä", "漢"]
)  # fmt: skip


@settings(max_examples=4, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(TOKENS, min_size=1, max_size=8).map("".join), min_size=30, max_size=60))
def test_no_formula_ends_a_build(tmp_path: Path, formulas: list[str]) -> None:
    blocks = (f".. math::\n\n   {one}" for one in formulas)
    write(
        tmp_path / "site",
        {"p.rst": "P\n=\n\nwords first\n\n" + "\n\n".join(blocks) + "\n\nwords last\n"},
    )
    text = (build(tmp_path / "site").folder / "p.html").read_text("utf-8")
    assert "words first" in text
    assert "words last" in text
