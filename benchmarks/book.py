"""The book by Typst against LaTeX, rst2pdf and WeasyPrint, on this site's own sources."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, cast

from pypdf import PdfReader

from benchmarks.measure import ROOT, Table

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

SPHINX = [sys.executable, "-m", "sphinx", "-q"]
# A process of its own waits for the command: what it has waited for is that command alone.
_MEASURED = """\
import resource, subprocess, sys
code = subprocess.call(sys.argv[2:])
with open(sys.argv[1], "w") as used:
    used.write(str(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss))
sys.exit(code)
"""
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What one way to a PDF took and gave: seconds, peak memory in MiB, the PDF."""

    seconds: float
    memory: float
    pdf: Path


def run(commands: Sequence[Sequence[str]], folder: Path, pdf: str) -> Run:
    """Run *commands* one after the other and measure them; *pdf* is what they make in *folder*.

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
    """Make the book as `make pdf` does, from nothing."""
    return run([[*SPHINX, "-b", "typstpdf", str(ROOT), str(folder)]], folder, "event-notes.pdf")


def latex(folder: Path) -> Run:
    """Make the book as Sphinx's latexpdf does, with XeLaTeX."""
    command = [*SPHINX[:3], "-M", "latexpdf", str(ROOT), str(folder), "-q"]
    return run([command], folder, "latex/eventnotes.pdf")


def rst2pdf(folder: Path) -> Run:
    """Make the book by rst2pdf's Sphinx builder."""
    options = ["-D", "extensions=eventnotes,myst_parser,sphinx.ext.doctest,rst2pdf.pdfbuilder"]
    command = [*SPHINX, "-b", "pdf", *options, str(ROOT), str(folder)]
    return run([command], folder, "EventNotes.pdf")


def weasyprint(folder: Path) -> Run:
    """Make the book of the site as one page, printed by WeasyPrint."""
    page = [*SPHINX, "-b", "singlehtml", str(ROOT), str(folder)]
    pdf = folder / "book.pdf"
    printed = [sys.executable, "-m", "weasyprint", str(folder / "index.html"), str(pdf)]
    return run([page, printed], folder, "book.pdf")


WAYS: dict[str, tuple[Callable[[Path], Run], Callable[[], bool]]] = {
    "typstpdf": (typst, lambda: True),
    "latexpdf": (latex, lambda: shutil.which("xelatex") is not None),
    "rst2pdf": (rst2pdf, lambda: find_spec("rst2pdf") is not None),
    "WeasyPrint": (weasyprint, lambda: find_spec("weasyprint") is not None),
}


def words(folder: Path) -> list[str]:
    """Return the words of the site's pages, as Sphinx's text builder writes them."""
    run([[*SPHINX, "-b", "text", str(ROOT), str(folder)]], folder, "")
    pages = sorted((folder / "conferences").rglob("*.txt"))
    return [word for page in pages for word in _WORD.findall(page.read_text("utf-8"))]


def lost(wanted: Sequence[str], text: str) -> int:
    """Count the different words of *wanted* that *text*, without spaces and hyphens, lacks."""
    squeezed = re.sub(r"[\s\-\u00ad\u2010]+", "", text)
    return sum(word not in squeezed for word in set(wanted))


def row(name: str, made: Run, wanted: Sequence[str]) -> list[str]:
    """Return the cells of the way *name*."""
    reader = PdfReader(made.pdf)
    tagged = "/StructTreeRoot" in cast("dict[str, object]", reader.trailer["/Root"])
    text = "\n".join(page.extract_text() for page in reader.pages)
    return [
        name,
        f"{made.seconds:.1f} s",
        f"{made.memory:.0f} MiB",
        f"{made.pdf.stat().st_size / 1e6:.1f} MB",
        str(len(reader.pages)),
        "yes" if tagged else "no",
        str(lost(wanted, text)),
    ]


def table() -> Table:
    """Measure every way that is installed; a way that is not, or fails, says so."""
    rows = []
    with tempfile.TemporaryDirectory() as top:
        wanted = words(Path(top, "text"))
        for name, (way, there) in WAYS.items():
            if not there():
                rows.append([name, "not installed", *[""] * 5])
                continue
            try:
                rows.append(row(name, way(Path(top, name)), wanted))
            except subprocess.CalledProcessError as error:
                rows.append([name, f"no PDF (exit {error.returncode})", *[""] * 5])
    return Table(
        title="The book",
        how="The whole command from nothing to PDF, once each; memory of the largest process; "
        "words are those of the conference pages, as Sphinx's text builder writes them, that the "
        "PDF's text (pypdf, spaces and hyphens aside) lacks.",
        head=["way", "time", "memory", "size", "pages", "tagged", "words lost"],
        rows=rows,
    )
