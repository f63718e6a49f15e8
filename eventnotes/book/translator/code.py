"""Code: highlighted blocks, doctests, parsed literals and productions."""

from __future__ import annotations

import re
from typing import Any

from docutils import nodes

from eventnotes.book.translator.base import TranslatorBase, closing, opening

#: Lines without a word, such as a final bracket, which no page begins with.
_CLOSING = re.compile(r"[\W_]+\Z")


class CodePart(TranslatorBase):
    """Translates blocks with significant line breaks."""

    def visit_literal_block(self, node: nodes.Element) -> None:
        """Write highlighted code, or a parsed literal if it contains markup."""
        if node.rawsource != node.astext():
            self.literal += 1
            self.begin(node, "#parsed[")
            return
        arguments: dict[str, Any] = dict(node.get("highlight_args", {}))
        marked = sorted(arguments.pop("hl_lines", ()))
        start = self.number(node, arguments.pop("linenostart", 1))
        numbered = f"start: {start}, " if node.get("linenos") else ""
        emphasised = f"marked: ({''.join(f'{line}, ' for line in marked)}), " if marked else ""
        self._code(node, node.get("language", "default"), f"{numbered}{emphasised}")
        raise nodes.SkipNode

    depart_literal_block = closing("]\n\n", literal=True)

    def visit_doctest_block(self, node: nodes.Element) -> None:
        self._code(node, "pycon", "")
        raise nodes.SkipNode

    def _code(self, node: nodes.Element, language: str, options: str) -> None:
        text = node.astext()
        self.warn_of_glyphs(text, node)
        lines = self.context.highlighter.lines(
            text,
            language,
            force=node.get("force", False),
            location=node,
            missing=self.missing,
        )
        closing = [number for number, line in enumerate(text.splitlines()) if _CLOSING.match(line)]
        if closing:
            options += f"held: ({''.join(f'{number}, ' for number in closing)}), "
        self.begin(node, f"#code({options}\n" if options else "#code(\n")
        for line in lines:
            self.add(f"[{line}],\n")
        self.add(")\n\n")

    def visit_caption(self, node: nodes.Element) -> None:
        """Open the caption of code or a toctree. Figures handle their captions."""
        self.in_caption += 1
        self.begin(node, "#caption-of[")
        self.add(self.figure_number(node.parent))

    def depart_caption(self, node: nodes.Element) -> None:
        self.in_caption -= 1
        self.settle()
        self.add("]\n")

    visit_productionlist = opening("#parsed[", literal=True)
    depart_productionlist = depart_literal_block
    visit_production = depart_production = TranslatorBase.nothing
