"""What intersphinx's inventories know of Python's modules, and the pages that depend on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.ext.intersphinx import InventoryAdapter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment


def module_addresses(env: BuildEnvironment) -> dict[str, str]:
    """Return the address of the documentation of each module that an inventory has."""
    found = InventoryAdapter(env).main_inventory.get("py:module", {})
    return {name: item.uri for name, item in found.items()}


def local_inventories(config: Config) -> Iterator[str]:
    """Yield the files, beside ``conf.py``, that inventories are read from."""
    for _name, (_address, places) in config.intersphinx_mapping.values():
        yield from (place for place in places if place and "://" not in place)
