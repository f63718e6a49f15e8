"""``check``: report what a build would report about the pages, without building them."""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

from eventnotes.commands import CommandError
from eventnotes.commands.site import add_build_option, find_source, read_site, shown

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterable, Sequence

Format = Literal["text", "json", "github"]

_DESCRIPTION = """\
Report the problems that a build would report: in fields, dates, links and markup, in the names
of speakers and topics, and in toctrees. A page is checked together with all pages of its site,
the folder with the nearest conf.py. With PATHs, only problems in these are reported."""


class Line(NamedTuple):
    """A printed problem: the path of the file, the line, the code and the message."""

    path: str
    line: int
    code: str
    message: str


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser(
        "check", help="report problems in the pages", description=_DESCRIPTION
    )
    parser.add_argument(
        "paths", nargs="*", type=Path, metavar="PATH", help="folders and pages (default: .)"
    )
    parser.add_argument(
        "--format",
        choices=get_args(Format),
        default="text",
        help="text: path:line: code: message; json: a list; github: annotations of a pull request",
    )
    parser.add_argument(
        "--explain",
        action="store_true",
        help="instead say of each page in PATHs what is read from it, where and by which pattern",
    )
    add_build_option(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Check the pages and print their problems.

    :returns: the exit status
    :raises CommandError: if a path does not exist or is not a page, or Sphinx cannot read the
        pages
    """
    sites = _by_site(options.paths or [Path()])
    if options.build and len(sites) > 1:
        msg = f"--build is the folder of one site, but the paths are in {len(sites)} sites"
        raise CommandError(msg)
    if options.explain:
        for source, paths in sites.items():
            print(_explained(source, paths, options.build), end="")
        return 0
    lines: list[Line] = []
    pages = 0
    for source, paths in sites.items():
        count, found = _check(source, paths, options.build)
        pages += count
        lines += found
    print(_PRINTERS[options.format](lines), end="")
    if not pages:
        names = ", ".join(str(path) for path in options.paths or [Path()])
        msg = f"{names}: no page of a site is there: name a folder with pages"
        raise CommandError(msg)
    files = len({one.path for one in lines})
    print(
        f"{_count(len(lines), 'problem')} in {_count(files, 'file')}, {_count(pages, 'page')} read"
        if lines
        else f"{_count(pages, 'page')}, no problems",
        file=sys.stderr,
    )
    return 1 if lines else 0


def _by_site(paths: Iterable[Path]) -> dict[Path, list[Path]]:
    sites: defaultdict[Path, list[Path]] = defaultdict(list)
    for path in paths:
        if not path.exists():
            msg = f"{path}: no such file or folder"
            raise CommandError(msg)
        sites[find_source(path)].append(path)
    return dict(sites)


def _check(source: Path, paths: Sequence[Path], build: Path | None) -> tuple[int, list[Line]]:
    """Check the site in *source*; return the number of pages in *paths*, and their problems."""
    # Imported here, so that help is shown without loading Sphinx.
    from eventnotes.checks.warning_log import kept_problems

    with read_site(source, build) as app:
        files = {docname: Path(app.env.doc2path(docname)) for docname in app.env.found_docs}
        problems = kept_problems()
    # A folder above the source directory means the whole site.
    wanted = [
        source if source.is_relative_to(path.resolve()) else path.resolve() for path in paths
    ]
    reported = {one.docname: source / one.docname for one in problems} | files
    for path, given in zip(wanted, paths, strict=True):
        if path.is_file() and path not in reported.values():
            msg = f"{given}: not a page of the site in {shown(source)}, according to its settings"
            raise CommandError(msg)

    def is_wanted(file: Path) -> bool:
        return source in wanted or any(file.is_relative_to(path) for path in wanted)

    # Each message on one line, even if it quotes markup, and without Sphinx's repetitions.
    lines = {
        Line(shown(reported[one.docname]), one.line, one.code, " ".join(one.message.split()))
        for one in problems
        if is_wanted(reported[one.docname])
    }
    return sum(map(is_wanted, files.values())), sorted(lines)


def _explained(source: Path, paths: Sequence[Path], build: Path | None) -> str:
    """Return what is read from the pages in *paths*."""
    from eventnotes.checks.explain import explain

    with read_site(source, build) as app:
        wanted = [path.resolve() for path in paths]
        pages = {
            docname: file
            for docname in sorted(app.env.found_docs)
            if any((file := Path(app.env.doc2path(docname))).is_relative_to(one) for one in wanted)
        }
        if not pages:
            msg = f"{paths[0]}: not a page of the site in {shown(source)}"
            raise CommandError(msg)
        return "".join(f"{shown(file)}: {explain(app.env, page)}" for page, file in pages.items())


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _text(found: Iterable[Line]) -> str:
    return "".join(f"{one.path}:{one.line}: {one.code}: {one.message}\n" for one in found)


def _json(found: Iterable[Line]) -> str:
    rows = [one._asdict() for one in found]
    return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"


# https://docs.github.com/actions/reference/workflow-commands-for-github-actions
_GITHUB_MESSAGE = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_GITHUB_PROPERTY = _GITHUB_MESSAGE | str.maketrans({":": "%3A", ",": "%2C"})


def _github(found: Iterable[Line]) -> str:
    from eventnotes.checks.table import CHECKS
    from eventnotes.text.warning import TYPE

    ours = {check.code for check in CHECKS}
    return "".join(
        f"::error file={one.path.translate(_GITHUB_PROPERTY)},line={one.line},"
        f"title={f'{TYPE}.' * (one.code in ours)}{one.code}::"
        f"{one.message.translate(_GITHUB_MESSAGE)}\n"
        for one in found
    )


_PRINTERS: dict[Format, Callable[[Iterable[Line]], str]] = {
    "text": _text,
    "json": _json,
    "github": _github,
}
