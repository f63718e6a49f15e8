"""What pages may not hold: links and markup that would run something. Their words stay."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms import SphinxTransform

from eventnotes.domain import NotesDomain
from eventnotes.reading.page import field_list, line_of, nodes_of
from eventnotes.records.model import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx


_SCHEMES = frozenset({"data", "javascript", "vbscript"})
# What browsers skip in an address: https://url.spec.whatwg.org/#concept-basic-url-parser.
_SKIPPED = re.compile(r"[\x00-\x20\x7f]")
# What a page may say of itself in its head: https://html.spec.whatwg.org/#standard-metadata-names.
_NAMES = frozenset({"author", "copyright", "date", "description", "keywords", "robots"})
_PREFIXES = ("article:", "citation_", "dc.", "dcterms.", "og:", "twitter:")
_COMMENT = re.compile("<!--.*?-->", re.DOTALL)


def is_unsafe(url: str) -> bool:
    """Tell an address that a browser would run, or show as a page of the site's own."""
    scheme, colon, _rest = _SKIPPED.sub("", url).partition(":")
    return bool(colon) and scheme.lower() in _SCHEMES


class RefuseUnsafeLinks(SphinxTransform):
    """Takes such links out of every page, and notes them as problems.

    Runs after the page's fields are read, whose links have a check of their own.
    """

    default_priority = 720

    def apply(self) -> None:
        """Refuse the links of the page and of its toctrees."""
        domain = NotesDomain.of(self.env)
        docname = self.env.docname
        fields = field_list(self.document) if docname in domain.records else None
        told = set(fields.findall(nodes.reference)) if fields else set()
        found = [(node, url) for node, url in self._refused() if node not in told]
        domain.note_problems(docname, (_problem(docname, node, url) for node, url in found))

    def _refused(self) -> Iterator[tuple[nodes.Element, str]]:
        """Take each link out, and return where it was and where it led."""
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


class RefuseRawMarkup(SphinxTransform):
    """Shows HTML in a Markdown page as text where docutils' ``raw_enabled`` is off.

    Runs once the page's fields are read, so that the check without a build, which leaves such
    markup alone, reads the same ones.

    Docutils itself minds that setting for the directive and the role ``raw``; MyST, under
    Sphinx, does not. What an extension's directive puts into other pages is its own affair.
    """

    default_priority = 705

    def apply(self) -> None:
        """Turn the markup into text, and comments into nothing."""
        _path, dot, suffix = self.document["source"].rpartition(".")
        is_markdown = self.config.source_suffix.get(dot + suffix) == "markdown"
        if self.document.settings.raw_enabled or not is_markdown:
            return
        domain = NotesDomain.of(self.env)
        for node in list(self.document.findall(nodes.raw)):
            text = _COMMENT.sub("", node.astext()).strip()
            shown: list[nodes.Node] = [nodes.literal("", text)] if text else []
            if text:
                domain.note_problems(self.env.docname, [self._problem(node)])
                if not isinstance(node.parent, nodes.TextElement):
                    shown = [nodes.paragraph("", "", *shown)]
            node.parent.replace(node, shown)

    def _problem(self, node: nodes.raw) -> Problem:
        message = (
            f"{_shown(node.astext())!r} is HTML, which pages may not hold, and is shown "
            "as text: write it as Markdown"
        )
        docname = self.env.docname
        return Problem(docname=docname, line=line_of(node), code="raw-markup", message=message)


class RefuseHeadMarkup(SphinxTransform):
    """Takes out of a page what it may not put into its head: what redirects, loads or rules.

    A page may describe itself; ``http-equiv`` and names such as ``referrer`` or ``viewport``
    instruct the browser.
    """

    default_priority = 720

    def apply(self) -> None:
        """Take them out, and note them as problems."""
        if self.config.eventnotes_trusted:
            return
        found = []
        for node in nodes_of(self.document, nodes.meta):
            if not _describes(node):
                node.parent.remove(node)
                found.append(_head_problem(self.env.docname, node))
        NotesDomain.of(self.env).note_problems(self.env.docname, found)


def _describes(node: nodes.meta) -> bool:
    name = str(node.get("name") or node.get("property") or "").lower()
    return "http-equiv" not in node and (name in _NAMES or name.startswith(_PREFIXES))


def _head_problem(docname: str, node: nodes.meta) -> Problem:
    name = node.get("http-equiv") or node.get("name") or node.get("property") or ""
    message = (
        f"the page may not put {_shown(str(name))!r} into its head, which is left out: it may "
        f"describe itself by {', '.join(sorted(_NAMES))}, or names that begin with "
        f"{' or '.join(_PREFIXES)}"
    )
    return Problem(docname=docname, line=line_of(node), code="refused-meta", message=message)


def _problem(docname: str, node: nodes.Element, url: str) -> Problem:
    message = (
        f"the link to {_shown(url)!r} would run something and is left out: link to a web "
        "address, https://host/path"
    )
    return Problem(docname=docname, line=line_of(node), code="unsafe-link", message=message)


def _shown(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else f"{line[:57]}…"


def trust_no_page(app: Sphinx) -> None:
    """Have docutils and MyST read pages as a stranger's, unless ``conf.py`` trusts them.

    A ``docutils.conf`` beside it, which is the keeper's as well, has the last word.
    """
    if app.config.eventnotes_trusted:
        return
    app.env.settings |= {"raw_enabled": False, "file_insertion_enabled": False}
    if "myst_parser" in app.extensions:
        from myst_parser.parsers.sphinx_ import MystParser

        from eventnotes.reading.markdown import SafeMystParser

        if app.registry.get_source_parsers().get("markdown") is MystParser:
            app.add_source_parser(SafeMystParser, override=True)
