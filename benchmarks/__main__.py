"""Run all or some benchmarks, and store the results: ``python -m benchmarks [NAME…]``."""

from __future__ import annotations

import argparse
import datetime
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import book, book_growth, lighthouse, metadata, model, reader, search, site
from benchmarks.measure import machine

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.measure import Table

RESULTS = Path(__file__).with_name("RESULTS.md")
HEADING = "# Results\n\nWritten by `make bench`; each table has the date and the machine.\n"
# The benchmarks by name.
BENCHMARKS: dict[str, Callable[[], Table]] = {
    "site": site.table,
    "search": search.table,
    "reader": reader.table,
    "lighthouse": lighthouse.table,
    "model": model.table,
    "metadata": metadata.table,
    "book": book.table,
    "book-growth": book_growth.table,
}


def markdown(table: Table) -> str:
    """Return *table* as a section of Markdown with aligned columns."""
    lines = [list(table.head), *map(list, table.rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    lines.insert(1, ["-" * width for width in widths])
    body = "".join("| " + " | ".join(map(str.ljust, line, widths)) + " |\n" for line in lines)
    today = datetime.datetime.now(tz=datetime.UTC).date().isoformat()
    return f"## {table.title}\n\n{table.how}\n\n{body}\nMeasured {today}: {machine()}.\n"


def keep(section: str, results: str) -> str:
    """Return *results* with the section of the same heading replaced by *section*."""
    head, *sections = results.split("\n## ")
    by_title = {text.partition("\n")[0]: text.strip() + "\n" for text in sections}
    new = section.removeprefix("## ")
    by_title[new.partition("\n")[0]] = new
    return "\n## ".join([head.strip() + "\n", *by_title.values()])


def main(arguments: list[str]) -> int:
    """Run the benchmarks in *arguments*, print the tables and store them in RESULTS.md."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(BENCHMARKS))
    names = parser.parse_args(arguments).names or list(BENCHMARKS)
    if unknown := sorted(set(names) - set(BENCHMARKS)):
        parser.error(f"no benchmark {', '.join(unknown)}; there is {', '.join(BENCHMARKS)}")
    for name in names:
        section = markdown(BENCHMARKS[name]())
        print(section)
        results = RESULTS.read_text("utf-8") if RESULTS.exists() else HEADING
        RESULTS.write_text(keep(section, results), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
