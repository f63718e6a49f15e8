"""The static files of sphinx_rtd_theme: its styles and fonts, without what pages don't use."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from eventnotes.domain import NotesDomain
from eventnotes.settings.theme import is_in_use
from eventnotes.text.files import write_if_changed

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.builders.html import StandaloneHTMLBuilder

#: What Sphinx copies from sphinx_rtd_theme, jQuery and Sphinx itself, and our pages don't load.
UNUSED = (
    "_sphinx_javascript_frameworks_compat.js",
    "css/badge_only.css",
    "css/fonts",
    "fonts",
    "jquery.js",
    "js",
)
#: Its style sheet is a layer: our rules, and the site's, take precedence whatever their selectors.
LAYER = "@layer sphinx_rtd_theme{"

_FONT_FACE = re.compile(r"@font-face\{[^}]*\}")
# In a layer, "important" takes precedence over all that comes later: here over the dark scheme.
_IMPORTANT = re.compile(r"(?<=[};,])(\.btn-neutral[^{}]*\{)([^}]*)")
# A rule that shows a character of the icon font, which is private use.
_ICON = re.compile(r'[^{}]*\{content:"[\ue000-\uf8ff]"\}')
_RULE = re.compile(r"([^{}@;]+)(\{[^{}]*\})")
# Selectors of what no page has: sizes of icons, HTML 4, forms, and the menu of Read the Docs.
_UNUSED_SELECTOR = re.compile(
    r"\.fa-(?!bars|search|arrow)|\.pull-|writer-html4|\btt\b|\.rst-(versions|badge)"
    r"|\.wy-(form-|inline|control|input|dropdown|tray|checkbox|radio|switch)"
)


def note_characters(app: Sphinx, document: nodes.document) -> None:
    """Store the characters of a page that are not in ASCII."""
    text = document.astext()
    if not text.isascii():
        found = "".join(sorted(set(text) - set(map(chr, range(128)))))
        NotesDomain.of(app.env).characters[app.env.docname] = found


def remove_unused(app: Sphinx, exception: Exception | None) -> None:
    """Remove the files that pages of this theme don't load."""
    for name in UNUSED if exception is None and is_in_use(app.builder) else ():
        _remove(app.outdir / "_static" / name)


def reduce_static_files(app: Sphinx, exception: Exception | None) -> None:
    """Reduce styles and fonts to what pages of this theme use."""
    if exception is not None or not is_in_use(app.builder):
        return
    # Imported here, for builds with nothing to do.
    from eventnotes.theme.fonts import write_fonts

    static = app.outdir / "_static"
    sheet = static / "css/theme.css"
    if sheet.exists():
        write_if_changed(sheet, layered(sheet.read_text("utf-8")).encode())
    write_fonts(static / "webfonts", _characters(app.builder))


def layered(style: str) -> str:
    """Return sphinx_rtd_theme's *style* as a layer, without fonts, icons and unused selectors."""
    if style.startswith(LAYER):
        return style
    bare = _ICON.sub("", _FONT_FACE.sub("", style))
    bare = _IMPORTANT.sub(lambda rule: rule[0].replace("!important", ""), bare)
    return LAYER + _RULE.sub(_used, bare) + "}"


def _used(rule: re.Match[str]) -> str:
    selectors = [one for one in rule[1].split(",") if not _UNUSED_SELECTOR.search(one)]
    return ",".join(selectors) + rule[2] if selectors else ""


def _characters(builder: StandaloneHTMLBuilder) -> set[str]:
    """Return the characters of all pages, and those of the theme's own words."""
    found = set().union(*NotesDomain.of(builder.env).characters.values())
    for name in (builder.config.root_doc, "search"):
        file = Path(builder.get_output_path(name))
        if file.exists():
            found.update(file.read_text("utf-8"))
    return found


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
