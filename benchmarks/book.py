"""The book by Typst, LaTeX, rst2pdf, WeasyPrint and sphinx-simplepdf, from this site's sources."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pypdfium2 as pdfium
from pypdf import PdfReader
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from benchmarks.measure import ROOT, Table
from eventnotes.book.builder import BookPdfBuilder
from tests.book.words import written

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

SPHINX = [sys.executable, "-m", "sphinx", "-q"]
PAGES = ["-j", "auto", str(ROOT)]
# A separate process runs the command, so that its children's usage is that of the command.
_MEASURED = """\
import resource, subprocess, sys
code = subprocess.call(sys.argv[2:])
with open(sys.argv[1], "w") as used:
    used.write(str(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss))
sys.exit(code)
"""
# A separate process too, because Typst caches layouts.
_COMPILED = """\
import sys, time
from pathlib import Path
from eventnotes.book.compiler import compile_pdf, open_fonts
from eventnotes.book.settings import STANDARDS
source = Path(sys.argv[1])
start = time.perf_counter()
fonts = open_fonts([source.parent / "fonts"], system=False)
compile_pdf(source, fonts=fonts, standards=STANDARDS)
print(time.perf_counter() - start)
"""
REPETITIONS = 3
_WORD = re.compile(r"[^\W\d_]+|\d+")
#: A hyphen and the line break after it, for which PDFium has its own character.
_CUT = re.compile("[-\x02\u00ad\u2010\ufffe]\\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A run of one way to build a PDF: seconds, peak memory in MiB, the PDF."""

    seconds: float
    memory: float
    pdf: Path


def run(commands: Sequence[Sequence[str]], folder: Path, pdf: str) -> Run:
    """Run *commands* in sequence and measure them; *pdf* is their output in *folder*.

    The peak memory is that of the largest process. Raises `subprocess.CalledProcessError`.
    """
    start, memory = time.perf_counter(), 0.0
    for command in commands:
        used = folder.parent / "used"
        with (folder.parent / "log").open("w") as log:
            subprocess.run(
                [sys.executable, "-c", _MEASURED, str(used), *command],
                cwd=ROOT,
                env=os.environ | {"SOURCE_DATE_EPOCH": "0"},
                check=True,
                stdout=log,
                stderr=log,
            )
        memory = max(memory, int(used.read_text()) / 1024)
    return Run(seconds=time.perf_counter() - start, memory=memory, pdf=folder / pdf)


def typst(folder: Path) -> Run:
    """Build the book from scratch, like `make pdf`."""
    command = [*SPHINX, "-b", "bookpdf", *PAGES, str(folder)]
    return run([command], folder, "event-notes.pdf")


def latex(folder: Path) -> Run:
    """Build the book with XeLaTeX, like `make latexpdf`."""
    command = [*SPHINX[:3], "-M", "latexpdf", str(ROOT), str(folder), "-q", "-j", "auto"]
    return run([command], folder, "latex/eventnotes.pdf")


def rst2pdf(folder: Path) -> Run:
    """Build the book by rst2pdf's Sphinx builder."""
    options = [
        "-D",
        "extensions=eventnotes,myst_parser,sphinx.ext.doctest,docs.tables,rst2pdf.pdfbuilder",
    ]
    command = [others_python(folder), *SPHINX[1:], "-b", "pdf", *options, *PAGES, str(folder)]
    return run([command], folder, "Event Notes.pdf")


def weasyprint(folder: Path) -> Run:
    """Build the site as one page, printed by WeasyPrint."""
    python = others_python(folder)
    page = [python, *SPHINX[1:], "-b", "singlehtml", *PAGES, str(folder)]
    pdf = folder / "book.pdf"
    printed = [python, "-m", "weasyprint", str(folder / "index.html"), str(pdf)]
    return run([page, printed], folder, "book.pdf")


def simplepdf(folder: Path) -> Run:
    """Build the book by sphinx-simplepdf, which runs WeasyPrint by its name."""
    python = others_python(folder)
    path = f"PATH={Path(python).parent}{os.pathsep}{os.environ['PATH']}"
    extensions = "eventnotes,myst_parser,sphinx.ext.doctest,docs.tables,sphinx_simplepdf"
    options = ["-b", "simplepdf", "-D", f"extensions={extensions}"]
    command = ["env", path, python, *SPHINX[1:], *options, *PAGES, str(folder)]
    return run([command], folder, "Event Notes.pdf")


def quickest(way: Callable[[Path], Run], folder: Path) -> Run:
    """Run a *way* a few times, in separate folders beside *folder*; return the best run."""
    runs = [way(folder.with_name(f"{folder.name}-{one}")) for one in range(REPETITIONS)]
    return min(runs, key=lambda one: one.seconds)


def attempt(way: Callable[[Path], Run], programs: Sequence[str], folder: Path) -> Run | str:
    """Run a *way* that needs *programs*; return the best run, or the reason for its failure."""
    if lacking := need(*programs):
        return lacking
    try:
        return quickest(way, folder)
    except subprocess.CalledProcessError as error:
        return f"failed (exit {error.returncode})"


