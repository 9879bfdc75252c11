"""A question as the fields of a form, kind by kind: what each holds, and which there are. Pure.

Fields are texts. A group is a list of rows, such as options; a row's field is <group>-<n>-<column>.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Context, Decimal
from fractions import Fraction

from lms.quizzes.formats.gift_text import percent_of
from lms.quizzes.formats.gift_writer import write_gift
from lms.quizzes.questions import Choice, Kind, NumericAnswer, Question

PLACES = ("slot", "outcome", "lesson", "block")
SWITCHES: Mapping[str, tuple[Kind, ...]] = {
    "match_case": (Kind.SHORT, Kind.GAPS),
    "fold_marks": (Kind.SHORT, Kind.GAPS),
    "fixed_order": (Kind.SINGLE, Kind.MULTIPLE, Kind.TRUE_FALSE, Kind.GAPS, Kind.CASE),
}
GROUPS: Mapping[Kind, str] = {
    Kind.SINGLE: "choices",
    Kind.MULTIPLE: "choices",
    Kind.MISTAKE: "choices",
    Kind.TRUE_FALSE: "reasons",
    Kind.SHORT: "accepted",
    Kind.NUMERIC: "numbers",
    Kind.MATCHING: "pairs",
    Kind.ORDERING: "items",
    Kind.GAPS: "gaps",
    Kind.ESSAY: "rubric",
}
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "choices": ("id", "text", "right", "weight", "feedback"),
    "reasons": ("id", "text", "right", "weight", "feedback"),
    "accepted": ("text", "weight", "feedback"),
    "numbers": ("number", "tolerance", "weight", "feedback"),
    "pairs": ("id", "right_id", "left", "right_text"),
    "items": ("id", "place", "text"),
    "gaps": ("gap", "text", "weight", "feedback"),
    "rubric": ("id", "text", "points"),
}
KINDS = tuple(kind for kind in Kind if kind is not Kind.DESCRIPTION)
MOST_ROWS = 500
YES = "y"

_SAID = ("right_feedback", "partial_feedback", "wrong_feedback")
_FIELD = re.compile(r"([a-z]{1,20})-([0-9]{1,4})-([a-z_]{1,20})")
_EXACT = Context(prec=80)
_EMPTY_ROWS = {"choices": 3, "reasons": 0, "rubric": 1}

Row = Mapping[str, str]


@dataclass(frozen=True)
class Fields:
    """What a form holds.

    values  field -> text; a switch is YES or ""
    rows    of the group of this kind, each column -> text
    """

    kind: Kind
    values: Mapping[str, str]
    rows: Sequence[Row] = field(default_factory=tuple)

    @property
    def group(self) -> str:
        """The name of its rows; "" for a case, which has none."""
        return GROUPS.get(self.kind, "")

    def with_empty(self, count: int = 1) -> Fields:
        """The same with more empty rows behind the others."""
        empty_rows: list[Row] = [{} for _ in range(count)]
        return Fields(self.kind, self.values, [*self.rows, *empty_rows])


def empty(kind: Kind, **values: str) -> Fields:
    """The form of a question that there is not yet."""
    group = GROUPS.get(kind, "")
    count = _EMPTY_ROWS.get(group, 2) if group else 0
    return Fields(kind, {"format": "plain", **values}).with_empty(count)


def fits(question: Question) -> bool:
    """Whether a form can hold all of it; else it is edited as GIFT."""
    even = all(_EXACT.subtract(one.value, one.low) == _EXACT.subtract(one.high, one.value)
               for one in question.numbers if one.value is not None)  # fmt: skip
    spaced = any(" " in tag or not tag for tag in question.tags)
    return question.kind in KINDS and not question.formats and not spaced and even


def fields_of(question: Question) -> Fields:
    """The form of a question."""
    values = {
        "id": question.id,
        "text": question.text,
        "format": question.format,
        "unit": question.unit,
        "feedback": question.feedback,
        "true": {True: "true", False: "false"}.get(question.true, ""),  # type: ignore[arg-type]
        "parts": parts_text(question),
    }
    values |= {name: getattr(question, name) for name in _SAID}
    values |= {name: YES if getattr(question, name) else "" for name in SWITCHES}
    return Fields(question.kind, values | places(question.tags), _rows(question))


def places(tags: Sequence[str]) -> dict[str, str]:
    """Tags by the field they stand in; what is none of the known places stands in `tags`."""
    found: dict[str, list[str]] = {name: [] for name in (*PLACES, "tags")}
    for tag in tags:
        name, hyphen, value = tag.partition("-")
        is_known = name in PLACES and hyphen and value
        found[name if is_known else "tags"].append(value if is_known else tag)
    return {name: " ".join(values) for name, values in found.items()}


def parts_text(case: Question) -> str:
    """The questions of a case as GIFT; "" where GIFT cannot hold them."""
    if not case.parts:
        return ""
    try:
        made = write_gift([replace(case, category="")])
    except ValueError:
        return ""
    return made.partition("\n\n")[2]


def typed_fields(kind: Kind, typed: Mapping[str, Sequence[str]]) -> Fields:
    """The fields as a form sent them; rows in their order, those left out do not count."""
    group = GROUPS.get(kind, "")
    rows: dict[int, dict[str, str]] = {}
    values: dict[str, str] = {}
    for name, sent in typed.items():
        match = _FIELD.fullmatch(name)
        text = sent[0] if sent else ""
        if match is None:
            values[name] = text
        elif match[1] == group and match[3] in COLUMNS[group]:
            rows.setdefault(int(match[2]), {})[match[3]] = text
    return Fields(kind, values, [rows[n] for n in sorted(rows)][:MOST_ROWS])


def is_blank(group: str, row: Row) -> bool:
    """Whether nothing was written into a row."""
    seen = [one for one in COLUMNS[group] if one not in ("id", "right_id", "gap", "place")]
    return not any(row.get(one, "") for one in seen)


def weight_text(weight: Fraction, *, usual: Fraction) -> str:
    """A weight in percent; "" for the usual one."""
    return "" if weight == usual else percent_of(weight)


def _rows(question: Question) -> list[Row]:
    group = GROUPS.get(question.kind, "")
    if group in ("choices", "reasons"):
        return [_option(question.kind, one) for one in getattr(question, group)]
    if group == "numbers":
        return [_number(one) for one in question.numbers]
    if group == "gaps":
        return [
            {"gap": str(number), "text": one.text, "feedback": one.feedback}
            | {"weight": weight_text(one.weight, usual=Fraction(1))}
            for number, gap in enumerate(question.gaps, 1)
            for one in gap.accepted
        ]
    if group == "accepted":
        return [
            {"text": one.text, "feedback": one.feedback}
            | {"weight": weight_text(one.weight, usual=Fraction(1))}
            for one in question.accepted
        ]
    return _named_rows(question)


def _named_rows(question: Question) -> list[Row]:
    if question.kind is Kind.MATCHING:
        return [
            {"id": one.id, "right_id": one.right_id, "left": one.left, "right_text": one.right}
            for one in question.pairs
        ]
    if question.kind is Kind.ORDERING:
        return [
            {"id": one.id, "place": str(number), "text": one.text}
            for number, one in enumerate(question.items, 1)
        ]
    return [{"id": one.id, "text": one.text, "points": str(one.points)} for one in question.rubric]


def _option(kind: Kind, one: Choice) -> Row:
    usual = Fraction(one.right) if kind is not Kind.MULTIPLE else Fraction(0)
    return {
        "id": one.id,
        "text": one.text,
        "right": YES if one.right else "",
        "weight": weight_text(one.weight, usual=usual),
        "feedback": one.feedback,
    }


def _number(one: NumericAnswer) -> Row:
    tolerance = ""
    if one.catches_all:
        number = "*"
    elif one.value is None:
        number = f"{_digits(one.low)}..{_digits(one.high)}"
    else:
        number = _digits(one.value)
        margin = _EXACT.subtract(one.high, one.value)
        tolerance = _digits(margin) if margin else ""
    return {
        "number": number,
        "tolerance": tolerance,
        "weight": weight_text(one.weight, usual=Fraction(not one.catches_all)),
        "feedback": one.feedback,
    }


def _digits(number: Decimal) -> str:
    return format(number, "f")
