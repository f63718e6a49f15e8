"""The ``code-table`` directive: a definition list from one of the code's tables."""

from __future__ import annotations

from argparse import ArgumentParser
from functools import partial
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from eventnotes.book import settings as book
from eventnotes.checks import table as checks
from eventnotes.commands import cli
from eventnotes.records import fields
from eventnotes.settings import table as config
from eventnotes.theme import options

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from docutils.nodes import Node
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

    from eventnotes.settings.setting import Setting

# Name, classifier and description of an item.
Item = tuple[str, str, str]


def field_items() -> Iterator[Item]:
    """Return each field with the kinds of pages that have it, and its help."""
    for one in fields.FIELDS:
        kinds = [f"{kind}{' (required)' * (kind in one.required)}" for kind in sorted(one.kinds)]
        yield ", ".join(one.names), ", ".join(kinds), one.help


def setting_items(settings: Iterable[Setting]) -> Iterator[Item]:
    """Return each of *settings* with its type, default and help."""
    for one in settings:
        yield one.name, f"{one.type_name}, {one.shown or repr(one.default)}", one.help


def check_items() -> Iterator[Item]:
    """Return each check with its rule and fix."""
    for one in checks.CHECKS:
        yield one.code, "", f"{one.rule} {one.fix}"


def option_items() -> Iterator[Item]:
    """Return each option of sphinx_rtd_theme without an effect, with the reason."""
    for name, reason in options.NOT_FOLLOWED.items():
        yield name, "", f"{reason[0].upper()}{reason[1:]}."


def command_items() -> Iterator[Item]:
    """Return each command with its description, an example and its exit statuses."""
    parsers = cli.add_commands(ArgumentParser(), cli.COMMANDS)
    for one in cli.COMMANDS:
        text = parsers[one.name].description
        yield one.name, one.example, f"{text} Exit status: {one.statuses}."


TABLES: dict[str, Callable[[], Iterator[Item]]] = {
    "fields": field_items,
    "settings": partial(setting_items, config.SETTINGS),
    "book-settings": partial(setting_items, book.SETTINGS),
    "checks": check_items,
    "commands": command_items,
    "theme-options": option_items,
}


class CodeTable(SphinxDirective):
    """Shows a table of the code: ``.. code-table:: fields``."""

    required_arguments = 1

    def run(self) -> list[Node]:
        """Return the table as a definition list. The page is rebuilt when the code changes."""
        items = TABLES.get(self.arguments[0])
        if items is None:
            raise self.error(f"no table {self.arguments[0]!r}: expected {', '.join(TABLES)}")
        for module in (checks, config, fields, book, cli):
            self.env.note_dependency(str(module.__file__))
        found = nodes.definition_list(classes=["simple"])
        found["support_smartquotes"] = False  # it contains Python values
        for name, beside, text in items():
            item = nodes.definition_list_item("", nodes.term("", "", nodes.literal(text=name)))
            self.set_source_info(item)
            if beside:
                item += nodes.classifier(text=beside)
            item += nodes.definition("", nodes.paragraph(text=text))
            found += item
        return [found]


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the directive."""
    app.add_directive("code-table", CodeTable)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
