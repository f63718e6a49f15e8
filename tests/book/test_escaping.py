"""Any text, in any place, comes out of the PDF as it went in."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from docutils import nodes
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from sphinx.util.docutils import new_document

from eventnotes.book import escaping
from eventnotes.book.builder import TypstPdfBuilder
from tests.book.words import squeezed

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.testing.util import SphinxTestApp

    Make = Callable[..., SphinxTestApp]

ANY_EXAMPLES = settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
#: Markup of Typst, in every neighbourhood: none of it may mean anything.
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


def page(text: str) -> nodes.document:
    """Return a document that holds *text* in every kind of place."""
    document = new_document("here.rst")
    document["docname"] = "index"
    section = nodes.section("", nodes.title("", "Title of the book"), ids=["top"])
    inner = nodes.section("", nodes.title("", "Q" + text), ids=["inner"])
    row = nodes.row("", nodes.entry("", nodes.paragraph("", text)))
    table = nodes.table(
        "", nodes.tgroup("", nodes.colspec(colwidth=1), nodes.tbody("", row), cols=1)
    )
    inner += [
        nodes.paragraph("", "", nodes.Text(text), nodes.emphasis("", text), nodes.Text(text)),
        nodes.paragraph("", "", nodes.literal("", text)),
        nodes.literal_block(text, text, language="none"),
        nodes.paragraph("", "", nodes.reference("", text, refuri="https://e.org/" + text)),
        nodes.field_list(
            "",
            nodes.field(
                "", nodes.field_name("", text), nodes.field_body("", nodes.paragraph("", text))
            ),
        ),
        nodes.bullet_list("", nodes.list_item("", nodes.paragraph("", text))),
        table,
    ]
    section += inner
    document += section
    return document


@pytest.fixture
def builder(make: Make) -> TypstPdfBuilder:
    app = make("small")
    app.build()
    assert isinstance(app.builder, TypstPdfBuilder)
    return app.builder


def text_of(builder: TypstPdfBuilder, text: str) -> str:
    builder.domain_indices = {}
    builder.docnames = {"index"}
    pdf = builder.pdf(builder.books[0], page(text))
    return squeezed("".join(p.extract_text() for p in PdfReader(io.BytesIO(pdf)).pages))


@ANY_EXAMPLES
@given(text=st.text(max_size=20))
def test_any_text_compiles(builder: TypstPdfBuilder, text: str) -> None:
    assert "Titleofthebook" not in text_of(builder, text)  # that is on no page: it is the title


@ANY_EXAMPLES
@given(text=SOUP)
def test_markup_means_nothing(builder: TypstPdfBuilder, text: str) -> None:
    expected = squeezed(text)
    assert text_of(builder, text).count(expected) >= 8


@given(text=st.text())
def test_break_up_loses_nothing(text: str) -> None:
    assert "".join(escaping.break_up(text)) == text


@pytest.mark.parametrize("number", [0, 0xD800, 0xFFFE, 0x7F, 0x1B])
def test_what_no_pdf_can_hold_becomes_its_number(number: int) -> None:
    assert escaping.markup(f"a{chr(number)}b") == f'a#missing("{number:04X}")b'
