"""Writing and building small sites."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

if TYPE_CHECKING:
    from pathlib import Path

BASE = "https://notes.example/en/"
TITLE = "Markup </script> ]]> & \"quotes\" 'n' commas, semicolons; \u05d0\u05d1\u202e \\n"
FILES = {
    "conf.py": 'project = "Notes </script> & more"\nauthor = "Ann; Lee, & co."\n'
    'extensions = ["eventnotes"]\nhtml_theme = "basic"\n'
    'eventnotes_people = {"Ann Lee": ["A. Lee"]}\n',
    "index.rst": "Notes\n#####\n\n.. toctree::\n   :glob:\n\n   conferences/*/index\n   topics\n",
    "topics.rst": "Topics\n######\n\nc++; and, commas\n   A language.\n",
    "conferences/meet/index.rst": "Meet & <Greet>\n##############\n\n"
    ":Dates: 2012-07-17/2012-07-20\n"
    ":Venue: Here; there, & <everywhere>\n:Site: `meet <https://meet.test/?a=1&b=2>`__\n\n"
    ".. toctree::\n   :glob:\n\n   talks/*\n",
    "conferences/meet/talks/awkward.rst": f"{TITLE.replace(chr(92), chr(92) * 2)}\n{'#' * 90}\n\n"
    ":Date: 2012-07-18\n:Speakers: Łukasz <b> O'Neil, Ann Lee\n"
    ":Slides: `slides <https://slides.test/a?b=1&c=%22>`__\n"
    ":Video: `film <https://video.test/w?v=1>`__\n:Topics: c++, web\n\n"
    '- a point with </script><script>alert(1)</script> ]]> & "quotes"\n- and another\n',
    "conferences/meet/talks/plain.rst": "Plain\n#####\n\n:Date: 2012-07-19\n:Speaker: A. Lee\n"
    ":Topics: web\n\nOne sentence.\n",
}


@dataclass(frozen=True, slots=True)
class Built:
    """A built site: its folder and the build's output."""

    folder: Path
    said: str
    warnings: str


def write_site(top: Path, **more: str) -> Path:
    """Write the notes below *top* and return it; *more* adds or replaces files."""
    for name, text in (FILES | more).items():
        file = top / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return top


def build(source: Path, *options: str, builder: str = "html", fresh: bool = False) -> Built:
    """Build *source* into a folder beside it, with the *options* of Sphinx's command line."""
    settings = dict(option.split("=", 1) for option in options if option != "-D")
    nitpicky = settings.pop("nitpicky", "")
    out = source.with_name(f"{source.name} {builder}")
    said, warnings = io.StringIO(), io.StringIO()
    with patch_docutils(source), docutils_namespace():
        app = Sphinx(
            source,
            source,
            out,
            source.with_name(f"{source.name} doctrees"),
            builder,
            confoverrides=settings | ({"nitpicky": True} if nitpicky else {}),
            status=said,
            warning=warnings,
            freshenv=fresh,
        )
        app.build()
    return Built(out, said.getvalue(), warnings.getvalue())
