"""Write plain text as reStructuredText or Markdown in which nothing is markup."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from unicodedata import east_asian_width
from urllib.parse import quote, urlsplit

from eventnotes.records.fields import url_fault
from eventnotes.text.plain import printable

if TYPE_CHECKING:
    from collections.abc import Sequence

# https://docutils.sourceforge.io/docs/ref/rst/restructuredtext.html#inline-markup: signs of inline
# markup, underscores of references, and the signs of addresses, which docutils would link.
_RST = re.compile(r"[\\*`|]|_(?!\w)|(?<!\w)_|(?<=[A-Za-z]):(?=\S)|(?<=\S)@(?=\S)|:(?=:)")
# https://spec.commonmark.org/0.31.2/#ascii-punctuation-character, less what has no meaning within
# a line; with the signs of MyST.
_MARKDOWN = re.compile(r"[\\`*{}\[\]<>#|~$&^=!]|_(?!\w)|(?<!\w)_|(?<=[A-Za-z]):(?=\S)")
# What begins a list, a directive, a field, an option, a table, a line block or a rule, and the
# number of an item ("A. Lee" too). Markdown knows escapes of ASCII signs only.
_NUMBER = r"(\w{1,12})(?=[.)](?:\s|$))"
_RST_START = re.compile(rf"^(?:(?=[-+•‣⁃.:/>(=%@])|(?=[^\w\s\\]+$)|{_NUMBER})")
_MARKDOWN_START = re.compile(rf"^(?:(?=[-+.:>(=%@])|{_NUMBER})")
# What an address may contain as it is; the rest is encoded.
_ADDRESS = ":/?#[]@!$&'()+,;=%~-."


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """Words of others: paragraphs, and the source with its address, or ``""``."""

    paragraphs: Sequence[str]
    source: str
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page to write: all of it plain text, but *body*, which is in the page's own markup."""

    title: str
    fields: Sequence[tuple[str, str]]
    quotation: Quotation | None = None
    body: str = ""


class Rst:
    """Writes reStructuredText."""

    suffix = ".rst"

    def page(self, page: Page) -> str:
        title = self.text(page.title)
        rule = "#" * max(sum(1 + (east_asian_width(one) in "WF") for one in title), 4)
        fields = "".join(f"{self.field(*one)}\n" for one in page.fields)
        parts = [f"{rule}\n{title}\n{rule}\n", fields]
        if page.quotation:
            parts.append(self._quotation(page.quotation))
        return "\n".join(filter(None, [*parts, page.body]))

    def start(self, name: str) -> str:
        """Return how the line of a field starts, in lower case."""
        return f":{name}:".lower()

    def field(self, name: str, value: str) -> str:
        """Return the line of a field."""
        return f":{name}: {_link(value) or self.text(value)}".rstrip()

    def text(self, text: str) -> str:
        """Return *text* on one line, in which nothing is markup."""
        return _escaped(text, _RST, _RST_START)

    def _quotation(self, said: Quotation) -> str:
        paragraphs = "".join(f"   {self.text(one)}\n\n" for one in said.paragraphs)
        source = self.text(said.source)
        url = address(said.url)
        named = f"`{source} <{url}>`__" if url else source
        return f".. epigraph::\n\n{paragraphs}   -- {named}\n"


class Markdown:
    """Writes Markdown with front matter, as MyST reads it."""

    suffix = ".md"

    def page(self, page: Page) -> str:
        fields = "".join(f"{self.field(*one)}\n" for one in page.fields)
        parts = [f"---\n{fields}---\n" if fields else "", f"# {self.text(page.title)}\n"]
        if page.quotation:
            parts.append(self._quotation(page.quotation))
        return "\n".join(filter(None, [*parts, page.body]))

    def start(self, name: str) -> str:
        """Return how the line of a field starts, in lower case."""
        return f"{name}:".lower()

    def field(self, name: str, value: str) -> str:
        """Return the line of a field, as YAML: each JSON string is one (YAML 1.2, chapter 1.3)."""
        return f"{name.lower()}: {json.dumps(_plain(value), ensure_ascii=False)}"

    def text(self, text: str) -> str:
        """Return *text* on one line, in which nothing is markup."""
        return _escaped(text, _MARKDOWN, _MARKDOWN_START)

    def _quotation(self, said: Quotation) -> str:
        paragraphs = "".join(f"> {self.text(one)}\n>\n" for one in said.paragraphs)
        source = self.text(said.source)
        url = address(said.url)
        return f"{paragraphs}> — {f'[{source}](<{url}>)' if url else source}\n"


Markup = Rst | Markdown


def address(url: str) -> str:
    """Return *url* as it can be written in markup, or ``""`` if it is not a web address."""
    url = url.strip()
    if not url.lower().startswith(("http://", "https://")) or url_fault(url):
        return ""
    encoded = quote(url, safe=_ADDRESS + "_")
    return f"{encoded[:-1]}%5F" if encoded.endswith("_") else encoded


def _link(value: str) -> str:
    url = address(value)
    return f"`{urlsplit(url).hostname} <{url}>`__" if url else ""


def _plain(text: str) -> str:
    return " ".join(printable(text).split())


def _escaped(text: str, signs: re.Pattern[str], start: re.Pattern[str]) -> str:
    escaped = signs.sub(lambda found: f"\\{found.group()}", _plain(text))
    return start.sub(lambda found: f"{found.group()}\\", escaped)


def with_field(text: str, markup: Markup, name: str, old: str, new: str) -> str | None:
    """Return a page with the value of a field changed, and every other character as it was.

    A field that was not there comes after the field Date.

    :param old: the value that was written, ``""`` for none
    :returns: None if the page does not have the field with this value, once
    """
    lines = text.splitlines(keepends=True)
    head = range(_head(lines, markup))
    line = markup.field(name, new)
    named = [n for n in head if lines[n].lower().startswith(markup.start(name))]
    if old:
        places = [n for n in named if lines[n].rstrip() == markup.field(name, old)]
        if len(places) != 1 or len(named) != 1:
            return None
        lines[places[0]] = line + _end(lines[places[0]])
    else:
        dates = [n for n in head if lines[n].lower().startswith(markup.start("Date"))]
        if named or len(dates) != 1:
            return None
        lines.insert(dates[0] + 1, line + _end(lines[dates[0]]))
    return "".join(lines)


def _end(line: str) -> str:
    return line[len(line.rstrip("\r\n")) :]


def _head(lines: Sequence[str], markup: Markup) -> int:
    """Return how many lines there are up to the end of the page's fields."""
    if isinstance(markup, Markdown):
        return next((n for n, line in enumerate(lines) if n and line.startswith("---")), 0)
    first = next((n for n, line in enumerate(lines) if line.startswith(":")), len(lines))
    return next((n for n, line in enumerate(lines) if n > first and not line.strip()), len(lines))
