"""Imported by the process that all builds are forked from: it builds once what they share.

That is imports, the table of the collation and, the most of it, the fonts of the theme.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from tests.incremental.archive import build_here, small

with TemporaryDirectory() as folder:
    sources = Path(folder, "sources")
    sources.mkdir()
    small().write(sources)
    build_here(sources, Path(folder), 1, "html")
