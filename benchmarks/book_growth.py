"""The cost of the book by size of the archive."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from pypdf import PdfReader

from benchmarks.book import run
from benchmarks.measure import ROOT, Table

SIZES = (100, 1000, 5000)
CONF = """\
import sys
sys.path.insert(0, {root!r})
project = "Growth"
extensions = ["eventnotes.book"]
book_documents = [("index", "growth.pdf", "Growth", "Nobody", "manual")]
"""
TALK = """\
.. index:: single: talk; number {number}
           single: tool {tool}

Talk number {number}
====================

:Date: 2013-03-{day:02}
:Speaker: Speaker {speaker}
:Slides: `The slides <https://example.org/slides/{number}>`__

The gist
--------

- A first point about tool {tool}, made at some length so that it takes a line and a half of text
- A second point

  - with something *under* it and a ``literal``
  - and more

.. code-block:: python

   def talk(number: int = {number}) -> str:
       return f"talk {{number}}"

A closing paragraph that leads to :doc:`talk{other}`, and says what the speaker thinks of it all.
"""


def archive(folder: Path, count: int) -> None:
    """Write a project of *count* talks into *folder*."""
    folder.mkdir()
    (folder / "conf.py").write_text(CONF.format(root=str(ROOT)))
    names = "\n".join(f"   talk{number}" for number in range(count))
    (folder / "index.rst").write_text(f"Growth\n======\n\n.. toctree::\n\n{names}\n")
    for number in range(count):
        text = TALK.format(
            number=number,
            tool=number % 97,
            day=number % 28 + 1,
            speaker=number % 301,
            other=(number * 7 + 1) % count,
        )
        (folder / f"talk{number}.rst").write_text(text)


def row(count: int, top: Path) -> list[str]:
    """Return the table cells for *count* talks: reading, then the book alone."""
    source, out = top / f"in{count}", top / f"out{count}"
    archive(source, count)
    command = [sys.executable, "-m", "sphinx", "-q", "-d", str(top / f"read{count}"), "-j", "auto"]
    read = run([[*command, "-b", "dummy", str(source), str(out)]], out, "")
    made = run([[*command, "-b", "bookpdf", str(source), str(out)]], out, "growth.pdf")
    pages = len(PdfReader(made.pdf).pages)
    return [
        str(count),
        str(pages),
        f"{read.seconds:.1f} s",
        f"{made.seconds:.1f} s",
        f"{1000 * made.seconds / pages:.1f} ms",
        f"{made.memory:.0f} MiB",
        f"{1024 * made.memory / pages:.0f} KiB",
    ]


def table() -> Table:
    """Measure archives of each size."""
    with tempfile.TemporaryDirectory() as top:
        rows = [row(count, Path(top)) for count in SIZES]
    return Table(
        title="The book of a growing archive",
        how="Generated talks, each a chapter with fields, lists, code, links and index entries; "
        "reading (`-b dummy`) and then the book, once each.",
        head=["talks", "pages", "reading", "book", "book per page", "memory", "memory per page"],
        rows=rows,
    )
