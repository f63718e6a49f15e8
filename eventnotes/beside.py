"""What a page shows that is not its own: when that changes, the page is written anew."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from eventnotes.domain import NotesDomain
from eventnotes.html.metadata import page_head
from eventnotes.html.published import Published
from eventnotes.links.pages import link_day

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def changed_beside(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Return the pages whose links' state, or metadata of other pages, have changed.

    They are written anew, not read anew.
    """
    domain = NotesDomain.of(env)
    site = Published.of(app)
    changed = []
    for docname in sorted(env.found_docs):
        digest = hashlib.sha256(repr(_beside(domain, site, docname)).encode()).hexdigest()
        known = domain.beside.setdefault(docname, {})
        if known.get(app.builder.name) != digest:
            known[app.builder.name] = digest
            changed.append(docname)
    return changed


def _beside(domain: NotesDomain, site: Published, docname: str) -> object:
    config = domain.env.config
    entries = domain.ledger.entries
    return (
        [entries.get(link.url) for link in domain.links.get(docname, ())],
        link_day(domain.archive, docname, config.eventnotes_links_date),
        page_head(site, docname),
    )


def setup(app: Sphinx) -> None:
    """Watch what pages show of others."""
    app.connect("env-updated", changed_beside)
