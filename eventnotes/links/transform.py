"""Each link out of the site gets its archived copy beside it, in HTML, EPUB and books."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.locale import _
from sphinx.transforms.post_transforms import SphinxPostTransform

from eventnotes.domain import NotesDomain
from eventnotes.fields import FieldNames
from eventnotes.links.archived import LIVING, copy_date, copy_of, is_web, no_copy
from eventnotes.links.ledger import Entry
from eventnotes.links.pages import link_day
from eventnotes.reading import field_list

if TYPE_CHECKING:
    from datetime import date

    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator


class beside_link(nodes.Inline, nodes.Element):  # noqa: N801 - named as docutils names nodes
    """A small link beside another: to its archived copy, or, where that leads, the original.

    Its text is no text of the page, so that a search finds what the page says.
    """


class robust_link(nodes.reference):  # noqa: N801 - named as docutils names nodes
    """A link that leads to an archived copy itself, for its original is gone."""


class RobustLinks(SphinxPostTransform):
    """Puts a link's archived copy beside it; first where the ledger says that it is gone.

    HTML gets Robust Links (https://robustlinks.mementoweb.org/spec/), other formats plain
    references of the class ``archived``.
    """

    # After names of Python's have become links, and everything else that is resolved.
    default_priority = 650
    formats = ("html", "latex", "typst")

    def run(self, **kwargs: Any) -> None:
        """Go through the page's links out of the site."""
        domain = NotesDomain.of(self.env)
        self._mark_recordings()
        if not self.config.eventnotes_archived_links:
            return
        for node in list(self.document.findall(nodes.reference)):
            url = node.get("refuri", "")
            if not is_web(url):
                continue
            if reason := LIVING if _is_living(node) else no_copy(url):
                node["reftitle"] = node.get("reftitle") or _(reason)
                continue
            day = link_day(domain.archive, self._docname(node), self.config.eventnotes_links_date)
            self._add_copy(node, domain.ledger.entries.get(url) or Entry(url=url), day)

    def _docname(self, node: nodes.Node) -> str:
        """Return the page that a node is of; books have many in one document."""
        while node is not None:
            if isinstance(node, nodes.Element) and "docname" in node:
                return str(node["docname"])
            node = node.parent
        return self.env.docname

    def _add_copy(self, node: nodes.reference, entry: Entry, day: date | None) -> None:
        copy = entry.archived or copy_of(entry.url, day)
        gone = entry.state == "gone"
        if gone:
            node["refuri"] = copy
            node["classes"].append("notes-gone")
        if self.app.builder.format == "html":
            if gone:
                node = _as_robust(node)
            other = _beside(node, entry.url if gone else copy, gone=gone)
            archived = node if gone else other
            archived["robust"] = {"data-originalurl": entry.url}
            if when := copy_date(copy):
                archived["robust"]["data-versiondate"] = when
            _insert_after(node, [other])
        else:
            text = _("original, gone") if gone else _("archived")
            other = nodes.reference("", text, refuri=entry.url if gone else copy)
            other["classes"] += ["archived"]
            _insert_after(node, [nodes.Text(" ("), other, nodes.Text(")")])

    def _mark_recordings(self) -> None:
        """Mark the links to recordings, which have a picture of their own."""
        fields = field_list(self.document)
        names = FieldNames(self.config.eventnotes_field_names)
        for field in fields.findall(nodes.field) if fields else ():
            known = names.find(field[0].astext())
            if known and known.key == "video":
                for link in field.findall(nodes.reference):
                    link["classes"].append("notes-recording")


def _is_living(node: nodes.reference) -> bool:
    """Tell a link that a role of the Python domain became."""
    return any("py" in child["classes"] for child in node.findall(nodes.literal))


def _beside(node: nodes.reference, url: str, *, gone: bool) -> beside_link:
    text = " ".join(node.astext().split()) or node["refuri"]
    label = _("original address of %s, gone") if gone else _("archived copy of %s")
    kind = "notes-original" if gone else "notes-archived"
    return beside_link("", refuri=url, label=label % f"“{text}”", classes=[kind])


def _as_robust(node: nodes.reference) -> robust_link:
    new = robust_link("", "", *node.children, **node.attributes)
    node.replace_self(new)
    return new


def _insert_after(node: nodes.reference, new: list[nodes.Node]) -> None:
    place = node.parent.index(node) + 1
    node.parent[place:place] = new


def visit_beside_link(self: HTML5Translator, node: nodes.Element) -> None:
    """Write the small link: its label is read aloud, and a style sheet makes it a picture."""
    attributes = {"href": node["refuri"], "title": node["label"], **node.get("robust", {})}
    # A no-break space keeps it on the link's line.
    self.body.append("\N{NO-BREAK SPACE}")
    self.body.append(self.starttag(node, "a", "", CLASS="reference external", **attributes))
    self.body.append(f"<span>{self.encode(node['label'])}</span></a>")
    raise nodes.SkipNode


def visit_robust_link(self: HTML5Translator, node: nodes.Element) -> None:
    """Write a link as any other, with the attributes of Robust Links."""
    self.visit_reference(node)
    attributes = "".join(f' {name}="{self.attval(text)}"' for name, text in node["robust"].items())
    self.body[-1] = self.body[-1].removesuffix(">") + attributes + ">"


def depart_robust_link(self: HTML5Translator, node: nodes.Element) -> None:
    """End the link."""
    self.depart_reference(node)


def setup(app: Sphinx) -> None:
    """Register the transform and its nodes."""
    app.add_node(beside_link, html=(visit_beside_link, None))
    app.add_node(robust_link, html=(visit_robust_link, depart_robust_link))
    app.add_post_transform(RobustLinks)
    app.add_css_file("notes-links.css", priority=150)
