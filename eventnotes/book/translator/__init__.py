"""The translator of doctrees to Typst, composed of one part per family of nodes."""

from __future__ import annotations

from eventnotes.book.translator.admonitions import AdmonitionPart
from eventnotes.book.translator.base import TranslatorBase
from eventnotes.book.translator.blocks import BlockPart
from eventnotes.book.translator.code import CodePart
from eventnotes.book.translator.components import ComponentPart
from eventnotes.book.translator.descriptions import DescriptionPart
from eventnotes.book.translator.directions import DirectionPart
from eventnotes.book.translator.figures import FigurePart
from eventnotes.book.translator.inline import InlinePart
from eventnotes.book.translator.lists import ListPart
from eventnotes.book.translator.nesting import NestingPart
from eventnotes.book.translator.notes import NotePart
from eventnotes.book.translator.references import ReferencePart
from eventnotes.book.translator.sections import SectionPart
from eventnotes.book.translator.tables import TablePart


class TypstTranslator(
    SectionPart,
    BlockPart,
    ListPart,
    InlinePart,
    ReferencePart,
    NotePart,
    CodePart,
    TablePart,
    FigurePart,
    AdmonitionPart,
    DescriptionPart,
    ComponentPart,
    DirectionPart,
    NestingPart,
    TranslatorBase,
):
    """Translates an assembled doctree to Typst markup.

    Extensions add support for their nodes by ``app.add_node(…, typst=(visit, depart))``.
    """
