"""Add archived copies to external links, in HTML, EPUB and books."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from docutils import nodes
from sphinx.locale import _
from sphinx.transforms.post_transforms import SphinxPostTransform

from eventnotes.domain import NotesDomain
from eventnotes.links.archived import LIVING, copy_date, copy_of, is_web, no_copy
from eventnotes.links.ledger import LinkState, ledger_of
from eventnotes.links.pages import link_day
from eventnotes.reading.page import field_list, title_section
from eventnotes.records.fields import FieldNames

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from eventnotes.internals import HTML5Translator


class beside_link(nodes.Inline, nodes.Element):  # noqa: N801 - named as docutils names nodes
    """A small link after another one, to its archived copy or its original.

    Its label is not part of the page's text, so the search does not index it.
    """


class robust_link(nodes.reference):  # noqa: N801 - named as docutils names nodes
    """A link that points to the archived copy because the original is gone."""


class _ArchivedCopies(SphinxPostTransform):
    """Adds the archived copy after each link, or the original if the ledger marks it as gone."""

    # After all references have been resolved.
    default_priority = 650

    def run(self, **kwargs: Any) -> None:
        domain = NotesDomain.of(self.env)
        if not self.config.eventnotes_archived_links:
            return
        for node in list(self.document.findall(nodes.reference)):
            url = node.get("refuri", "")
            if not is_web(url):
                continue
            if reason := LIVING if _is_living(node) else no_copy(url):
                node["reftitle"] = _(reason)
                continue
            day = link_day(domain.archive, self._docname(node), self.config.eventnotes_links_date)
            known = ledger_of(self.env).links.get(url) or LinkState(url=url)
            copy = known.archived or copy_of(url, day)
            if known.state == "gone":
                node["refuri"] = copy
                self.add_original(node, url, copy)
            else:
                self.add_copy(node, url, copy)

    def _docname(self, node: nodes.Element) -> str:
        """Return the docname of a node's page; a book's document contains several."""
        around: nodes.Element | None = node
        while around is not None:
            if "docname" in around:
                return str(around["docname"])
            around = around.parent
        return str(self.env.docname)

    def add_copy(self, node: nodes.reference, url: str, copy: str) -> None:
        """Add a link to the archived copy after *node*."""
        raise NotImplementedError

    def add_original(self, node: nodes.reference, url: str, copy: str) -> None:
        """Add a link to the original after *node*, which points to the archived copy."""
        raise NotImplementedError


class RobustLinks(_ArchivedCopies):
    """Archived copies in HTML, as Robust Links (https://robustlinks.mementoweb.org/spec/)."""

    formats = ("html",)

    def add_copy(self, node: nodes.reference, url: str, copy: str) -> None:
        other = _beside(node, copy, _("archived copy of %s"), "notes-archived")
        other["robust"] = _attributes(url, copy)
        _insert_after(node, [other])

    def add_original(self, node: nodes.reference, url: str, copy: str) -> None:
        robust = robust_link("", "", *node.children, **node.attributes)
        robust["robust"] = _attributes(url, copy)
        node.replace_self(robust)
        label = _("original address of %s, gone")
        _insert_after(robust, [_beside(robust, url, label, "notes-original")])


class ArchivedReferences(_ArchivedCopies):
    """Archived copies in LaTeX: plain references with the class ``archived``."""

    formats = ("latex",)

    def add_copy(self, node: nodes.reference, url: str, copy: str) -> None:
        _insert_after(node, _in_brackets(_("archived"), copy))

    def add_original(self, node: nodes.reference, url: str, copy: str) -> None:
        _insert_after(node, _in_brackets(_("original, gone"), url))


class ArchivedNotes(_ArchivedCopies):
    """Archived copies in the book: the ``other`` address in a reference's footnote."""

    formats = ("typst",)

    def add_copy(self, node: nodes.reference, url: str, copy: str) -> None:
        node["other"] = (_("archived"), copy)

    def add_original(self, node: nodes.reference, url: str, copy: str) -> None:
        node["other"] = (_("original, gone"), url)


class MarkRecordings(SphinxPostTransform):
    """Marks links to recordings, which the style sheet gives an icon."""

    default_priority = 640
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        fields = field_list(title_section(self.document))
        names = FieldNames(self.config.eventnotes_field_names)
        for field in fields.findall(nodes.field) if fields else ():
            known = names.find(field[0].astext())
            if known and known.key == "video":
                for link in field.findall(nodes.reference):
                    link["classes"].append("notes-recording")


def link_dependencies(app: Sphinx, docname: str) -> object:
    """Return what a page shows of its links that is not in its source."""
    domain = NotesDomain.of(app.env)
    known = ledger_of(app.env).links
    day = link_day(domain.archive, docname, app.config.eventnotes_links_date)
    return day, [known.get(link.url) for link in domain.links.get(docname, ())]


def _is_living(node: nodes.reference) -> bool:
    """Return whether a role of the Python domain made this link."""
    return any("py" in child["classes"] for child in node.findall(nodes.literal))


def _beside(node: nodes.reference, url: str, label: str, kind: str) -> beside_link:
    text = " ".join(node.astext().split()) or node["refuri"]
    return beside_link("", refuri=url, label=label % f"“{text}”", classes=[kind])


def _attributes(url: str, copy: str) -> dict[str, str]:
    when = copy_date(copy)
    return {"data-originalurl": url} | ({"data-versiondate": when} if when else {})


def _in_brackets(text: str, url: str) -> list[nodes.Node]:
    link = nodes.reference("", text, refuri=url, classes=["archived"])
    return [nodes.Text(" ("), link, nodes.Text(")")]


def _insert_after(node: nodes.reference, new: list[nodes.Node]) -> None:
    parent = cast("nodes.Element", node.parent)
    if not isinstance(parent, nodes.TextElement):  # a linked image
        new = [nodes.paragraph("", "", *new)]
    place = parent.index(node) + 1
    parent[place:place] = new


def visit_beside_link(self: HTML5Translator, node: nodes.Element) -> None:
    """Write the small link. Screen readers read its label, the style sheet shows an icon.

    It has no text, which themes' own searches would show in the middle of a sentence.
    """
    label = {"title": node["label"], "aria-label": node["label"]}
    attributes = {"href": node["refuri"], **label, **node.get("robust", {})}
    # Keeps it on the same line as the link.
    self.body.append("\N{NO-BREAK SPACE}")
    self.body.append(self.starttag(node, "a", "", CLASS="reference external", **attributes))
    self.body.append("</a>")
    raise nodes.SkipNode


def visit_robust_link(self: HTML5Translator, node: nodes.Element) -> None:
    self.visit_reference(node)
    attributes = "".join(f' {name}="{self.attval(text)}"' for name, text in node["robust"].items())
    self.body[-1] = self.body[-1].removesuffix(">") + attributes + ">"


def depart_robust_link(self: HTML5Translator, node: nodes.reference) -> None:
    self.depart_reference(node)


#: The nodes above, with their HTML visitors.
NODES = {
    beside_link: (visit_beside_link, None),
    robust_link: (visit_robust_link, depart_robust_link),
}
