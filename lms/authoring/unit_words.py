"""What the kinds of texts and the states of translations are called on a page. Pure."""

from __future__ import annotations

from lms.authoring.steps import State
from lms.authoring.translation_units import UnitKind
from lms.words import N_

KIND_WORDS = {
    UnitKind.TITLE: N_("Title"),
    UnitKind.SUMMARY: N_("Summary"),
    UnitKind.OUTCOME: N_("Outcome"),
    UnitKind.PARAGRAPH: N_("Paragraph"),
    UnitKind.HEADING: N_("Heading"),
    UnitKind.ITEM: N_("Item of a list"),
    UnitKind.CELL: N_("Cell of a table"),
    UnitKind.QUOTE: N_("Quote"),
    UnitKind.TERM: N_("Word that is defined"),
    UnitKind.DEFINITION: N_("Definition"),
    UnitKind.NOTE: N_("Footnote"),
    UnitKind.CODE: N_("Text as it is typed"),
    UnitKind.BOX_TITLE: N_("Title of a box"),
    UnitKind.QUESTION: N_("Question"),
    UnitKind.OPTION: N_("Answer to choose"),
    UnitKind.FEEDBACK: N_("Feedback"),
    UnitKind.LEFT: N_("Left side of a pair"),
    UnitKind.RIGHT: N_("Right side of a pair"),
    UnitKind.ORDERED: N_("Item to put in order"),
    UnitKind.ACCEPTED: N_("Accepted answer"),
    UnitKind.REASON: N_("Reason"),
    UnitKind.CRITERION: N_("Criterion"),
    UnitKind.UNIT: N_("Unit of a number"),
    UnitKind.WORD: N_("Word of the glossary"),
    UnitKind.MEANING: N_("Meaning"),
    UnitKind.TEXT: N_("Text"),
}

STATE_WORDS = {
    State.CURRENT: N_("Up to date"),
    State.STALE: N_("The source has changed"),
    State.MISSING: N_("Not translated yet"),
    State.CONFIRMED: N_("Found still right"),
    State.SURPLUS: N_("No longer in the source"),
}
