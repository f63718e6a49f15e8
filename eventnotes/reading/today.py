"""The date of the build in a page, reproducible and never out of date."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms import SphinxTransform
from sphinx.util.docutils import SphinxDirective

from eventnotes.internals import SubstitutionDef, format_date

if TYPE_CHECKING:
    from docutils.nodes import Node


class Date(SphinxDirective):
    """``.. |date| date:: %H:%M``, from SOURCE_DATE_EPOCH and in the site's language.

    docutils takes the time, the time zone and the locale of the machine.
    """

    has_content = True

    def run(self) -> list[Node]:
        """Return the date as text. The page is read in each build."""
        if not isinstance(self.state, SubstitutionDef):
            raise self.error(f"{self.name} can only be used in a substitution definition")
        self.env.note_reread()
        layout = "\n".join(self.content) or "%Y-%m-%d"
        return [nodes.Text(format_date(layout, language=self.config.language))]


class RereadToday(SphinxTransform):
    """Read pages with Sphinx's ``|today|`` in each build."""

    default_priority = 205

    def apply(self, **_kwargs: Any) -> None:
        """Look for references to the date of the build."""
        found = self.document.findall(nodes.substitution_reference)
        if any(reference.get("refname") == "today" for reference in found):
            self.env.note_reread()
