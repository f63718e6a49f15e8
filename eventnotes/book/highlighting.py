"""Highlighted code: Pygments tokens as Typst markup, line by line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pygments.formatter import Formatter
from pygments.token import Token

from eventnotes.book import escaping
from eventnotes.internals import PygmentsBridge

if TYPE_CHECKING:
    from collections.abc import Iterable

    from _typeshed import SupportsWrite
    from pygments.token import _TokenType


class TypstFormatter(Formatter[str]):
    """Writes each line of code as one line of Typst markup.

    *missing* are the characters that no font has.
    """

    def __init__(self, *, missing: frozenset[str] = frozenset(), **options: Any) -> None:
        super().__init__(**options)
        self.missing = missing
        self._styles = dict(self.style)

    def format(
        self, tokensource: Iterable[tuple[_TokenType, str]], outfile: SupportsWrite[str]
    ) -> None:
        for kind, text in tokensource:
            for number, part in enumerate(text.split("\n")):
                if number:
                    outfile.write("\n")
                if part:
                    outfile.write(self._token(kind, part))

    def _token(self, kind: _TokenType, text: str) -> str:
        pieces = escaping.strings(text, self.missing)
        options = self._options(kind) if text.strip() else ""
        return f"#tok({options}, {pieces})" if options else f"#lit({pieces})"

    def _options(self, kind: _TokenType) -> str:
        while kind not in self._styles:  # lexers can have token types that no style has
            kind = kind.parent or Token
        style = self._styles[kind]
        found = []
        if style["color"]:
            found.append(f'fill: rgb("{style["color"]}")')
        if style["bold"]:
            found.append('weight: "bold"')
        if style["italic"]:
            found.append('style: "italic"')
        return ", ".join(found)


class TypstHighlighter(PygmentsBridge):
    """Highlights code with Sphinx's lexers, fallbacks and warnings."""

    html_formatter = TypstFormatter  # type: ignore[assignment]

    def lines(self, source: str, lang: str, **options: Any) -> list[str]:
        """Return the markup of each line of *source* in language *lang*.

        *options* are those of `PygmentsBridge.highlight_block`, and *missing*.
        """
        markup = self.highlight_block(source.rstrip("\n"), lang, **options)
        return markup.rstrip("\n").split("\n")
