"""``check``: what is wrong with the pages, without a build."""

from __future__ import annotations

import json
import os
import sys
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

from eventnotes.commands import CommandError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterable, Sequence

    from eventnotes.records.model import Problem

Format = Literal["text", "json", "github"]

_DESCRIPTION = """\
Check pages of notes: their fields, dates and links, the names of speakers and topics, and
how the pages hang together. A page is checked together with all others of its site, which
is the folder around it that has a conf.py; with PATHs, only what is wrong there is told.
Exit status: 0 nothing is wrong, 1 something is, 2 the check could not be made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What was asked for."""

    paths: tuple[Path, ...]
    format: Format


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A problem, and the file it is in as the reader would type it."""

    path: str
    problem: Problem


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command's parser."""
    parser = subparsers.add_parser(
        "check", help="tell what is wrong with the pages", description=_DESCRIPTION
    )
    parser.add_argument(
        "paths", nargs="*", type=Path, metavar="PATH", help="folders and pages (default: here)"
    )
    parser.add_argument(
        "--format",
        choices=get_args(Format),
        default="text",
        help="text: path:line: code: message; json: a list; github: annotations of a pull request",
    )
    parser.set_defaults(run=lambda arguments: run(_options(arguments)))


def _options(arguments: argparse.Namespace) -> Options:
    return Options(paths=tuple(arguments.paths) or (Path(),), format=arguments.format)


def run(options: Options) -> int:
    """Check the pages and print what is wrong with them.

    :returns: the exit status
    :raises CommandError: for a path that isn't there or is no page, and for wrong settings
    """
    found: list[Found] = []
    pages = 0
    for folder, paths in _by_site(options.paths).items():
        count, problems = _check(folder, paths)
        pages += count
        found += problems
    print(_PRINTERS[options.format](found), end="")
    files = len({one.path for one in found})
    print(
        f"{_count(len(found), 'problem')} in {files} of {_count(pages, 'page')}"
        if found
        else f"{_count(pages, 'page')}, no problems",
        file=sys.stderr,
    )
    return 1 if found else 0


def _by_site(paths: Iterable[Path]) -> dict[Path, list[Path]]:
    sites: defaultdict[Path, list[Path]] = defaultdict(list)
    for path in paths:
        if not path.exists():
            msg = f"{path}: no such file or folder"
            raise CommandError(msg)
        sites[_site_of(path.resolve())].append(path)
    return dict(sites)


def _site_of(path: Path) -> Path:
    """Return the folder of the site that *path* is in.

    It is the nearest with settings, else the folder itself, or for a file the working
    directory where it is below that.
    """
    for folder in (path, *path.parents):
        if (folder / "conf.py").is_file():
            return folder
    if path.is_dir():
        return path
    here = Path.cwd()
    return here if path.is_relative_to(here) else path.parent


def _check(folder: Path, paths: Sequence[Path]) -> tuple[int, list[Found]]:
    """Check a site; return how many pages are in *paths*, and what is wrong there."""
    # Here and not above: help is shown without loading what reads pages.
    from sphinx.errors import ConfigError

    from eventnotes.commands.quick_site import check_site

    try:
        site = check_site(folder)
    except ConfigError as error:
        msg = f"{_shown(folder / 'conf.py')}: {error}"
        raise CommandError(msg) from error
    except ImportError as error:
        msg = f"{_shown(folder)} has Markdown pages, which need MyST: pip install myst-parser"
        raise CommandError(msg) from error
    wanted = [path.resolve() for path in paths]
    known = set(site.paths.values())
    for path, given in zip(wanted, paths, strict=True):
        if path.is_file() and path not in known:
            msg = f"{given}: not a page of the site in {_shown(folder)}, by its settings"
            raise CommandError(msg)
    inside = {
        docname: _shown(file)
        for docname, file in site.paths.items()
        if any(file.is_relative_to(path) for path in wanted)
    }
    return len(inside), [
        Found(path=inside[one.docname], problem=one)
        for one in site.problems
        if one.docname in inside
    ]


def _shown(path: Path) -> str:
    """Return *path* as it would be typed here."""
    relative = os.path.relpath(path)
    return str(path) if relative.startswith("..") else relative


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _text(found: Iterable[Found]) -> str:
    return "".join(
        f"{one.path}:{one.problem.line}: {one.problem.code}: {one.problem.message}\n"
        for one in found
    )


def _json(found: Iterable[Found]) -> str:
    rows = [
        {
            "path": one.path,
            "line": one.problem.line,
            "code": one.problem.code,
            "message": one.problem.message,
        }
        for one in found
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"


# https://docs.github.com/actions/reference/workflow-commands-for-github-actions
_GITHUB_MESSAGE = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_GITHUB_PROPERTY = _GITHUB_MESSAGE | str.maketrans({":": "%3A", ",": "%2C"})


def _github(found: Iterable[Found]) -> str:
    return "".join(
        f"::error file={one.path.translate(_GITHUB_PROPERTY)},line={one.problem.line},"
        f"title=eventnotes.{one.problem.code}::{one.problem.message.translate(_GITHUB_MESSAGE)}\n"
        for one in found
    )


_PRINTERS: dict[Format, Callable[[Iterable[Found]], str]] = {
    "text": _text,
    "json": _json,
    "github": _github,
}
