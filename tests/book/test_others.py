"""The nodes of other extensions: diagrams, components, notes; and those that nobody knows."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pikepdf
import pypdfium2 as pdfium
import pytest
from docutils import nodes
from sphinx.util.console import strip_colors

from eventnotes.book.builder import BookPdfBuilder
from tests.book.test_awful_parts import PNG
from tests.book.words import MARKS, compare, read, written
from tests.conftest import need

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.testing.util import SphinxTestApp

    Make = Callable[..., SphinxTestApp]

NO_MERMAID = (
    "diagrams.rst:19: WARNING: diagrams of Mermaid are printed as source, because the program "
    "'mmdc' is not installed: install it, or name another in mermaid_cmd [typst.diagram]"
)
#: How the cards of a grid begin.
CARDS = ("First card", "In the head", "Words of a card without")
#: A program that draws whatever it is given as a dot.
DRAW = "import sys; open(sys.argv[sys.argv.index('-o') + 1], 'wb').write({png!r})"


@pytest.fixture
def others(make: Make, monkeypatch: pytest.MonkeyPatch) -> Make:
    """Return a function that builds the project ``test-book-others``, without Mermaid."""
    need("Graphviz", "dot")

    def build(**settings: object) -> SphinxTestApp:
        app = make("others", **{"mermaid_cmd": "mmdc", **settings})
        app.build()
        return app

    return build


def warnings(app: SphinxTestApp) -> list[str]:
    return strip_colors(app.warning.getvalue()).replace(f"{app.srcdir}/", "").splitlines()


def words(app: SphinxTestApp) -> str:
    return "".join(read(pdf(app)).body)


def pdf(app: SphinxTestApp) -> Path:
    return Path(app.outdir, "others.pdf")


def alternatives(app: SphinxTestApp) -> list[str]:
    """Return the alternative texts of the images of the book."""
    with pikepdf.open(pdf(app)) as document:
        return [
            str(item.Alt)
            for item in document.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/Figure"
        ]


def test_no_word_of_another_extension_is_lost(others: Make) -> None:
    app = others()
    assert warnings(app) == [NO_MERMAID]
    assert isinstance(app.builder, BookPdfBuilder)
    expected, found = written(app.builder.assembled(app.builder.books[0])), read(pdf(app))
    end = expected.body.index("[Hoa62]")  # which an assembly after the first has twice
    lost, added = compare(expected.body[:end], found.body)
    assert lost == []
    assert [text for text in added if not MARKS.fullmatch(text)] == []
    assert "[Hoa62]C.A.R.Hoare.Quicksort.TheComputerJournal,1962.[Knu84]Donald" in words(app)
    assert compare(expected.notes, found.notes)[0] == []


def test_diagrams_are_images_with_an_alternative_text(others: Make) -> None:
    app = others()
    texts = alternatives(app)
    assert "Twenty steps in a row" in texts
    assert "ast.Assign, ast.While, ast.BinOp" in texts
    assert any(text.startswith("digraph { first ->") for text in texts)


def test_a_wide_diagram_is_as_wide_as_the_page(others: Make) -> None:
    with pikepdf.open(pdf(others())) as document:
        widths = [
            float(item.A[0].BBox[2] - item.A[0].BBox[0])
            for item in document.objects
            if isinstance(item, pikepdf.Dictionary)
            and str(item.get("/Alt", "")) == "Twenty steps in a row"
        ]
    assert widths == [pytest.approx(453.5, abs=1)]


def test_tabs_are_the_same_if_a_site_has_read_them(make: Make, others: Make) -> None:
    alone = words(others())
    make("others", builder="html").build(force_all=True)
    assert words(others()) == alone


def test_a_missing_program_gives_one_warning_and_the_source(others: Make) -> None:
    app = others(graphviz_dot="no-such-program")
    assert warnings(app)[0].startswith(
        "diagrams.rst:7: WARNING: diagrams of Graphviz are printed as source, because the program "
        "'no-such-program' is not installed"
    )
    assert warnings(app)[1:] == [NO_MERMAID]
    for source in ('digraph{first>"secondone">third;', "digraphinheritance{", "Ann>>Bob"):
        assert source in words(app)


def test_a_broken_diagram_gives_a_warning_and_its_source(make: Make, others: Make) -> None:
    page = Path(make("others").srcdir, "diagrams.rst")
    page.write_text("Broken\n======\n\nBefore.\n\n.. graphviz::\n\n   digraph { a -> [\n")
    app = others()
    (warning,) = warnings(app)
    assert warning.startswith(
        "diagrams.rst:8: WARNING: the diagram is printed as source, because Graphviz cannot draw"
    )
    assert "syntax error in line 1" in warning
    assert "digraph{a>[" in words(app)


def test_mermaid_is_an_image_by_its_program(make: Make, others: Make) -> None:
    program = Path(make("others").srcdir, "draw.py")
    program.write_text(DRAW.format(png=PNG))
    app = others(mermaid_cmd=f"{sys.executable} {program}")
    assert warnings(app) == []
    assert "Asking and telling" in alternatives(app)


@pytest.mark.parametrize("shown", [True, False])
def test_todos_are_printed_if_the_site_shows_them(others: Make, *, shown: bool) -> None:
    assert ("Writetherest." in words(others(todo_include_todos=shown))) is shown


def test_the_items_of_a_grid_stand_as_on_a_small_screen(others: Make) -> None:
    places = {}
    with pdfium.PdfDocument(pdf(others())) as document:
        for text in (*CARDS, "Two thirds", "One third", "All of"):
            left, bottom, _right, _top = place(document, text)
            places[text] = (left, bottom)
    first, second, third = (places[text] for text in CARDS)
    assert first[0] == pytest.approx(third[0], abs=1)
    assert second[0] > first[0] + 100
    assert third[1] < min(first[1], second[1])
    assert places["Two thirds"][1] == pytest.approx(places["One third"][1], abs=1)
    assert places["All of"][1] < places["One third"][1] - 5


def place(document: pdfium.PdfDocument, text: str) -> Any:  # four numbers
    """Return the box of the first letter of *text*, which is on one page of *document*."""
    (found,) = [
        page.get_textpage().get_charbox(start[0])
        for page in document
        if (start := page.get_textpage().search(text).get_next())
    ]
    return found


class Strange(nodes.General, nodes.Element):
    """A node that nobody knows."""


def test_an_unknown_node_is_printed_by_its_children_with_one_warning(make: Make) -> None:
    app = make("small")

    def add(_app: object, tree: nodes.document) -> None:
        for text in ("its words", "more words"):
            strange = Strange("", nodes.paragraph(text, text))
            strange.source, strange.line = tree["source"], 7
            next(tree.findall(nodes.section)).append(strange)

    app.connect("doctree-read", add)
    app.add_node(Strange)
    app.build()
    (warning,) = warnings(app)
    assert "does not support Strange nodes and prints only their text" in warning
    text = "".join(read(Path(app.outdir, "small.pdf")).body)
    assert "itswords" in text
    assert "morewords" in text
