"""Formulas as MathML, which browsers render without scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from eventnotes.internals import formula_renderers, get_node_equation_number, tex2mathml
from eventnotes.settings.theme import is_in_use
from eventnotes.text.warning import warn

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from eventnotes.internals import HTML5Translator


def visit_math(self: HTML5Translator, node: nodes.math) -> None:
    """Write an inline formula."""
    self.body.append(self.starttag(node, "span", "", CLASS="math"))
    self.body.append(f"{_mathml(self, node, block=False)}</span>")
    raise nodes.SkipNode


def visit_math_block(self: HTML5Translator, node: nodes.math_block) -> None:
    """Write a block formula with its number."""
    self.body.append(self.starttag(node, "div", CLASS="math wy-table-responsive"))
    if node["number"]:
        self.body.append(f'<span class="eqno">({get_node_equation_number(self, node)})')
        self.add_permalink_ref(node, "¶")
        self.body.append("</span>")
    self.body.append(f"{_mathml(self, node, block=True)}</div>\n")
    raise nodes.SkipNode


def _mathml(self: HTML5Translator, node: nodes.math | nodes.math_block, *, block: bool) -> str:
    """Return a formula as MathML, or its source as code if the conversion fails."""
    try:
        return str(tex2mathml(node.astext(), as_block=block))
    except Exception as error:  # MathError, and others from its parser
        message = (
            f"the formula {node.astext().strip()!r} cannot be converted to MathML and is shown as "
            f"source: {str(error) or type(error).__name__}"
        )
        warn("bad-formula", message, node)
        return f"<code>{self.encode(node.astext())}</code>"


def set_formulas(app: Sphinx) -> None:
    """Replace MathJax, Sphinx's default, unless the site has chosen another renderer."""
    if is_in_use(app.builder) and formula_renderers(app) == ["mathjax"]:
        app.add_html_math_renderer("mathml", (visit_math, None), (visit_math_block, None))