def compiling(made: Run) -> float:
    """Return the seconds that Typst takes for the source of the PDF of *made*."""
    command = [sys.executable, "-c", _COMPILED, str(made.pdf.with_suffix(".typ"))]
    runs = [subprocess.check_output(command, cwd=ROOT) for _ in range(REPETITIONS)]
    return min(map(float, runs))


def others_python(folder: Path) -> str:
    """Return the Python of a venv beside *folder* with benchmarks/requirements.txt installed.

    It is made by the first who asks, and goes with the folder: no build of the site needs it.
    """
    python = folder.parent / "others" / "bin" / "python"
    if not python.exists():
        pins = ["-r", str(ROOT / "benchmarks" / "requirements.txt")]
        subprocess.run([sys.executable, "-m", "venv", str(python.parents[1])], check=True)
        subprocess.run([str(python), "-m", "pip", "install", "-q", *pins], check=True)
        subprocess.run(
            [str(python), "-m", "compileall", "-q", str(python.parents[1])], check=False
        )
    return str(python)


def need(*programs: str) -> str:
    """Return a message with the missing *programs*, or ``""``."""
    lacking = [program for program in programs if shutil.which(program) is None]
    return f"no {', '.join(lacking)} here" if lacking else ""


WAYS: dict[str, tuple[Callable[[Path], Run], Sequence[str]]] = {
    "bookpdf": (typst, ()),
    "latexpdf": (latex, ("latexmk", "xelatex", "xindy")),
    "rst2pdf": (rst2pdf, ()),
    "WeasyPrint": (weasyprint, ()),
    "sphinx-simplepdf": (simplepdf, ()),
}


def wanted_words(doctrees: Path) -> list[str]:
    """Return the words of the book's pages in order, from the site's *doctrees*."""
    with patch_docutils(), docutils_namespace():
        app = Sphinx(ROOT, ROOT, doctrees.parent, doctrees, "bookpdf", status=None)
        assert isinstance(app.builder, BookPdfBuilder)  # noqa: S101  # that is its name
        return words(" ".join(written(app.builder.assembled(app.builder.books[0])).body))


def words(text: str) -> list[str]:
    """Return the runs of letters and of digits in *text*, with hyphenated words joined."""
    return _WORD.findall(_CUT.sub("", text))


def printed_words(pdf: Path) -> list[str]:
    """Return all words of *pdf* by PDFium, including headers and footers."""
    with pdfium.PdfDocument(pdf) as document:
        pages = [page.get_textpage().get_text_range() for page in document]
    return words("\n".join(pages))


def lost(wanted: Sequence[str], printed: Sequence[str]) -> int:
    """Count the words of *wanted*, with repetitions, that are missing from *printed* in order.

    Where the two differ, spaces count for nothing: the number of a footnote may touch a word.
    """
    count = 0
    matcher = SequenceMatcher(None, wanted, printed, autojunk=False)
    for kind, start, end, from_, to in matcher.get_opcodes():
        text, place = "".join(printed[from_:to]), 0
        for word in wanted[start:end] if kind != "equal" else ():
            found = text.find(word, place)
            count += found < 0
            place = found + len(word) if found >= 0 else place
    return count


def row(name: str, made: Run, ours: Run, wanted: Sequence[str]) -> list[str]:
    """Return the table cells of the way *name*, with its time relative to *ours*."""
    reader = PdfReader(made.pdf)
    tagged = "/StructTreeRoot" in cast("dict[str, object]", reader.trailer["/Root"])
    return [
        name,
        f"{made.seconds:.1f} s",
        f"{made.seconds / ours.seconds:.1f}",
        f"{made.memory:.0f} MiB",
        f"{made.pdf.stat().st_size / 1e6:.1f} MB",
        str(len(reader.pages)),
        "yes" if tagged else "no",
        f"{lost(wanted, printed_words(made.pdf))} of {len(wanted)}",
    ]


def table() -> Table:
    """Measure every way, and report those that are unavailable or fail."""
    rows = []
    with tempfile.TemporaryDirectory() as top:
        ours = quickest(typst, Path(top, "bookpdf"))
        wanted = wanted_words(ours.pdf.parent / ".doctrees")
        for name, (way, programs) in WAYS.items():
            made = ours if way is typst else attempt(way, programs, Path(top, name))
            if isinstance(made, str):
                rows.append([name, made, *[""] * 6])
            else:
                rows.append(row(name, made, ours, wanted))
        rows.insert(1, ["its compile alone", f"{compiling(ours):.1f} s", *[""] * 6])
    return Table(
        title="The book",
        how="The whole command from a clean start to the PDF, the fastest of "
        f"{REPETITIONS}, and its time as a multiple of ours (expected: latexpdf at least 5, our "
        "compile under 1 s); memory of the largest process. TeX is Debian's; the others are "
        "pinned in benchmarks/requirements.txt and run in a temporary virtual environment. Words "
        "lost: each occurrence of a word in the book's pages, in order, compared with the text "
        "that PDFium reads from the PDF (expected of ours: 0).",
        head=["way", "time", "times ours", "memory", "size", "pages", "tagged", "words lost"],
        rows=rows,
    )
