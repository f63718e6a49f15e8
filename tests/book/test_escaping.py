"""Any text, in any place, is unchanged in the PDF."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from docutils import nodes
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sphinx import addnodes
from sphinx.domains import Index, IndexEntry
from sphinx.util.docutils import new_document

from eventnotes.book import escaping
from eventnotes.book.builder import BookPdfBuilder
from eventnotes.book.settings import Book
from tests.book.words import compare, read, tokens, written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sphinx.testing.util import SphinxTestApp

    Make = Callable[..., SphinxTestApp]

#: One compilation has many texts, so few examples are enough.
FEW_EXAMPLES = settings(
    max_examples=6,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
#: Typst markup in various contexts, which must be printed unchanged.
TRAPS = [
    "#panic()", "#{1}", "$x$", "*b*", "_i_", "`c`", "<l>", "@r", "~", "\\", "= H", "- i", "+ i",
    "/ t: d", "1. i", "//c", "/*c*/", "--", "---", "...", "-?", "-1", "'q'", '"q"', "http://a.b/",
    "[", "]", "(", ")", "{", "}", ";", ".f", "\\u{41}", "#", "%", "&", "|", "^", "!", "?", ":",
]  # fmt: skip
SOUP = st.lists(
    st.one_of(
        st.sampled_from(TRAPS),
        st.sampled_from([" ", "a", "7", "é", "ж", "Ω", "—", "“", "\n"]),
        st.text(st.characters(codec="ascii", exclude_categories=["Cc"]), max_size=5),
    ),
    max_size=12,
).map("".join)


def is_plain(char: str) -> bool:
    """Return whether a PDF reader extracts the characters one by one, in the order of the text.

    Right to left scripts are laid out by line, marks join letters, ligatures come out as letters.
    """
    return (
        unicodedata.category(char)[0] not in "CM"
        and unicodedata.bidirectional(char) not in ("R", "AL", "AN")
        and unicodedata.normalize("NFD", char)[1:] == ""
        and not "\ufb00" <= char <= "\ufb06"
    )


#: Any character of the first two planes.
PLAIN = st.text(st.sampled_from(list(filter(is_plain, map(chr, range(0x20000))))), max_size=12)


def lists_of(texts: st.SearchStrategy[str]) -> st.SearchStrategy[list[str]]:
    return st.lists(texts, min_size=1, max_size=20)


def document(texts: list[str]) -> nodes.document:
    """Return a document with each of *texts* in every kind of place."""
    tree = new_document("here.rst")
    tree["docname"] = "index"
    title = nodes.section("", nodes.title("", "Title of the book"), ids=["top"])
    tree += title
    for number, text in enumerate(texts):
        title += section(text, number)
    return tree


def section(text: str, number: int) -> nodes.section:
    note = nodes.footnote("", nodes.label("", "1"), paragraph(text), ids=[f"note{number}"])
    return nodes.section(
        "",
        nodes.title("", "", nodes.Text(f"Q{text}"), nodes.literal("", text)),
        nodes.paragraph("", "", nodes.Text(text), nodes.emphasis("", text), nodes.Text(text)),
        nodes.paragraph("", "", nodes.literal("", text), nodes.Text(text)),
        nodes.literal_block(text, text, language="none"),
        nodes.literal_block(text, text, language="python", force=True, linenos=True),
        paragraph(nodes.reference("", text, refuri=f"https://e.org/{number}")),
        paragraph("note", nodes.footnote_reference("", "1", refid=f"note{number}")),
        note,
        nodes.field_list("", nodes.field("", nodes.field_name("", text), body_of(text))),
        nodes.bullet_list("", nodes.list_item("", paragraph(text))),
        nodes.definition_list(
            "", nodes.definition_list_item("", nodes.term("", text), definition_of(text))
        ),
        nodes.line_block("", nodes.line("", text), nodes.line("", text)),
        nodes.block_quote("", paragraph(text), nodes.attribution("", text)),
        nodes.admonition("", nodes.title("", text), paragraph(text)),
        nodes.rubric("", text),
        table_of(text),
        addnodes.desc(
            "",
            addnodes.desc_signature("", "", addnodes.desc_name("", text)),
            addnodes.desc_content("", paragraph(text)),
        ),
        ids=[f"section{number}"],
    )


def paragraph(*parts: str | nodes.Node) -> nodes.paragraph:
    return nodes.paragraph("", "", *(nodes.Text(p) if isinstance(p, str) else p for p in parts))


def body_of(text: str) -> nodes.field_body:
    return nodes.field_body("", paragraph(text))


def definition_of(text: str) -> nodes.definition:
    return nodes.definition("", paragraph(text))


def table_of(text: str) -> nodes.table:
    head, body = (
        part("", nodes.row("", nodes.entry("", paragraph(text))))
        for part in (nodes.thead, nodes.tbody)
    )
    group = nodes.tgroup("", nodes.colspec(colwidth=1), head, body, cols=1)
    return nodes.table("", nodes.title("", text), group)


class Names(Index):
    """An index of a domain."""

    name = "names"
    localname = "Names"

    def generate(
        self, docnames: Iterable[str] | None = None
    ) -> tuple[list[tuple[str, list[IndexEntry]]], bool]:
        raise NotImplementedError  # the tests say what is in it


@pytest.fixture
def app(make: Make) -> SphinxTestApp:
    app = make("small")
    app.build()
    return app


def made(app: SphinxTestApp, texts: list[str]) -> tuple[nodes.document, Path]:
    """Print *texts* in every place, including indices and title."""
    builder = app.builder
    assert isinstance(builder, BookPdfBuilder)
    places = list(enumerate(texts))
    names = [IndexEntry(text, 0, "index", f"section{n}", text, text, text) for n, text in places]
    index = Names(builder.env.domains.standard_domain)
    builder.domain_indices = {"some-names": (index, [("", names)])}
    builder.docnames = {"index"}
    builder.env.domains.index_domain.entries.clear()
    builder.env.domains.index_domain.entries["index"] = [
        ("single", text, f"section{n}", "", None) for n, text in places if text.strip("; \n")
    ]
    book = Book(start="index", target="any", title=f"T{texts[0]}", author=f"A{texts[0]}")
    tree = document(texts)
    path = Path(builder.outdir, "any.pdf")
    path.write_bytes(builder.pdf(book, tree))
    return tree, path


@FEW_EXAMPLES
@given(texts=lists_of(st.text(max_size=20)))
def test_any_text_compiles(app: SphinxTestApp, texts: list[str]) -> None:
    _tree, pdf = made(app, texts)
    assert read(pdf).body


@FEW_EXAMPLES
@given(texts=lists_of(st.one_of(SOUP, PLAIN)))
def test_text_is_unchanged(app: SphinxTestApp, texts: list[str]) -> None:
    tree, pdf = made(app, texts)
    assert isinstance(app.builder, BookPdfBuilder)
    missing = app.builder.missing
    assert_told(missing, app.warning.getvalue())
    expected, found = written(tree), read(pdf)
    expected.body += ["Names", *(word for text in texts for word in name_in_index(text))]
    assert differences(expected.body, found.body, missing) == ([], [])
    assert differences(expected.notes, found.notes, missing) == ([], [])
    index = "".join(found.body).rpartition("Index")[2]
    for text in texts:
        for part in text.split(";"):
            assert set_as("".join(tokens(part)), missing) in index


def assert_told(missing: Iterable[str], warnings: str) -> None:
    """Each missing character is named, by itself or one that Typst takes for the same."""
    told = r"(?:here|index)\.rst:+ WARNING: no font .* the character U\+([0-9A-F]+) "
    named = {
        unicodedata.normalize("NFKC", chr(int(one, 16))) for one in re.findall(told, warnings)
    }
    assert {unicodedata.normalize("NFKC", char) for char in missing} <= named


def name_in_index(text: str) -> list[str]:
    notes = f"({text}) ({text}) — {text}" if text else ""
    return tokens(f"{text} {notes}")


def differences(
    expected: list[str], found: list[str], missing: Iterable[str]
) -> tuple[list[str], list[str]]:
    """Return lost words, and added words that are not marks of the book."""
    lost, added = compare([set_as(word, missing) for word in expected], found)
    return lost, [text for text in added if not re.fullmatch(r"•|(,?\d+)+|CHAPTER\d+", text)]


def set_as(text: str, missing: Iterable[str]) -> str:
    """Return *text* with the numbers of *missing* characters in their place."""
    return text.translate({ord(char): f"U+{ord(char):04X}" for char in missing})


@given(text=st.text())
def test_break_up_loses_nothing(text: str) -> None:
    assert "".join(escaping.break_up(text)) == text


@pytest.mark.parametrize("number", [0, 0xD800, 0xFFFE, 0x7F, 0x1B])
def test_forbidden_characters_become_numbers(number: int) -> None:
    assert escaping.markup(f"a{chr(number)}b") == f'a#missing("{number:04X}")b'
