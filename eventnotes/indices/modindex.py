"""The target of ``:ref:`modindex` ``: the notes' Module Index, if there is one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eventnotes.domain import NotesDomain
from eventnotes.indices.notes import ModulesIndex, index_page

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

LABEL = "modindex"
_SPHINX_PAGE = "py-modindex"


def set_label(app: Sphinx, env: BuildEnvironment) -> None:
    """Point the label to the notes' Module Index, or to Sphinx's if the notes mention no module.

    Sphinx's index lists modules that the project documents itself, and exists only if there
    are any.
    """
    page = index_page(ModulesIndex) if NotesDomain.of(env).modules else _SPHINX_PAGE
    std = env.domains.standard_domain
    std.labels[LABEL] = (page, "", str(ModulesIndex.localname))
    std.anonlabels[LABEL] = (page, "")
