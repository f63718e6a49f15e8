"""Check code samples with a parser of their language."""

from __future__ import annotations

import configparser
import json
import re
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import bashlex
import pglast
import yaml
from lxml import etree

from tests.conftest import need

if TYPE_CHECKING:
    from collections.abc import Callable

# A command in a console session, with its continuation lines.
COMMAND = re.compile(r"^[$#] ((?:.*\\\n)*.*)$", re.MULTILINE)
# Sources the last argument. Vim exits with status 1 and a message at the first error.
VIM_SOURCE = "try | source {} | catch | verbose echo v:exception | cquit | endtry"


def problem(language: str, sample: str) -> str:
    """Return the error in *sample* as *language*, or ""."""
    try:
        PARSERS[language](sample)
    except KeyError:
        return f"no parser for {language!r}"
    except ERRORS as error:
        return f"{type(error).__name__}: {error}"
    return ""


def parse_shell(sample: str) -> None:
    bashlex.parse(sample.strip())


def parse_console(sample: str) -> None:
    commands = COMMAND.findall(sample)
    if not commands:
        raise ValueError("a console sample has no line that starts with '$ '")
    for command in commands:
        bashlex.parse(command)


def parse_yaml(sample: str) -> None:
    if not list(yaml.safe_load_all(sample)):
        raise ValueError("empty YAML")


def parse_ini(sample: str) -> None:
    configparser.RawConfigParser(allow_no_value=True).read_string(sample)


def parse_html(sample: str) -> None:
    etree.fromstring(f"<div>{sample}</div>", etree.XMLParser(resolve_entities=False))


def source_in_vim(sample: str) -> None:
    vim = need("Vim", "vim")
    with tempfile.NamedTemporaryFile("w", suffix=".vim", encoding="utf-8") as file:
        file.write(sample + "\n")
        file.flush()
        options = ["-es", "-u", "NONE", "-i", "NONE", "-n", "-N"]
        done = subprocess.run(
            [vim, *options, "-c", VIM_SOURCE.format(file.name), "-c", "qa!"],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            cwd=Path(file.name).parent,
        )
    if done.returncode:
        raise ValueError(done.stderr.strip() or done.stdout.strip() or "Vim did not source it")


def anything(_: str) -> None:
    """Accept any plain text."""


PARSERS: dict[str, Callable[[str], object]] = {
    "bash": parse_shell,
    "console": parse_console,
    "html": parse_html,
    "ini": parse_ini,
    "json": json.loads,
    "sh": parse_shell,
    "shell": parse_shell,
    "sql": pglast.parse_sql,
    "text": anything,
    "vim": source_in_vim,
    "yaml": parse_yaml,
}
ERRORS = (
    ValueError,
    bashlex.errors.ParsingError,
    configparser.Error,
    etree.XMLSyntaxError,
    pglast.parser.ParseError,
    yaml.YAMLError,
)
