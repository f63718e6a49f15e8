"""Look up Python modules in the inventories of intersphinx."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eventnotes.internals import InventoryAdapter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment


def module_addresses(env: BuildEnvironment) -> dict[str, str]:
    """Return the documentation address of each module in the inventories."""
    found = InventoryAdapter(env).main_inventory.get("py:module", {})
    return {name: item.uri for name, item in found.items()}


def local_inventories(config: Config) -> Iterator[str]:
    """Yield the inventory files in the project, relative to ``conf.py``."""
    for _name, (_address, places) in config.intersphinx_mapping.values():
        yield from (place for place in places if place and "://" not in place)
