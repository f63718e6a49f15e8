"""Sites with hostile pages, and secrets planted outside the site."""

from __future__ import annotations

import io
import os
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape
from zipfile import ZipFile, is_zipfile

from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

#: The content of every file that must not be published.
SECRET = "planted-7f3a91-secret"  # noqa: S105  # of no use to anybody
CONF = 'extensions = ["eventnotes", "myst_parser"]\nhtml_theme = "eventnotes"\n'
FRONT = "Front\n=====\n\n.. toctree::\n   :glob:\n\n   **\n"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c4944415408d763f8ffff3f0005fe02fea7d6059b0000000049454e44ae426082"
)


@dataclass(frozen=True, slots=True)
class Built:
    """A site, built: the folder of its output, what was said, and the exit status."""

    folder: Path
    said: str
    status: int

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Return every file of the output by name, those packed in an EPUB too."""
        for file in sorted(self.folder.rglob("*")):
            if file.is_file():
                yield file.name, file.read_bytes()
                if is_zipfile(file):
                    with ZipFile(file) as packed:
                        for name in packed.namelist():
                            yield f"{file.name}/{name}", packed.read(name)


def plant(top: Path) -> Path:
    """Plant secrets in and around the folder of a site below *top*, and return that folder."""
    site = top / "site"
    for folder in (site / ".hidden", site / "_build", top / "other"):
        folder.mkdir(parents=True)
        (folder / "secret.txt").write_text(SECRET, "utf-8")
    (top / "secret.txt").write_text(SECRET, "utf-8")
    (top / "secret.png").write_bytes(PNG + SECRET.encode())
    (top / "secret.svg").write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg"><text>{escape(SECRET)}</text></svg>', "utf-8"
    )
    (top / "secret.rst").write_text(f"{SECRET}\n{'=' * 40}\n", "utf-8")
    return site


def write(site: Path, pages: Mapping[str, str], conf: str = CONF) -> None:
    """Write *pages* by name into the folder *site*, with a front page and settings."""
    for name, text in {"index.rst": FRONT, "conf.py": conf, **pages}.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(text, "utf-8")


def build(site: Path, builder: str = "html", parallel: int = 1, *, fresh: bool = True) -> Built:
    """Build *site* as sphinx-build does, warnings kept, and return what came of it.

    :param fresh: whether to read all pages again, though another builder has read them
    """
    out = site.with_name(f"out {builder} {parallel}")
    said = io.StringIO()
    here = Path.cwd()
    try:
        with warnings.catch_warnings(), patch_docutils(site), docutils_namespace():
            # MyST's use of what a later Sphinx removes.
            warnings.filterwarnings("ignore", "'myst_parser")
            app = Sphinx(
                site, site, out, site.with_name(f"trees {parallel}"), builder,
                status=said, warning=said, freshenv=fresh, parallel=parallel,
                confoverrides={"exclude_patterns": ["_build"]},
            )  # fmt: skip
            app.build()
    finally:
        os.chdir(here)
    return Built(out, said.getvalue(), app.statuscode)
