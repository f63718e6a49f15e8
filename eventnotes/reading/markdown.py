"""Untrusted Markdown pages: restricted front matter, and substitutions in a sandbox.

MyST lets a page enable extensions. One of them renders expressions with Jinja2, which without a
sandbox runs arbitrary code (https://jinja.palletsprojects.com/en/stable/sandbox/).
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import yaml
from jinja2 import StrictUndefined, TemplateError
from jinja2 import nodes as jinja
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from myst_parser.config.main import TopmatterReadError, merge_file_level, read_topmatter
from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer
from myst_parser.parsers.mdit import create_md_parser
from myst_parser.parsers.sphinx_ import MystParser
from myst_parser.warnings_ import MystWarnings, create_warning

from eventnotes.domain import NotesDomain
from eventnotes.reading.front_matter import front_matter_fault
from eventnotes.reading.limits import LimitError
from eventnotes.records.model import Problem

if TYPE_CHECKING:
    from docutils import nodes
    from markdown_it.tree import SyntaxTreeNode

#: The MyST settings that front matter may change: they affect only how the page looks.
HARMLESS = frozenset(
    {
        "footnote_sort",
        "footnote_transition",
        "html_meta",
        "number_code_blocks",
        "substitutions",
        "title_to_header",
    }
)
#: The syntax extensions that a page may enable. Substitutions must be enabled in ``conf.py``.
SYNTAX = frozenset(
    {"amsmath", "attrs_block", "attrs_inline", "colon_fence", "deflist", "dollarmath", "fieldlist"}
    | {"html_admonition", "html_image", "replacements", "smartquotes", "strikethrough", "tasklist"}
)
# Forbidden in expressions, because their cost depends on the operands.
_COSTLY = (jinja.Call, jinja.Mul, jinja.Pow, jinja.Mod)
_FILTERS = frozenset(
    {"capitalize", "d", "default", "e", "escape", "first", "join", "last", "length", "lower"}
    | {"replace", "sort", "string", "title", "trim", "unique", "upper"}
)
# Limits on substitutions: they can be nested, and the result is parsed as Markdown.
DEEPEST = 10
LONGEST = 100_000
# Aliases in front matter, which a few lines can expand to billions of values.
ALIASES = 10


# A heading of the first level.
_HEADING = re.compile(r"^(?:#\s|[^\s>#].*\n=+\s*$)", re.MULTILINE)


class SafeRenderer(SphinxRenderer):
    """Renders substitutions in Jinja's sandbox."""

    def render_substitution(self, token: SyntaxTreeNode, inline: bool) -> None:
        """Replace an expression by its result, which MyST parses.

        The expression can use only the substitutions of ``conf.py`` and of the page.
        """
        known = dict(self.md_config.substitutions)
        content = token.content.strip()
        if content not in known:
            try:
                known[content] = self._rendered(content, known)
            except (TemplateError, SecurityError, ArithmeticError, LookupError, TypeError,
                    ValueError, AttributeError) as error:  # fmt: skip
                self.create_warning(
                    f"the substitution {content[:60]!r} is left out ({error}): use a name defined "
                    "in myst_substitutions or in the page's front matter",
                    MystWarnings.SUBSTITUTION,
                    line=token.map[0] + 1 if token.map else None,
                    append_to=self.current_node,
                )
                return
        config, self.md_config = self.md_config, replace(self.md_config, substitutions=known)
        try:
            super().render_substitution(token, inline)
        finally:
            self.md_config = config

    def _rendered(self, expression: str, known: dict[str, Any]) -> str:
        nested = len(getattr(self.document, "sub_references", ()))
        if nested >= DEEPEST:
            msg = f"substitutions are nested more than {DEEPEST} deep"
            raise ValueError(msg)
        sandbox = ImmutableSandboxedEnvironment(undefined=StrictUndefined)
        sandbox.globals.clear()
        source = f"{{{{{expression}}}}}"
        parsed = sandbox.parse(source)
        filters = {one.name for one in parsed.find_all(jinja.Filter)}
        if next(parsed.find_all(_COSTLY), None) or filters - _FILTERS:
            msg = f"expected only names, + and ~, and the filters {', '.join(sorted(_FILTERS))}"
            raise ValueError(msg)
        text = sandbox.from_string(source).render(known)
        if len(text) > LONGEST:
            msg = f"the result is longer than {LONGEST} characters"
            raise ValueError(msg)
        return text


class SafeMystParser(MystParser):
    """MyST's parser with restricted front matter."""

    def parse(self, inputstring: str, document: nodes.document) -> None:
        _limit_aliases(inputstring)
        env = document.settings.env
        config = env.myst_config
        domain = NotesDomain.of(env)
        try:
            front = read_topmatter(inputstring)
        except TopmatterReadError:
            front = None
            if fault := front_matter_fault(inputstring.splitlines()):
                domain.note_problems(env.docname, [_unread(env.docname, *fault)])
        if front:
            refused = [_problem(env.docname, name) for name in _refuse(front)]
            domain.note_problems(env.docname, refused)

            def warn(kind: MystWarnings, message: str) -> None:
                create_warning(document, message, kind, line=1, append_to=document)

            config = merge_file_level(config, front, warn)
            if not _HEADING.search(inputstring):
                config = replace(config, title_to_header=True)
        parser = create_md_parser(config, SafeRenderer)
        parser.options["document"] = document
        parser.render(inputstring)


def _limit_aliases(source: str) -> None:
    """Raise `LimitError` if the front matter of *source* has many aliases."""
    if not source.startswith("---"):
        return
    front = re.split(r"^(?:---|\.\.\.)", source[3:], maxsplit=1, flags=re.MULTILINE)[0]
    try:
        found = sum(isinstance(one, yaml.AliasToken) for one in yaml.scan(front))
    except yaml.YAMLError:
        return
    if found > ALIASES:
        msg = f"its front matter has more than {ALIASES} aliases"
        raise LimitError(msg)


def _refuse(front: dict[str, Any]) -> list[str]:
    """Remove forbidden settings from *front*, and return their names."""
    settings = front.get("myst")
    if not isinstance(settings, dict):
        return []
    kept = {name: value for name, value in settings.items() if name in HARMLESS}
    refused = sorted(str(name) for name in settings.keys() - kept.keys() - {"enable_extensions"})
    enabled = settings.get("enable_extensions")
    if isinstance(enabled, (list, tuple, set)):
        kept["enable_extensions"] = [one for one in enabled if _is_syntax(one)]
        refused += [f"enable_extensions: {one}" for one in enabled if not _is_syntax(one)]
    front["myst"] = kept
    return refused


def _is_syntax(name: object) -> bool:
    return isinstance(name, str) and name in SYNTAX


def _unread(docname: str, line: int, fault: str) -> Problem:
    return Problem(
        docname=docname,
        line=line,
        code="bad-front-matter",
        message=f"the front matter is not valid YAML, so none of it is read: {fault}",
    )


def _problem(docname: str, what: str) -> Problem:
    return Problem(
        docname=docname,
        line=1,
        code="refused-setting",
        message=f"the MyST setting {what[:80]!r} is ignored, pages may not change it: set "
        f"myst_{what.partition(':')[0]} in conf.py",
    )
