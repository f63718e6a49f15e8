"""Move ``style`` attributes to a style sheet per page.

A strict policy blocks ``style`` attributes, but docutils, Sphinx and other extensions write
widths, heights and offsets there.
"""

from __future__ import annotations

import hashlib
import html
import re
from typing import TYPE_CHECKING, Any

from eventnotes.settings.theme import is_in_use
from eventnotes.text.files import write_if_changed

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

FOLDER = "_styles"

# In the output of writers, < and > are escaped in text and attributes.
_STYLED = re.compile(r'<[a-zA-Z][^<>]*\sstyle="[^<>]*>')
_STYLE = re.compile(r'\sstyle="([^"]*)"')
_CLASS = re.compile(r'(\sclass=")')


def name_of(docname: str) -> str:
    """Return the path of a page's style sheet from the site's root."""
    return f"{FOLDER}/{docname}.css"


def split(body: str) -> tuple[str, str]:
    """Return *body* with ``style`` attributes replaced by classes, and the classes' rules."""
    names: dict[str, str] = {}

    def classed(tag: re.Match[str]) -> str:
        declared = [html.unescape(one).strip() for one in _STYLE.findall(tag[0])]
        kept = "; ".join(one.rstrip(";") for one in declared if one)
        bare = _STYLE.sub("", tag[0])
        # A brace would end the rule and start another.
        if not kept or "{" in kept or "}" in kept:
            return bare
        name = names.setdefault(kept, f"styled-{len(names) + 1}")
        if _CLASS.search(bare):
            return _CLASS.sub(rf"\1{name} ", bare, count=1)
        return re.sub(r"^<[^\s/>]+", rf'\g<0> class="{name}"', bare)

    body = _STYLED.sub(classed, body)
    return body, "".join(f".{name} {{ {style} }}\n" for style, name in names.items())


def move_styles(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Move the page's styles to a style sheet, and remove one that is no longer needed."""
    if doctree is None or not is_in_use(app.builder):
        return
    context["body"], rules = split(context["body"])
    file = app.outdir / name_of(pagename)
    if not rules:
        file.unlink(missing_ok=True)
        return
    digest = hashlib.sha256(rules.encode()).hexdigest()[:8]
    context["page_styles"] = f"{name_of(pagename)}?v={digest}"
    write_if_changed(file, rules.encode())


def remove_outdated(app: Sphinx, exception: Exception | None) -> None:
    """Remove the style sheets of removed pages."""
    folder = app.outdir / FOLDER
    if exception is not None or not is_in_use(app.builder):
        return
    for file in folder.rglob("*.css"):
        if file.relative_to(folder).as_posix().removesuffix(".css") not in app.env.found_docs:
            file.unlink()
