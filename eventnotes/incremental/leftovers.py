"""Remove the output files of pages that no longer exist."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from eventnotes.text.digests import digest
from eventnotes.text.files import write_if_changed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from collections.abc import Set as AbstractSet

    from sphinx.application import Sphinx
    from sphinx.builders.html import StandaloneHTMLBuilder


def outputs(app: Sphinx, builder: StandaloneHTMLBuilder) -> Iterator[str]:
    """Return the output files of all sources, as paths relative to the output folder."""
    config, env = app.config, app.env
    for docname in env.all_docs:
        yield builder.get_output_path(docname).relative_to(builder.outdir).as_posix()
        if config.html_copy_source:
            source = env.doc2path(docname, base=False).as_posix()
            more = config.html_sourcelink_suffix
            yield f"_sources/{source}{'' if source.endswith(more) else more}"
    for _docnames, name in env.images.values():
        yield f"{builder.imagedir}/{name}"
    for _docnames, download in env.dlfiles.values():
        yield f"_downloads/{download}"


def record(app: Sphinx, name: str) -> Path:
    """Return the file *name* for this output folder, beside the doctrees.

    Not a part of the environment, which Sphinx deletes after an exception.
    """
    return Path(app.doctreedir, f"{name}-{digest(str(app.outdir))}.json")


def remove_others(app: Sphinx, files: AbstractSet[str]) -> None:
    """Remove the files of earlier builds in this folder that are not in *files*."""
    known = record(app, "files")
    try:
        last = set(json.loads(known.read_text("utf-8")))
    except (OSError, ValueError):
        last = set()
    remove(app.outdir, sorted(last - files))
    write_if_changed(known, json.dumps(sorted(files)).encode())


def remove(outdir: Path, names: Iterable[str]) -> None:
    """Remove files of an earlier build, and folders that become empty."""
    for name in names:
        file = outdir / name
        file.unlink(missing_ok=True)
        for folder in file.relative_to(outdir).parents[:-1]:
            with suppress(OSError):  # not empty
                (outdir / folder).rmdir()


def remove_empty_indices(app: Sphinx, builder: StandaloneHTMLBuilder) -> None:
    """Remove the pages of empty indices, which Sphinx no longer writes."""
    written = {name for name, *_ in builder.domain_indices}
    for domain in app.env.domains.sorted():
        for index in domain.indices:
            name = f"{domain.name}-{index.name}"
            if name not in written and name not in app.env.all_docs:
                builder.get_output_path(name).unlink(missing_ok=True)
