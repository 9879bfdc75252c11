"""From the fields of a form to a question, with a sentence for each field that says nothing. Pure.

What the words of a question must be is said by quizzes.question_rules; here is only what keeps
a question from being made at all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from lms.authoring.quiz_fields import (
    GROUPS,
    PLACES,
    SWITCHES,
    YES,
    Fields,
    Row,
    is_blank,
    places,
)
from lms.authoring.quiz_row_values import RowError, ids_of, range_in, text_in, weight_in
from lms.quizzes.formats.gift import read_gift
from lms.quizzes.questions import (
    FORMATS,
    Accepted,
    Choice,
    Criterion,
    Gap,
    Item,
    Kind,
    NumericAnswer,
    Pair,
    Question,
    is_right,
    letter_id,
)
from lms.words import N_

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LONGEST_ID = 60
_MOST_POINTS = 20
_TEXTS = ("text", "feedback", "right_feedback", "partial_feedback", "wrong_feedback", "unit")

BAD_ID = N_("The id needs small letters, digits and hyphens, 60 at most.")
NO_TEXT = N_("Write the text of the question.")
TOO_FEW = N_("Fill in %(least)s rows or more.")
UNFIT_WEIGHT = N_("Row %(row)s: the tick and the weight do not fit together.")
BAD_GAP = N_("The gaps must be numbered 1, 2, 3 without a hole.")
BAD_POINTS = N_("Row %(row)s: the points are a whole number from 1 to 20.")
CHOOSE = N_("Choose whether it is true.")
BAD_TAG = N_("A tag has no brackets.")


@dataclass(frozen=True)
class FieldFault:
    """A sentence on a field, or on a row of the group, with its values."""

    name: str
    message: str
    values: tuple[tuple[str, object], ...] = ()


@dataclass(frozen=True)
class ReadForm:
    """What a form makes. question: None when there are faults."""

    question: Question | None
    faults: tuple[FieldFault, ...] = ()


def question_of(fields: Fields, old: Question | None = None) -> ReadForm:
    """The question that a form describes.

    old  the question as it was: what the form does not show stays as it is there
    """
    values = fields.values
    faults = list(_plain_faults(fields))
    made: dict[str, Any] = {name: values.get(name, "") for name in _TEXTS if name in values}
    try:
        made |= _answers(fields)
    except RowError as error:
        faults.append(FieldFault(fields.group or "parts", error.message, error.values))
    if faults:
        return ReadForm(None, tuple(faults))
    for name, kinds in SWITCHES.items():
        if fields.kind in kinds:
            made[name] = values.get(name) == YES
    made["tags"] = _tags(fields, old)
    format_ = next(one for one in FORMATS if one == values["format"])
    start = old or Question(values["id"], fields.kind, "")
    return ReadForm(replace(start, id=values["id"], format=format_, line=0, **made))


def _plain_faults(fields: Fields) -> list[FieldFault]:
    values = fields.values
    found = []
    id_ = values.get("id", "")
    if not _ID.fullmatch(id_) or len(id_) > _LONGEST_ID:
        found.append(FieldFault("id", BAD_ID))
    if not values.get("text"):
        found.append(FieldFault("text", NO_TEXT))
    if values.get("format") not in FORMATS:
        found.append(FieldFault("format", N_("Choose one of the answers.")))
    if fields.kind is Kind.TRUE_FALSE and values.get("true") not in ("true", "false"):
        found.append(FieldFault("true", CHOOSE))
    found += [
        FieldFault(name, BAD_TAG)
        for name in (*PLACES, "tags")
        if set(values.get(name, "")) & set("[]\\")
    ]
    return found


def _tags(fields: Fields, old: Question | None) -> tuple[str, ...]:
    """The tags in the order of the form; in their old order while they are the same."""
    found = [
        f"{name}-{one}" for name in PLACES for one in fields.values.get(name, "").split()
    ] + fields.values.get("tags", "").split()
    tags = tuple(dict.fromkeys(found))
    before = places(old.tags) if old else {}
    same = old is not None and before == places(tags)
    return old.tags if old is not None and same else tags


def _answers(fields: Fields) -> dict[str, Any]:
    """What the rows, or the questions of a case, make."""
    if fields.kind is Kind.CASE:
        return {"parts": _parts(fields)}
    group = GROUPS[fields.kind]
    rows = [row for row in fields.rows if not is_blank(group, row)]
    least = _LEAST.get(group, 1)
    if len(rows) < least:
        raise RowError(TOO_FEW, least=least)
    made: dict[str, Any] = {group: tuple(_READERS[group](fields.kind, rows))}
    if fields.kind is Kind.TRUE_FALSE:
        made["true"] = fields.values["true"] == "true" if fields.values.get("true") else None
    return made


_LEAST = {"choices": 2, "pairs": 2, "items": 2, "reasons": 0, "rubric": 0}


def _choices(kind: Kind, rows: Sequence[Row]) -> list[Choice]:
    """Those ticked without a weight share what the others leave of the full mark."""
    share = _share(rows) if kind is Kind.MULTIPLE else Fraction(1)
    found = []
    for number, (row, id_) in enumerate(zip(rows, ids_of(rows, letter_id), strict=True), 1):
        right = row.get("right") == YES
        weight = weight_in(row, number, share if right else Fraction(0))
        if is_right(kind, weight) != right:
            raise RowError(UNFIT_WEIGHT, row=number)
        text = text_in(row, number)
        found.append(Choice(id_, text, right, weight, row.get("feedback", "")))
    return found


def _share(rows: Sequence[Row]) -> Fraction:
    """What each right option without a weight earns."""
    right = [row for row in rows if row.get("right") == YES]
    open_ = sum(not row.get("weight") for row in right)
    given = sum((weight_in(row, n, Fraction(0)) for n, row in enumerate(right, 1)), Fraction(0))
    return (1 - given) / open_ if open_ else Fraction(0)


def _accepted(_kind: Kind, rows: Sequence[Row]) -> list[Accepted]:
    return [
        Accepted(text_in(row, n), weight_in(row, n, Fraction(1)), row.get("feedback", ""))
        for n, row in enumerate(rows, 1)
    ]


def _gaps(_kind: Kind, rows: Sequence[Row]) -> list[Gap]:
    by_number: dict[str, list[Row]] = {}
    for row in rows:
        by_number.setdefault(row.get("gap", "").strip(), []).append(row)
    numbers = [str(n) for n in range(1, len(by_number) + 1)]
    if set(by_number) != set(numbers):
        raise RowError(BAD_GAP)
    return [Gap(tuple(_accepted(Kind.GAPS, by_number[n]))) for n in numbers]


def _numbers(_kind: Kind, rows: Sequence[Row]) -> list[NumericAnswer]:
    found = []
    for number, row in enumerate(rows, 1):
        low, high, value = range_in(row, number)
        weight = weight_in(row, number, Fraction(low.is_finite()))
        found.append(NumericAnswer(low, high, value, weight, row.get("feedback", "")))
    return found


def _pairs(_kind: Kind, rows: Sequence[Row]) -> list[Pair]:
    ids = ids_of(rows, lambda n: f"l{n + 1}")
    rights = ids_of(rows, lambda n: f"r{n + 1}", "right_id")
    return [
        Pair(id_, row.get("left", ""), right_id, text_in(row, number, "right_text"))
        for number, (row, id_, right_id) in enumerate(zip(rows, ids, rights, strict=True), 1)
    ]


def _items(_kind: Kind, rows: Sequence[Row]) -> list[Item]:
    """In the order of their places; one without a place stays behind the row above it."""
    placed, last = [], 0.0
    for row in rows:
        place = row.get("place", "").strip()
        last = float(place) if place.isdecimal() and place.isascii() and len(place) < 5 else last
        placed.append((last, row))
    ordered = [row for _, row in sorted(placed, key=lambda one: one[0])]
    ids = ids_of(ordered, lambda n: f"i{n + 1}")
    return [
        Item(id_, text_in(row, n)) for n, (row, id_) in enumerate(zip(ordered, ids, strict=True), 1)
    ]


def _rubric(_kind: Kind, rows: Sequence[Row]) -> list[Criterion]:
    found = []
    for number, (row, id_) in enumerate(zip(rows, ids_of(rows, letter_id), strict=True), 1):
        points = row.get("points", "").strip()
        is_whole = points.isascii() and points.isdecimal() and len(points) < 3
        if not is_whole or not 1 <= int(points) <= _MOST_POINTS:
            raise RowError(BAD_POINTS, row=number)
        found.append(Criterion(id_, text_in(row, number), int(points)))
    return found


_READERS: dict[str, Callable[[Kind, Sequence[Row]], Sequence[Any]]] = {
    "choices": _choices,
    "reasons": lambda _kind, rows: _choices(Kind.SINGLE, rows),
    "accepted": _accepted,
    "numbers": _numbers,
    "pairs": _pairs,
    "items": _items,
    "gaps": _gaps,
    "rubric": _rubric,
}


def _parts(fields: Fields) -> tuple[Question, ...]:
    """The questions of a case, read behind a bare case of its id; each names it in a note."""
    id_ = fields.values.get("id", "")
    typed = fields.values.get("parts", "")
    head = f"// [kind:case]\n::{id_}::.\n\n"
    questions, faults = read_gift(head + typed)
    if faults:
        fault = replace(faults[0], line=max(1, faults[0].line - head.count("\n")))
        raise RowError(N_("Line %(line)s: %(said)s"), line=fault.line, said=str(fault))
    if len(questions) != 1 or questions[0].id != id_:
        raise RowError(N_("Each question of the case needs the note [case:%(id)s]."), id=id_)
    return questions[0].parts
