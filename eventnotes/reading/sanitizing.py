"""Remove links and markup that would run code in the reader's browser. Their text is kept."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms import SphinxTransform

from eventnotes.domain import NotesDomain
from eventnotes.internals import parser_of, set_docutils
from eventnotes.reading.page import field_list, line_of, nodes_of, title_section
from eventnotes.records.model import Problem
from eventnotes.text.plain import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx


_SCHEMES = frozenset({"data", "javascript", "vbscript"})
# Characters that browsers skip in URLs: https://url.spec.whatwg.org/#concept-basic-url-parser.
_SKIPPED = re.compile(r"[\x00-\x20\x7f]")
# Allowed names of meta elements: https://html.spec.whatwg.org/#standard-metadata-names.
_NAMES = frozenset({"author", "copyright", "date", "description", "keywords", "robots"})
_PREFIXES = ("article:", "citation_", "dc.", "dcterms.", "og:", "twitter:")
# Fields that sphinx_rtd_theme writes unescaped into a link, and the values that are safe there.
_EDIT_FIELDS = frozenset({"bitbucket_url", "github_url", "gitlab_url"})
_EDIT_URL = re.compile(r"https?://[^\s\"'<>]+")
_COMMENT = re.compile("<!--.*?-->", re.DOTALL)


def is_unsafe(url: str) -> bool:
    """Return whether a browser would run *url* in the site's origin."""
    scheme, colon, _rest = _SKIPPED.sub("", url).partition(":")
    return bool(colon) and scheme.lower() in _SCHEMES


class RefuseUnsafeLinks(SphinxTransform):
    """Removes unsafe links and reports them.

    Runs after the fields are read, whose links are checked separately.
    """

    default_priority = 720

    def apply(self) -> None:
        domain = NotesDomain.of(self.env)
        docname = self.env.docname
        section = title_section(self.document)
        fields = field_list(section) if domain.has_record(docname) else None
        reported = set(fields.findall(nodes.reference)) if fields else set()
        found = [(node, url) for node, url in self._refused() if node not in reported]
        domain.note_problems(docname, (_problem(docname, node, url) for node, url in found))

    def _refused(self) -> Iterator[tuple[nodes.Element, str]]:
        """Remove each unsafe link; yield its place and its address."""
        for node in nodes_of(self.document, nodes.reference):
            url = str(node.get("refuri") or node.get("reftarget", ""))
            if is_unsafe(url):
                node.parent.replace(node, node.children)
                yield node, url
        for toctree in nodes_of(self.document, addnodes.toctree):
            unsafe = [entry for entry in toctree["entries"] if is_unsafe(str(entry[1]))]
            toctree["entries"] = [one for one in toctree["entries"] if one not in unsafe]
            for _title, url in unsafe:
                yield toctree, url


# What MyST makes of the line breaks of Markdown.
_LINE_BREAKS = {("html", "<br />\n"), ("latex", "\\\\\n")}


class RefuseRawMarkup(SphinxTransform):
    """Shows HTML in Markdown pages as text, unless docutils' ``raw_enabled`` is on.

    Docutils applies that setting to the directive and the role ``raw``; MyST, under Sphinx, does
    not. Raw nodes in pages of other formats come from extensions and are left alone. Runs after
    the fields are read, so that a check without a build reads the same fields.
    """

    default_priority = 705

    def apply(self) -> None:
        _path, dot, suffix = self.document["source"].rpartition(".")
        is_markdown = self.config.source_suffix.get(dot + suffix) == "markdown"
        if self.document.settings.raw_enabled or not is_markdown:
            return
        domain = NotesDomain.of(self.env)
        for node in list(self.document.findall(nodes.raw)):
            if (node["format"], node.astext()) in _LINE_BREAKS:
                continue
            text = _COMMENT.sub("", node.astext()).strip()
            shown: list[nodes.Node] = [nodes.literal("", text)] if text else []
            if text:
                domain.note_problems(self.env.docname, [self._problem(node)])
                if not isinstance(node.parent, nodes.TextElement):
                    shown = [nodes.paragraph("", "", *shown)]
            node.parent.replace(node, shown)

    def _problem(self, node: nodes.raw) -> Problem:
        message = (
            f"{quoted(node.astext())} is HTML and shown as text, pages may not contain HTML: "
            "write it as Markdown"
        )
        docname = self.env.docname
        return Problem(docname=docname, line=line_of(node), code="raw-markup", message=message)


class RefuseHeadMarkup(SphinxTransform):
    """Removes what a page may not say outside its text, and reports it.

    Metadata that describes the page is allowed; ``http-equiv``, names such as ``referrer`` or
    ``viewport``, and links to edit the page that are no web addresses are not.
    """

    default_priority = 720

    def apply(self) -> None:
        if self.config.eventnotes_trusted:
            return
        found = []
        for node in nodes_of(self.document, nodes.meta):
            if not _describes(node):
                node.parent.remove(node)
                found.append(_head_problem(self.env.docname, node))
        for field in nodes_of(self.document, nodes.field):
            name, value = (part.astext() for part in field.children)
            if name in _EDIT_FIELDS and not _EDIT_URL.fullmatch(value):
                field.parent.remove(field)
                found.append(_problem(self.env.docname, field, value))
        NotesDomain.of(self.env).note_problems(self.env.docname, found)


def _describes(node: nodes.meta) -> bool:
    name = str(node.get("name") or node.get("property") or "").lower()
    return "http-equiv" not in node and (name in _NAMES or name.startswith(_PREFIXES))


def _head_problem(docname: str, node: nodes.meta) -> Problem:
    name = node.get("http-equiv") or node.get("name") or node.get("property") or ""
    message = (
        f"the meta element {quoted(str(name))} is left out, pages may not instruct the browser: "
        f"use {', '.join(sorted(_NAMES))}, or names that start with {' or '.join(_PREFIXES)}"
    )
    return Problem(docname=docname, line=line_of(node), code="refused-meta", message=message)


def _problem(docname: str, node: nodes.Element, url: str) -> Problem:
    message = (
        f"the link to {quoted(url)} is left out, because it would run code: link to a web "
        "address such as https://host/path"
    )
    return Problem(docname=docname, line=line_of(node), code="unsafe-link", message=message)


def trust_no_page(app: Sphinx) -> None:
    """Restrict docutils and MyST, unless ``conf.py`` trusts the pages.

    A ``docutils.conf`` beside ``conf.py`` overrides this.
    """
    if app.config.eventnotes_trusted:
        return
    set_docutils(app.env, raw_enabled=False, file_insertion_enabled=False)
    if "myst_parser" in app.extensions:
        from myst_parser.parsers.sphinx_ import MystParser

        from eventnotes.reading.markdown import SafeMystParser

        if parser_of(app, "markdown") is MystParser:
            app.add_source_parser(SafeMystParser, override=True)
