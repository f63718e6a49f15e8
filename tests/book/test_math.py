"""LaTeX math in the book: translated, or printed as source."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf
import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st
from sphinx.util.console import strip_colors

from eventnotes.book.math import UntranslatableError, translate
from tests.book.words import read

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.testing.util import SphinxTestApp

    Make = Callable[..., SphinxTestApp]

#: Formulas, and the signs of their text in the PDF, in order.
FORMULAS = {
    r"x^2": "𝑥2",
    r"\frac{a}{b}": "𝑎𝑏",
    r"\sqrt{x}": "√𝑥",
    r"\sqrt[3]{x+1}": "𝑥+1",
    r"\sum_{i=1}^{n} i": "∑",
    r"\int_0^\infty e^{-x^2}\,dx": "∫",
    r"\lim_{x \to 0} \frac{\sin x}{x} = 1": "lim",
    r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}": "(𝑎𝑐𝑏𝑑)",
    r"\begin{bmatrix} 1 & 0 \\ 0 & 1 \end{bmatrix}": "1001",
    r"f(x) = \begin{cases} 1 & x > 0 \\ 0 & \text{otherwise} \end{cases}": "otherwise",
    r"\alpha + \beta = \gamma": "𝛼+𝛽=𝛾",
    r"\mathbf{x} \cdot \mathbf{y}": "𝐱·𝐲",
    r"\mathbb{R}^n \to \mathcal{L}": "ℝ𝑛→",
    r"\hat{x} + \vec{v}": "𝑥",
    r"a \leq b \geq c \neq d \approx e": "𝑎≤𝑏≥𝑐≠𝑑≈𝑒",
    r"A \cup B \cap C \subseteq D": "𝐴∪𝐵∩𝐶⊆𝐷",
    r"\forall x \in X, \exists y": "∀𝑥∈𝑋,∃𝑦",
    r"\left( \frac{a}{b} \right)": "𝑎𝑏",
    r"\left[ \frac{a}{b} \right\rangle": "𝑎𝑏",
    r"\binom{n}{k}": "𝑛𝑘",
    r"\overline{AB}": "𝐴𝐵",
    r"\overbrace{a+b}^{n}": "𝑎+𝑏",
    r"\nabla \times \mathbf{E} = -\frac{\partial \mathbf{B}}{\partial t}": "∇×𝐄=",
    r"e^{i\pi} + 1 = 0": "+1=0",
    r"\operatorname{rank}(A)": "rank(𝐴)",
    r"O(n \log n)": "𝑂(𝑛log𝑛)",
    r"x \mapsto x^2": "𝑥↦𝑥2",
    r"a_{ij} b^{kl} c_i^j": "𝑎𝑖𝑗𝑏𝑘𝑙𝑐",
    r"\prod_{p} \frac{1}{1-p^{-s}}": "∏",
    r"\begin{aligned} a &= b \\ c &= d \end{aligned}": "𝑎=𝑏𝑐=𝑑",
    r"P(A \mid B)": "𝑃(𝐴∣𝐵)",
    r"\lfloor x \rfloor": "⌊𝑥⌋",
    r"1, \ldots, n": "1,…,𝑛",
    r"50\%": "50%",
    r"\{ x \mid x > 0 \}": "{𝑥∣𝑥>0}",
    r"\text{if } x": "if",
    r"f'(x)": "𝑓′(𝑥)",
    r"\mathfrak{g}": "𝔤",
    r"\iint_D f\,dA": "∬",
    r"a \ll b \gg c": "𝑎≪𝑏≫𝑐",
    r"\underset{x}{\operatorname{argmin}}": "argmin",
    r"\text{$#panic()$} #panic() $x$": "$#panic()$#𝑝𝑎𝑛𝑖𝑐()$𝑥$",
}
REFUSED = [r"\unknowncommand{x}", r"\frac{a", r"\cancel{x}", r"\input{/etc/passwd}", "a\x01"]


#: Parts of formulas.
PIECES = [
    *"{}^_&x1 '\"#$;,/!|()[]~@<>-*:%", "\\\\", r"\frac{a}{b}", r"\left(", r"\right)", r"\sqrt",
    r"\hat", r"\begin{matrix}", r"\end{matrix}", r"\begin{cases}", r"\end{cases}", r"\text{ab}",
    r"\sum",
    r"\quad", r"\overline", r"\limits", r"\not", r"\mathbb", r"\underbrace", r"\overset", r"\,",
]  # fmt: skip
SOUP = st.lists(st.sampled_from(PIECES), max_size=9).map("".join)


def project(make: Make, text: str) -> SphinxTestApp:
    app = make("small")
    page = Path(app.srcdir, "credits.rst")
    page.write_text(f"{page.read_text()}\n{text}\n", "utf-8")
    return make("small", extensions=["eventnotes.book", "sphinx.ext.mathjax"])


def test_formulas_are_translated_with_alternative_text(make: Make) -> None:
    app = project(make, "".join(f".. math::\n\n   {tex}\n\n" for tex in FORMULAS))
    app.build()
    assert app.warning.getvalue() == ""
    pdf = Path(app.outdir, "small.pdf")
    text = "".join(read(pdf).body)
    place = 0
    for tex, signs in FORMULAS.items():
        assert (place := text.find(signs, place)) >= 0, tex
    with pikepdf.open(pdf) as document:
        told = {
            str(item.Alt)
            for item in document.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/Formula"
        }
    assert told == set(FORMULAS)


def test_unsupported_math_is_printed_as_source_with_a_warning(make: Make) -> None:
    app = project(make, r"A :math:`\unknowncommand{x}` :math:`𓀀` here.")
    app.build()
    warning = strip_colors(app.warning.getvalue())
    assert "credits.rst:6: WARNING: math is printed as LaTeX source" in warning
    assert r"does not support \unknowncommand:" in warning
    assert "does not support U+13000:" in warning
    assert r"A\unknowncommand{x}U+13000here." in "".join(read(Path(app.outdir, "small.pdf")).body)


def test_equations_have_numbers_and_links(make: Make) -> None:
    app = project(make, "See :eq:`one`.\n\n.. math:: E = m c^2\n   :label: one\n")
    app.build()
    assert app.warning.getvalue() == ""
    assert "See(1).𝐸=𝑚𝑐2(1)" in "".join(read(Path(app.outdir, "small.pdf")).body)


@pytest.mark.parametrize("tex", REFUSED)
def test_nothing_is_guessed(tex: str) -> None:
    with pytest.raises(UntranslatableError):
        translate(tex)


@given(tex=st.text(st.sampled_from("\\#$\"{}[]()&_^;,/*%ab1 \n'"), max_size=30))
def test_nothing_in_a_formula_is_code(tex: str) -> None:
    try:
        formula = translate(tex)
    except UntranslatableError:
        return
    outside = re.sub(r'"(\\.|[^"\\])*"|\\.|#h\([-0-9.]+em\)|#(none|true)', "", formula)
    assert not set(outside) & set('#$"'), formula


@settings(max_examples=20, deadline=None)
@given(formulas=st.lists(SOUP, min_size=20, max_size=60))
def test_what_is_translated_compiles(formulas: list[str]) -> None:
    source = []
    for tex in formulas:
        with suppress(UntranslatableError):
            source.append(f"$ {translate(tex)} $")
    typst.compile("\n\n".join(source).encode(), format="pdf")
