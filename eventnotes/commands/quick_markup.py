"""Pages parsed without a build: docutils alone, with stand-ins for what only Sphinx knows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import frontend, nodes, utils
from docutils.parsers.rst import Directive, directives, roles
from docutils.parsers.rst import Parser as RstParser
from docutils.readers.standalone import Reader
from docutils.transforms.references import DanglingReferences
from sphinx import addnodes
from sphinx.util.docutils import CustomReSTDispatcher
from sphinx.util.nodes import explicit_title_re

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from types import ModuleType

    from docutils.parsers import Parser
    from docutils.parsers.rst.states import Inliner
    from docutils.utils import Reporter

# Directives, beside docutils' own, whose content is no markup; that of others is read as some.
_LITERAL = frozenset(
    "code-block sourcecode literalinclude doctest testcode testoutput testsetup "
    "testcleanup productionlist graphviz digraph graph mermaid plantuml index tabularcolumns "
    "currentmodule".split()
)
_SETTINGS = {
    "doctitle_xform": False,
    "sectsubtitle_xform": False,
    # Nobody is told of a parser's own complaints here: a build does that.
    "report_level": 5,
    "halt_level": 5,
    "warning_stream": False,
    "file_insertion_enabled": False,
}


# A heading: a line of text, which is no field, and one of punctuation; with the line before.
_HEADING = re.compile(r"^(?:\S+\n)?[^\s:].*\n([!-/:-@[-`{-~])\1{2,}[ \t]*$", re.MULTILINE)
# What can matter to the top of a page from further down: targets, substitutions, notes.
_REACHES_UP = re.compile(r"^\s*(?:\.\. [_|[]|__ )|>`_(?!_)", re.MULTILINE)


def head(text: str) -> str:
    """Return a reStructuredText page up to its second heading: its title and fields.

    Where something further down can matter to them, that is the whole page.
    """
    headings = _HEADING.finditer(text)
    next(headings, None)
    second = next(headings, None)
    if second is None or _REACHES_UP.search(text, second.start()):
        return text
    return text[: second.start()]


class PageParser:
    """Parses pages of one markup.

    :param markdown: whether they are MyST Markdown
    :param settings: the site's settings of MyST, ``myst_…``
    :raises ImportError: for Markdown where MyST is not installed
    """

    def __init__(self, *, markdown: bool, settings: Mapping[str, Any]) -> None:
        self._parser = _myst_parser() if markdown else RstParser()
        self._settings = frontend.get_default_settings(Reader(), self._parser)
        for name, value in {**_SETTINGS, **settings}.items():
            setattr(self._settings, name, value)

    def parse(self, text: str, path: str) -> nodes.document:
        """Return the doctree of a page, references within it resolved."""
        document = utils.new_document(path, self._settings.copy())
        document.transformer.add_transforms(_READER_TRANSFORMS)
        document.transformer.add_transforms(self._parser.get_transforms())
        with _StandIns():
            self._parser.parse(text, document)
            document.transformer.apply_transforms()
        return document


# As in Sphinx, which looks for missing targets itself.
_READER_TRANSFORMS = [one for one in Reader().get_transforms() if one is not DanglingReferences]


def _myst_parser() -> Parser:
    from myst_parser.parsers.docutils_ import Parser as MystParser

    return MystParser()


# Where docutils keeps what others register, before its own; Sphinx too has to know that.
_REGISTRIES = ((directives, "_directives"), (roles, "_roles"))


class _StandIns(CustomReSTDispatcher):
    """Finds a role or directive for every name: Sphinx's, an extension's, a mistyped one.

    Docutils' own are themselves, even where a build in this process has others in their place.
    """

    def enable(self) -> None:
        """Set aside what has been registered."""
        super().enable()
        self._set_aside = [vars(module)[name] for module, name in _REGISTRIES]
        for module, name in _REGISTRIES:
            setattr(module, name, {})

    def disable(self) -> None:
        """Put it back, and forget the roles that the page has defined."""
        for (module, name), registered in zip(_REGISTRIES, self._set_aside, strict=True):
            setattr(module, name, registered)
        super().disable()

    def directive(
        self, directive_name: str, language_module: ModuleType, document: nodes.document
    ) -> tuple[type[Directive] | None, list[nodes.system_message]]:
        """Return the class of a directive."""
        if directive_name in _LITERAL:
            return _Nothing, []
        if directive_name in _OWN:
            return _OWN[directive_name], []
        found, messages = super().directive(directive_name, language_module, document)
        return (found, messages) if found else (_Content, [])

    def role(
        self, role_name: str, language_module: ModuleType, lineno: int, reporter: Reporter
    ) -> tuple[Any, list[nodes.system_message]]:
        """Return the function of a role."""
        found, messages = super().role(role_name, language_module, lineno, reporter)
        unknown = found is None  # docutils' stubs don't tell
        return (_role, []) if unknown else (found, messages)


class _AnyOption(dict[str, Any]):
    """Takes every option of a directive as it is."""

    def __bool__(self) -> bool:
        return True

    def __missing__(self, name: str) -> Any:
        return directives.unchanged


class _Nothing(Directive):
    """Stands for a directive that has nothing to tell."""

    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[Any] = _AnyOption()

    def run(self) -> list[nodes.Node]:
        """Leave the directive out."""
        return []


class _Content(_Nothing):
    """Stands for a directive around other markup: ``only``, a tab, a card."""

    def run(self) -> list[nodes.Node]:
        """Keep what is in it."""
        node = nodes.container()
        self.state.nested_parse(self.content, self.content_offset, node)
        return [node] if node.children else []


class _Toctree(_Nothing):
    """Keeps the lines of a toctree."""

    def run(self) -> list[nodes.Node]:
        """Return a toctree whose entries are not looked up."""
        return [addnodes.toctree("", entries=list(self.content), glob="glob" in self.options)]


class _Highlight(_Nothing):
    """Keeps the place of a setting, after which Sphinx takes no field for bibliographic."""

    def run(self) -> list[nodes.Node]:
        """Return what Sphinx does."""
        return [addnodes.highlightlang("", lang="", force=False, linenothreshold=0)]


_OWN: dict[str, type[Directive]] = {"toctree": _Toctree, "highlight": _Highlight}


def _role(
    name: str,
    rawtext: str,
    text: str,
    lineno: int,
    inliner: Inliner,
    options: Mapping[str, Any] | None = None,
    content: Sequence[str] = (),
) -> tuple[list[nodes.Node], list[nodes.system_message]]:
    """Return what a reader sees of a role: its title, of a dotted name with ~ the end."""
    match = explicit_title_re.match(text)
    shown = nodes.unescape(match[1] if match else text).lstrip("!")
    if shown.startswith("~") and not match:
        shown = shown.rpartition(".")[2].lstrip("~")
    return [nodes.inline(rawtext, shown)], []
