"""Extract plain data from a doctree: title, fields, vocabulary and module mentions."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from docutils import nodes
from sphinx import addnodes

from eventnotes.reading.front_matter import read_fields
from eventnotes.records.fields import RawField
from eventnotes.records.model import Link, ModuleUse, Topic
from eventnotes.records.modules import module_of
from eventnotes.text.collation import identity, slug

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

_Node = TypeVar("_Node", bound=nodes.Node)

UNSEEN = (nodes.Invisible, nodes.system_message, addnodes.index, addnodes.highlightlang)
_LISTS = (nodes.bullet_list, nodes.enumerated_list)


def nodes_of(document: nodes.document, kind: type[_Node]) -> list[_Node]:
    """Return all nodes of one *kind* in *document*, breadth first.

    More than twice as fast as ``findall``, but not in document order.
    """
    found = []
    todo: list[nodes.Node] = [document]
    for node in todo:
        if isinstance(node, kind):
            found.append(node)
        todo += node.children
    return found


def line_of(node: nodes.Node | None) -> int:
    """Return the line of *node*, or of its nearest ancestor that has one."""
    while node is not None and not node.line:
        node = node.parent
    return (node.line if node else None) or 1


def title_section(document: nodes.document) -> nodes.section | None:
    """Return the section with the page's title."""
    return next((node for node in document.children if isinstance(node, nodes.section)), None)


def field_list(section: nodes.Element | None) -> nodes.field_list | None:
    """Return the field list under a section's title, directly or after a first paragraph."""
    paragraphs = 0
    for node in section.children[1:] if section else ():
        if isinstance(node, nodes.field_list):
            return node
        paragraphs += isinstance(node, nodes.paragraph)
        if paragraphs > 1 or not isinstance(node, (*UNSEEN, nodes.paragraph)):
            return None
    return None


def restore_initials(section: nodes.Element | None) -> None:
    """Turn names that were parsed as lists back into text: ``:Speaker: B. Aragon``.

    A letter with a full stop is an enumerator, so a value that starts with an initial is parsed
    as a list with one item; two initials are parsed as nested lists.
    """
    fields = field_list(section)
    for field in fields.findall(nodes.field) if fields else ():
        body = elements(field)[-1]
        _restore_initials(body)
        for points in elements(body):
            if isinstance(points, nodes.bullet_list):
                for point in elements(points):
                    _restore_initials(point)


def _restore_initials(holder: nodes.Element) -> None:
    inner, depth = holder, 0
    while item := _only_item(inner):
        inner, depth = item, depth + 1
    if depth and inner.children and isinstance(inner[0], nodes.paragraph):
        initials = holder.rawsource.split(maxsplit=depth)[:depth]
        text = inner[0]
        begun = " ".join([*initials, ""])
        if isinstance(text[0], nodes.Text):  # in one node, so that the name can become a link
            text[0] = nodes.Text(begun + text[0])
        else:
            text.insert(0, nodes.Text(begun))
        holder[:] = inner.children


def _only_item(node: nodes.Element) -> nodes.list_item | None:
    """Return the item of *node*'s only child, if that is a one-item list with letters."""
    match elements(node):
        case [nodes.enumerated_list() as found] if found["enumtype"] != "arabic":
            items = [one for one in found.children if isinstance(one, nodes.list_item)]
            return items[0] if len(items) == 1 else None
    return None


def front_matter(document: nodes.document) -> list[nodes.Element]:
    """Return the field nodes before the title, in Markdown the front matter."""
    for node in document.children:
        if isinstance(node, (nodes.docinfo, nodes.field_list)):
            return elements(node)
        if not isinstance(node, UNSEEN):
            return []
    return []


def front_fields(document: nodes.document) -> list[RawField]:
    """Return the fields before the title.

    MyST drops all of them if one is an invalid YAML value, such as February 30.
    """
    found = front_matter(document)
    return read_fields(found, Path(document["source"])) if found or is_markdown(document) else []


def is_markdown(document: nodes.document) -> bool:
    """Return whether a page is in Markdown, with its fields before the title."""
    return not document["source"].endswith((".rst", ".rest", ".txt"))


def elements(node: nodes.Element) -> list[nodes.Element]:
    """Return the children of *node* except text and system messages."""
    return [
        one
        for one in node.children
        if isinstance(one, nodes.Element) and not isinstance(one, nodes.system_message)
    ]


def listed_fields(section: nodes.Element | None) -> Iterator[RawField]:
    """Return all fields of the field list under a section's title."""
    found = field_list(section)
    for node in found.children if found else ():
        if isinstance(node, nodes.field):
            yield raw_field(node)


def raw_field(node: nodes.field) -> RawField:
    name, body = elements(node)
    return RawField(
        name=name.astext(),
        text=_text(body),
        line=node.line or name.line or body.line or 1,
        links=tuple(
            Link(text=one.astext(), url=one["refuri"])
            for one in body.findall(nodes.reference)
            if one.get("refuri")
        ),
        items=tuple(
            _text(item)
            for one in body.children
            if isinstance(one, _LISTS)
            for item in elements(one)
        ),
    )


def _text(node: nodes.Element) -> str:
    """Return the text of *node* in one line, list items separated by commas."""
    parts = [
        ", ".join(_text(item) for item in elements(one))
        if isinstance(one, _LISTS)
        else " ".join(one.astext().split())
        for one in elements(node)
    ]
    if not any(isinstance(one, nodes.Body) for one in elements(node)):
        return " ".join(node.astext().split())
    return " ".join(part for part in parts if part)


def vocabulary(document: nodes.document, docname: str) -> list[Topic]:
    """Return the topics defined in a page's definition lists."""
    topics: dict[tuple[int, ...], Topic] = {}
    for item in document.findall(nodes.definition_list_item):
        name = item[0].astext()
        meaning = " ".join(item[-1].astext().split())
        line = item.line or item[0].line or 1
        topics.setdefault(
            identity(name),
            Topic(id=slug(name), name=name, meaning=meaning, docname=docname, line=line),
        )
    return list(topics.values())


def python_names(document: nodes.document) -> Iterator[addnodes.pending_xref]:
    """Yield a page's references in the Python domain."""
    for node in nodes_of(document, addnodes.pending_xref):
        if node.get("refdomain") == "py":
            yield node


def module_uses(
    document: nodes.document, docname: str, documented: Container[str]
) -> list[ModuleUse]:
    """Return the sections that mention a Python module in a role.

    :param documented: the modules in the inventories
    """
    uses = set()
    for node in python_names(document):
        module = module_of(node["reftype"], node["reftarget"], documented)
        section = _section(node)
        if module and section is not None:
            heading = section[0].astext()
            anchor = section["ids"][0]
            uses.add(ModuleUse(module=module, docname=docname, anchor=anchor, heading=heading))
    return sorted(uses)


def _section(node: nodes.Node) -> nodes.section | None:
    parent = node.parent
    while parent is not None and not isinstance(parent, nodes.section):
        parent = parent.parent
    return parent
