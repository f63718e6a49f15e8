"""Where ``:ref:`modindex` `` leads: to our Module Index, if there is one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eventnotes.domain import NotesDomain
from eventnotes.indices.notes import ModulesIndex, index_page

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

LABEL = "modindex"
_SPHINX_PAGE = "py-modindex"


def lead_to_ours(app: Sphinx, env: BuildEnvironment) -> None:
    """Let the label name our index where the notes speak of modules, else Sphinx's own.

    Sphinx's is of the modules that a project documents itself: notes do so nowhere, and
    where it has none it isn't there.
    """
    page = index_page(ModulesIndex) if NotesDomain.of(env).modules else _SPHINX_PAGE
    std = env.domains.standard_domain
    std.labels[LABEL] = (page, "", str(ModulesIndex.localname))
    std.anonlabels[LABEL] = (page, "")
