"""The table of checks: every code that is reported for a collection of notes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from eventnotes.checks.rules import MANY_TALKS
from eventnotes.records.dates import EXPECTED

TYPE = "eventnotes"
"""The type of all our warnings: ``suppress_warnings = ["eventnotes.outside-event"]``."""

Scope = Literal["page", "archive", "reference", "file", "writing"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A check: its *code*, which is the warning's subtype, the *rule* and the *fix*.

    *scope* is where it runs: on a single ``page``, on all pages together (``archive``), on a
    ``file`` beside them, when a ``reference`` is resolved, or during ``writing``, which
    ``eventnotes check`` leaves out.
    """

    code: str
    scope: Scope
    rule: str
    fix: str


CHECKS: tuple[Check, ...] = (
    Check(
        code="encoding",
        scope="page",
        rule="A page is text in UTF-8.",
        fix="Save it as UTF-8. Until then invalid bytes show as \N{REPLACEMENT CHARACTER}.",
    ),
    Check(
        code="control-character",
        scope="page",
        rule="A page has only characters that XML can hold: no control characters.",
        fix="Remove them. Until then they show as \N{REPLACEMENT CHARACTER}.",
    ),
    Check(
        code="unreadable-page",
        scope="page",
        rule="A page can be read, in a minute, and is not nested too deep.",
        fix="Simplify it. Until then it is shown as plain text.",
    ),
    Check(
        code="too-large",
        scope="page",
        rule="A page's substitutions expand to at most 10,000 elements.",
        fix="Use fewer of them. Until then the others are shown as their names.",
    ),
    Check(
        code="missing-title",
        scope="page",
        rule="Every page has a title.",
        fix="Start the page with a heading.",
    ),
    Check(
        code="missing-field",
        scope="page",
        rule="A page has the fields that its kind requires: dates for an event, a date and "
        "speakers for a talk.",
        fix="Add the field under the title, or to the front matter of a Markdown page.",
    ),
    Check(
        code="repeated-field",
        scope="page",
        rule="A page has each field at most once.",
        fix="Keep one of them.",
    ),
    Check(
        code="repeated-value",
        scope="page",
        rule="A field lists each speaker or topic once.",
        fix="Remove the second.",
    ),
    Check(
        code="unknown-field",
        scope="page",
        rule="A field's name is in the table of fields or in eventnotes_field_names.",
        fix="Correct the name, or add it to the setting.",
    ),
    Check(
        code="empty-field",
        scope="page",
        rule="A field is not empty.",
        fix="Fill it in or remove it.",
    ),
    Check(
        code="misplaced-field",
        scope="page",
        rule="A field is on a page of a kind that has this field.",
        fix="Remove it, or move it to the event's or the talk's page.",
    ),
    Check(
        code="long-name",
        scope="page",
        rule="The name of a speaker or topic has at most 200 characters.",
        fix="Separate names by commas.",
    ),
    Check(
        code="bad-date",
        scope="page",
        rule="A date is in a known format and in the calendar.",
        fix=f"Write {EXPECTED}.",
    ),
    Check(
        code="date-order",
        scope="page",
        rule="The last day is not before the first.",
        fix="Swap or correct the dates.",
    ),
    Check(
        code="bad-url",
        scope="page",
        rule="A field's links are web or mail addresses.",
        fix="Write them as https://host/path.",
    ),
    Check(
        code="unsafe-link",
        scope="page",
        rule="A link runs no script: its address is not javascript:, vbscript: or data:.",
        fix="Link to a web address. Until then the page shows only the link's text.",
    ),
    Check(
        code="raw-markup",
        scope="page",
        rule="A Markdown page contains no HTML, unless eventnotes_trusted is True.",
        fix="Write it as Markdown. Until then the page shows it as text.",
    ),
    Check(
        code="refused-setting",
        scope="page",
        rule="The front matter of a Markdown page sets only harmless options of MyST.",
        fix="Set it in conf.py, for all pages. Until then it is ignored.",
    ),
    Check(
        code="refused-file",
        scope="page",
        rule="A file that a page uses is in the project, outside hidden and excluded folders, "
        "and a download is not of a type that browsers run.",
        fix="Copy it into the project, or zip it. Until then the page shows only its text.",
    ),
    Check(
        code="embedded-picture",
        scope="page",
        rule="A picture is shown as a file, not embedded in the page.",
        fix="Remove the option :loading:.",
    ),
    Check(
        code="refused-meta",
        scope="page",
        rule="Metadata in a page's head only describes the page.",
        fix="Remove it. Until then it is left out of the HTML.",
    ),
    Check(
        code="outside-link",
        scope="file",
        rule="A symbolic link leads to a file or folder in the project, and nothing there is a "
        "device, socket or pipe.",
        fix="Replace it with a copy. Until then it is excluded.",
    ),
    Check(
        code="unusable-file",
        scope="file",
        rule="Pages and folders can be read, and their names have at most 200 bytes.",
        fix="Change the permissions, or choose a shorter name. Until then it is excluded.",
    ),
    Check(
        code="outside-event",
        scope="archive",
        rule="A talk's date is within its event's dates, or the page says why not.",
        fix="Correct the date, or name the other event in the field 'Given at', or explain it in "
        "an admonition of the class outside-dates.",
    ),
    Check(
        code="duplicate-id",
        scope="archive",
        rule="A record's id is unique.",
        fix="Give each page its own id in the field 'Id', or remove the field.",
    ),
    Check(
        code="duplicate-talk",
        scope="archive",
        rule="A talk has one page: no two have the same title, speakers and event or day.",
        fix="Keep one of the pages.",
    ),
    Check(
        code="similar-speakers",
        scope="archive",
        rule="A person's name has one spelling: no two names differ only by a letter or an "
        "initial.",
        fix="Use one spelling, or join the two in eventnotes_people, or list different people in "
        "eventnotes_different_people.",
    ),
    Check(
        code="similar-topics",
        scope="archive",
        rule="Without a vocabulary, no two topics differ only by a letter.",
        fix="Use one spelling, or define both on the topics page.",
    ),
    Check(
        code="single-topic",
        scope="archive",
        rule=f"Once {MANY_TALKS} talks have topics, each topic has at least two talks.",
        fix="Use a more common topic, or give this topic to another talk.",
    ),
    Check(
        code="unknown-topic",
        scope="archive",
        rule="If the site has a vocabulary, every topic is in it.",
        fix="Use a topic from the vocabulary, or define the new one there.",
    ),
    Check(
        code="unused-topic",
        scope="archive",
        rule=f"Once {MANY_TALKS} talks have topics, each topic of the vocabulary has a talk.",
        fix="Remove it from the vocabulary, or use it.",
    ),
    Check(
        code="no-event",
        scope="archive",
        rule="The event of a talk or an exhibitor has a page with its dates or venue.",
        fix="Write the event's page, with the fields 'Dates' and 'Venue'.",
    ),
    Check(
        code="circular-toctree",
        scope="page",
        rule="Toctrees lead down: none lists a page above it.",
        fix="Remove the entry. Until then it is left out.",
    ),
    Check(
        code="unreachable",
        scope="archive",
        rule="Toctrees lead from the first page to every page. (In a build this replaces Sphinx's "
        "toc.not_included, and suppressing that suppresses this.)",
        fix="Add the page to a toctree, or write ':orphan:' above its title.",
    ),
    Check(
        code="unknown-reference",
        scope="reference",
        rule="A :notes:…: role names an existing talk, event, speaker or topic.",
        fix="Use the title or name that its page has.",
    ),
    Check(
        code="ambiguous-reference",
        scope="reference",
        rule="A :notes:…: role names one page. Of several with the same name or title the "
        "nearest is used, if one is nearer than the others.",
        fix="Use the page's path.",
    ),
    Check(
        code="picture-elsewhere",
        scope="writing",
        rule="In the theme eventnotes, pictures are files of the site.",
        fix="Save the picture as a file beside the page. Until then the page links to it.",
    ),
    Check(
        code="bad-formula",
        scope="writing",
        rule="In the theme eventnotes, formulas are LaTeX that docutils can convert to MathML.",
        fix="Simplify it. Until then the page shows its LaTeX source.",
    ),
    Check(
        code="theme-option",
        scope="writing",
        rule="The theme eventnotes follows the options of sphinx_rtd_theme, except for scripts "
        "from other hosts.",
        fix="Remove the option from html_theme_options.",
    ),
    Check(
        code="unwritable-page",
        scope="writing",
        rule="A page can be written in the format of the build.",
        fix="Remove what the message names. Until then the page is plain text.",
    ),
    Check(
        code="unwritten-page",
        scope="writing",
        rule="A build writes every page.",
        fix="Build again with -j 1, which shows the error.",
    ),
    Check(
        code="failed-part",
        scope="writing",
        rule="Event Notes has no bugs.",
        fix="Report it as a bug, with the page.",
    ),
    Check(
        code="bad-ledger",
        scope="file",
        rule="The ledger of links is valid TOML, and each key in it has a valid value.",
        fix="Correct the line.",
    ),
    Check(
        code="repeated-link",
        scope="file",
        rule="The ledger has each link once.",
        fix="Keep one of them.",
    ),
    Check(
        code="unused-link",
        scope="file",
        rule="Each link of the ledger is on a page.",
        fix="Correct it, or run python -m eventnotes linkcheck --prune.",
    ),
    Check(
        code="bad-address",
        scope="file",
        rule="Each line of the file of addresses has an address, or an old address and the one "
        "that it is redirected to.",
        fix="Correct the line.",
    ),
    Check(
        code="repeated-address",
        scope="file",
        rule="The file of addresses has each address once.",
        fix="Keep one of them.",
    ),
    Check(
        code="address-in-use",
        scope="file",
        rule="A redirected address is not the address of a page.",
        fix="Remove the redirect, or move the page.",
    ),
    Check(
        code="lost-address",
        scope="file",
        rule="Every address that the site has ever had still leads to a page.",
        fix="Add a redirect to the file of addresses, or restore the page.",
    ),
    Check(
        code="chained-address",
        scope="file",
        rule="A redirect leads to its final address in one step.",
        fix="Name the final address.",
    ),
    Check(
        code="unlisted-address",
        scope="file",
        rule="In a build with -n, every page is in the file of addresses.",
        fix="Run python -m eventnotes addresses.",
    ),
)
