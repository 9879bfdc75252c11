"""The form of a question as its page shows it: each input with its label, by what belongs together.

The names of the fields and what stands in them are those of quiz_fields.py.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext

from lms.authoring.quiz_fields import COLUMNS, PLACES, SWITCHES, YES, Fields, Row
from lms.authoring.quiz_typed import FieldFault
from lms.quizzes.questions import FORMATS, Kind
from lms.words import N_

KIND_NAMES: Mapping[Kind, str] = {
    Kind.SINGLE: N_("Choose one"),
    Kind.MULTIPLE: N_("Choose several"),
    Kind.TRUE_FALSE: N_("True or not, with reasons if you like"),
    Kind.SHORT: N_("Write a word"),
    Kind.NUMERIC: N_("Write a number"),
    Kind.MATCHING: N_("Match pairs"),
    Kind.ORDERING: N_("Put in order"),
    Kind.GAPS: N_("Fill the gaps"),
    Kind.MISTAKE: N_("Find the mistake"),
    Kind.CASE: N_("A case with questions"),
    Kind.ESSAY: N_("Essay with criteria"),
    Kind.DESCRIPTION: N_("Text without a question"),
}
_LABELS: Mapping[str, str] = {
    "id": N_("Id of the question"),
    "text": N_("Text of the question"),
    "format": N_("How the text is written"),
    "unit": N_("Unit behind the number"),
    "true": N_("Is it true?"),
    "parts": N_("Questions of the case, as GIFT"),
    "feedback": N_("Said after every answer"),
    "right_feedback": N_("Said when it was right"),
    "partial_feedback": N_("Said when it was right in part"),
    "wrong_feedback": N_("Said when it was not right"),
    "match_case": N_("Small and capital letters differ"),
    "fold_marks": N_("An answer without tone and accent marks is as good"),
    "fixed_order": N_("Options stay in this order"),
    "slot": N_("Slot"),
    "outcome": N_("Outcome"),
    "lesson": N_("Lesson that explains it"),
    "block": N_("Block of the lesson"),
    "tags": N_("Other tags"),
}
_COLUMNS: Mapping[str, str] = {
    "text": N_("Text"),
    "right": N_("Right"),
    "weight": N_("Earns, in percent"),
    "feedback": N_("Said when chosen"),
    "number": N_("Number"),
    "tolerance": N_("Give or take"),
    "left": N_("Left side"),
    "right_text": N_("Right side"),
    "place": N_("Place"),
    "gap": N_("Gap"),
    "points": N_("Most points"),
}
GROUP_NAMES: Mapping[str, str] = {
    "choices": N_("Options"),
    "reasons": N_("Reasons"),
    "accepted": N_("Texts that are accepted"),
    "numbers": N_("Numbers that are accepted"),
    "pairs": N_("Pairs"),
    "items": N_("Items in the right order"),
    "gaps": N_("Texts for the gaps"),
    "rubric": N_("Criteria"),
}
_HINTS: Mapping[str, str] = {
    "choices": N_(
        "Empty rows are left out. Without a weight, what is right earns the full mark; several "
        "right ones share it."
    ),
    "reasons": N_("One reason is right. Without reasons, the statement alone is judged."),
    "accepted": N_("A star stands for any signs. Without a weight, a text earns the full mark."),
    "numbers": N_("Write * for any other answer. A range is written 10..20."),
    "pairs": N_("A pair without a left side lends a wrong right side."),
    "items": N_("Learners see them mixed. Change the places to change the order."),
    "gaps": N_(
        "Each gap stands in the text as [[1]], [[2]]. A text that earns 0 makes the gap a choice."
    ),
    "rubric": N_("What a trainer looks for, with 1 to 20 points each."),
}
_MISTAKE_HINT = N_(
    "Each place stands in the text as [[a]], [[b]]; its words stand here. The wrong one is ticked."
)
_FORMAT_NAMES: Mapping[str, str] = {
    "plain": N_("Plain text"),
    "markdown": N_("Markdown"),
    "html": N_("HTML"),
    "moodle": N_("As Moodle reads it"),
}
_AREAS = frozenset({"text", "parts", "feedback", *(k for k in _LABELS if k.endswith("_feedback"))})
_LINES = frozenset({"weight", "number", "tolerance", "place", "gap", "points"})


@dataclass(frozen=True)
class Input:
    """One input. how: line, area, tick, choice or hidden; options: (value, label) of a choice."""

    name: str
    label: str
    value: str
    how: str
    options: Sequence[tuple[str, str]] = ()
    fault: str = ""
    is_foreign: bool = True
    rows: int = 2


@dataclass(frozen=True)
class Card:
    """The inputs of one row of the group."""

    legend: str
    inputs: Sequence[Input]


@dataclass(frozen=True)
class Sheet:
    """All inputs of a question.

    faults  (id of the input or group, sentence)
    """

    kind: str
    kind_name: str
    first: Sequence[Input]
    group: str
    group_name: str
    hint: str
    group_fault: str
    cards: Sequence[Card]
    said: Sequence[Input]
    places: Sequence[Input]
    faults: Sequence[tuple[str, str]]


def sheet_of(
    fields: Fields, faults: Sequence[FieldFault], lessons: Sequence[tuple[str, str]], *, new: bool
) -> Sheet:
    """The form of a question.

    lessons  (id, title) of those of the module
    new      whether the id can be written
    """
    said = {one.name: gettext(one.message, **dict(one.values)) for one in faults}
    kind = fields.kind
    hint = _MISTAKE_HINT if kind is Kind.MISTAKE else _HINTS.get(fields.group, "")
    first = [_id_input(fields, said, new=new), *_main(fields, said)]
    feedback = ["feedback"]
    if kind not in (Kind.ESSAY, Kind.CASE):
        feedback += ["right_feedback", "partial_feedback", "wrong_feedback"]
    switches = [name for name, kinds in SWITCHES.items() if kind in kinds]
    places = [_input(name, fields, said) for name in (*PLACES, "tags") if name != "lesson"]
    places.insert(2, _lesson(fields, said, lessons))
    return Sheet(
        kind=kind.value,
        kind_name=gettext(KIND_NAMES[kind]),
        first=first,
        group=fields.group,
        group_name=gettext(GROUP_NAMES[fields.group]) if fields.group else "",
        hint=gettext(hint) if hint else "",
        group_fault=said.get(fields.group, ""),
        cards=[_card(fields.group, place, row) for place, row in enumerate(fields.rows)],
        said=[_input(name, fields, said) for name in (*feedback, *switches)],
        places=places,
        faults=[(f"f-{one.name}", said[one.name]) for one in faults],
    )


def _id_input(fields: Fields, said: Mapping[str, str], *, new: bool) -> Input:
    how = "line" if new else "hidden"
    value = fields.values.get("id", "")
    return Input("id", gettext(_LABELS["id"]), value, how, (), said.get("id", ""), False)


def _main(fields: Fields, said: Mapping[str, str]) -> list[Input]:
    names = ["text", "format"]
    if fields.kind is Kind.TRUE_FALSE:
        names.append("true")
    if fields.kind is Kind.NUMERIC:
        names.append("unit")
    if fields.kind is Kind.CASE:
        names.append("parts")
    return [_input(name, fields, said) for name in names]


def _input(name: str, fields: Fields, said: Mapping[str, str]) -> Input:
    label, value = gettext(_LABELS[name]), fields.values.get(name, "")
    options: list[tuple[str, str]] = []
    how = "area" if name in _AREAS else "tick" if name in SWITCHES else "line"
    if name == "format":
        how, options = "choice", [(one, gettext(_FORMAT_NAMES[one])) for one in FORMATS]
    if name == "true":
        how = "choice"
        options = [("", "–"), ("true", gettext("True")), ("false", gettext("Not true"))]
    is_foreign = name in _AREAS or name == "unit"
    rows = {"text": 5, "parts": 16}.get(name, 2)
    return Input(name, label, value, how, options, said.get(name, ""), is_foreign, rows)


def _lesson(fields: Fields, said: Mapping[str, str], lessons: Sequence[tuple[str, str]]) -> Input:
    """The lesson by its title; ids that are no lesson stay, so that nothing is lost."""
    value = fields.values.get("lesson", "")
    options = [("", "–"), *lessons]
    if value not in dict(options):
        options.append((value, value))
    label = gettext(_LABELS["lesson"])
    return Input("lesson", label, value, "choice", options, said.get("lesson", ""))


def _card(group: str, place: int, row: Row) -> Card:
    inputs = []
    for column in COLUMNS[group]:
        name, value = f"{group}-{place}-{column}", row.get(column, "")
        if column in ("id", "right_id"):
            inputs.append(Input(name, "", value, "hidden"))
            continue
        how = "tick" if column == "right" else "line" if column in _LINES else "area"
        label = gettext(_COLUMNS[column])
        inputs.append(Input(name, label, value, how, (), "", how == "area", 1))
    mark = row.get("id", "")
    legend = gettext(N_("Row %(number)s"), number=place + 1)
    return Card(f"{legend} [[{mark}]]" if group == "choices" and mark else legend, inputs)


def is_ticked(one: Input) -> bool:
    """Whether a tick box is ticked."""
    return one.value == YES
