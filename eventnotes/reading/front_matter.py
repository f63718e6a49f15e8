"""Read the fields before a page's title, with the line numbers that parsers lose."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes

from eventnotes.records.fields import RawField
from eventnotes.text.plain import without_control

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    import yaml

_FENCES = ("---", "...")


def read_fields(found: Iterable[nodes.Element], source: Path) -> list[RawField]:
    """Read the fields before a page's title.

    Markdown front matter is read from the source, because MyST turns lists into JSON and
    splits names by its own rules.

    :param found: the fields as nodes
    :param source: the page's file; may be missing
    """
    lines = _lines(source)
    if lines and lines[0].startswith(_FENCES[0]):
        return list(yaml_fields(lines))
    return [_field(node, lines) for node in found]


def yaml_fields(lines: list[str]) -> Iterator[RawField]:
    """Read YAML front matter: a mapping of values or lists of values between two fences.

    Deeper nested values are ignored.

    :param lines: the lines of the page
    """
    import yaml

    try:
        top = _composed(lines)
    except yaml.YAMLError:
        return
    if not isinstance(top, yaml.MappingNode):
        return
    for key, value in top.value:
        # Not of other nodes: the text of one repeats those that it has many times by aliases.
        if not isinstance(key, yaml.ScalarNode):
            continue
        items: tuple[str, ...] = ()
        text = ""
        if isinstance(value, yaml.SequenceNode):
            items = tuple(_text(one) for one in value.value if isinstance(one, yaml.ScalarNode))
            text = ", ".join(items)
        elif not isinstance(value, yaml.ScalarNode):
            continue
        elif value.tag != "tag:yaml.org,2002:null":
            text = _text(value)
        line = key.start_mark.line + 2
        yield RawField(name=without_control(str(key.value)), text=text, line=line, items=items)


def _text(scalar: yaml.ScalarNode) -> str:
    return " ".join(without_control(str(scalar.value)).split())


def front_matter_fault(lines: list[str]) -> tuple[int, str] | None:
    """Return the line of the first error in YAML front matter and what is wrong, or None.

    :param lines: the lines of the page
    """
    import yaml

    try:
        _composed(lines)
    except yaml.MarkedYAMLError as error:
        place = error.problem_mark or error.context_mark
        fix = "quote a value that has ': ' or starts with '@', '[' or a quote"
        return (place.line + 2 if place else 1), f"{error.problem} ({fix})"
    except yaml.YAMLError as error:
        return 1, " ".join(str(error).split())
    return None


def _composed(lines: list[str]) -> yaml.Node | None:
    """Return the nodes of YAML front matter.

    :raises yaml.YAMLError: if it is invalid or nested too deep
    """
    # Only Markdown pages need PyYAML, and MyST depends on it.
    import yaml

    try:
        return yaml.compose(_between_fences(lines))
    except RecursionError:
        msg = "it is nested too deep"
        raise yaml.YAMLError(msg) from None


def _between_fences(lines: list[str]) -> str:
    end = next((n for n, line in enumerate(lines) if n and line.startswith(_FENCES)), len(lines))
    return "\n".join(lines[1:end])


def _lines(source: Path) -> list[str]:
    try:
        return source.read_text(encoding="utf-8-sig", errors="replace").splitlines()
    except OSError:
        return []


def _field(node: nodes.Element, lines: list[str]) -> RawField:
    """Read a field from a ``field`` node or from a docinfo element."""
    if isinstance(node, nodes.field):
        name, body = node[0].astext(), node[1]
        items = [one.astext() for one in body.findall(nodes.list_item)]
    else:
        name, body = node.tagname, node
        items = [one.astext() for one in node.children if isinstance(one, nodes.author)]
    texts = tuple(" ".join(item.split()) for item in items)
    # An empty field contains a system message.
    said = [one.astext() for one in body.children if not isinstance(one, nodes.system_message)]
    text = ", ".join(texts) or " ".join(" ".join(said).split())
    return RawField(name=name, text=text, line=node.line or _line(name, lines), items=texts)


def _line(name: str, lines: list[str]) -> int:
    """Return the line of the field *name*, or 1 if it is missing."""
    start = re.compile(rf":{re.escape(name)}:", re.IGNORECASE)
    return next((number for number, line in enumerate(lines, 1) if start.match(line)), 1)
