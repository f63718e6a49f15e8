"""Small sites, each built for one test."""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import lxml.html
from sphinx.testing.util import SphinxTestApp

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

CONF = 'extensions = ["eventnotes"]\nhtml_theme = "eventnotes"\nsmartquotes = False\n'


@contextmanager
def built(pages: Mapping[str, str], conf: str = CONF) -> Iterator[SphinxTestApp]:
    """Build a site of *pages* by name, in reStructuredText unless the name has a suffix."""
    with tempfile.TemporaryDirectory() as top:
        source = Path(top, "source")
        for name, text in pages.items():
            file = source / (name if "." in name else f"{name}.rst")
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")
        (source / "conf.py").write_text(conf, "utf-8")
        app = SphinxTestApp(srcdir=source)
        try:
            app.build()
            yield app
        finally:
            app.cleanup()


def parsed(file: Path) -> Any:
    """Return a page parsed like in a browser."""
    return lxml.html.document_fromstring(file.read_bytes())


def escaped(text: str) -> str:
    """Return *text* escaped for reStructuredText."""
    return "".join(
        f"\\{one}" if one.isascii() and not one.isalnum() and one != " " else one for one in text
    )


def heading(text: str) -> str:
    """Return a title."""
    return f"{'=' * 400}\n{text}\n{'=' * 400}\n\n"
