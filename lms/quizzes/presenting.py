"""What a question shows on a page: its texts, its options in their mixed order, what was typed.

Pure. How texts become HTML stands in texts.py.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from lms.quizzes.answering import REASON, Typed, field_name, first, first_lines, offered_texts
from lms.quizzes.draw import shown, shuffled
from lms.quizzes.questions import Kind, Question, letter_id
from lms.quizzes.sheets import Sheet
from lms.quizzes.texts import (
    MARKED_UP,
    Pictures,
    Piece,
    in_line,
    in_words,
    running_text,
    stem_and_more,
)

__all__ = ["Pictures", "ShownQuestion", "in_line", "marked_text", "shown_questions"]

_TICKED = frozenset({Kind.SINGLE, Kind.MULTIPLE, Kind.TRUE_FALSE, Kind.MISTAKE})


@dataclass(frozen=True)
class ShownQuestion:
    """A question as templates/quizzes/_question.html takes it.

    label    its number on the page, "3", or "3a" as a part of a case
    stem     "" where the first paragraph of a text has gaps or places to choose
    pieces   gaps, mistake: the text; each piece ends where one of the marks stands
    offered  gaps: for each gap the texts to choose from; none where it is typed
    rubric   essay: (what a reader looks for, most points)
    parts    case: its questions
    """

    id: str
    number: int
    label: str
    kind: str
    stem: str
    more: Markup
    pieces: Sequence[Piece]
    unit: str
    fault: str
    choices: list[tuple[str, Markup]]
    reasons: list[tuple[str, Markup]]
    lefts: list[tuple[str, Markup]]
    rights: list[tuple[str, str]]
    items: list[tuple[str, Markup]]
    offered: list[list[str]]
    rubric: list[tuple[Markup, int]]
    parts: list[ShownQuestion]
    question: Question
    typed: Typed

    def value(self, part: str = "") -> str:
        """What was typed or chosen; for options: not empty when this one was chosen."""
        if self.question.kind in _TICKED:
            return part if part in self.typed.get(field_name(self.question), ()) else ""
        if self.question.kind is Kind.ESSAY:
            return first_lines(self.typed, field_name(self.question))
        return first(self.typed, field_name(self.question, part))

    def gave_reason(self, id_: str) -> bool:
        """Whether this reason was chosen."""
        return first(self.typed, field_name(self.question, REASON)) == id_

    def choice(self, id_: str) -> Markup:
        """The text of an option."""
        return dict(self.choices)[id_]

    @property
    def order(self) -> tuple[str, ...]:
        """What is mixed, in the order shown: two cards that differ only in this look different."""
        ids = (*self.choices, *self.reasons, *self.rights, *self.items)
        texts = (text for texts in self.offered for text in texts)
        parts = (id_ for part in self.parts for id_ in part.order)
        return (*(id_ for id_, _ in ids), *texts, *parts)


def shown_questions(
    sheet: Sheet, pictures: Pictures, typed: Typed, faults: Mapping[str, str]
) -> list[ShownQuestion]:
    """The questions of a sheet.

    pictures  (name, address) of each picture of the module
    faults    question id -> what could not be read, in words of the page
    """
    return [
        _shown(question, number, str(number), _Page(sheet.seed, pictures, typed, faults))
        for number, question in enumerate(sheet.questions, start=1)
    ]


@dataclass(frozen=True)
class _Page:
    seed: bytes
    pictures: Pictures
    typed: Typed
    faults: Mapping[str, str]


def _shown(question: Question, number: int, label: str, page: _Page) -> ShownQuestion:
    stem, more, pieces = marked_text(question, page.pictures)
    mixed = shown(question, seed=page.seed)
    rights = {pair.right_id: (f"pairs.{pair.id}.right", pair.right) for pair in question.pairs}
    choices = {one.id: (f"choices.{one.id}.text", one.text) for one in question.choices}
    reasons = {one.id: (f"reasons.{one.id}.text", one.text) for one in question.reasons}
    items = {item.id: (f"items.{item.id}.text", item.text) for item in question.items}

    def line(path: str, text: str) -> Markup:
        format_ = question.format_of(path)
        return in_line(text, format_, page.pictures if format_ in MARKED_UP else ())

    return ShownQuestion(
        id=question.id,
        number=number,
        label=label,
        kind=question.kind.value,
        stem=stem,
        more=more,
        pieces=pieces,
        unit=question.unit,
        fault=page.faults.get(question.id, ""),
        choices=[(id_, line(*choices[id_])) for id_ in mixed if id_ in choices],
        reasons=[(id_, line(*reasons[id_])) for id_ in mixed if id_ in reasons],
        lefts=[(pair.id, line(f"pairs.{pair.id}.left", pair.left)) for pair in question.asked],
        rights=[
            (id_, in_words(rights[id_][1], question.format_of(rights[id_][0])))
            for id_ in mixed
            if id_ in rights
        ],
        items=[(id_, line(*items[id_])) for id_ in mixed if id_ in items],
        offered=_offered(question, page.seed),
        rubric=[(line(f"rubric.{one.id}.text", one.text), one.points) for one in question.rubric],
        parts=[
            _shown(_part(question, part), number, f"{label}{letter_id(place)}", page)
            for place, part in enumerate(question.parts)
        ],
        question=question,
        typed=page.typed,
    )


def marked_text(question: Question, pictures: Pictures) -> tuple[str, Markup, Sequence[Piece]]:
    """The stem, the rest, and for texts with gaps or places the rest in pieces instead."""
    format_ = question.format_of("text")
    marks = [str(number) for number in range(1, len(question.gaps) + 1)]
    if question.kind is Kind.MISTAKE:
        marks = [one.id for one in question.choices]
    if not marks:
        return *stem_and_more(question.text, format_, pictures), ()
    stem, pieces = running_text(question.text, format_, pictures, tuple(marks))
    return stem, Markup(""), pieces


def _offered(question: Question, seed: bytes) -> list[list[str]]:
    """What each gap offers, mixed where the question allows it."""
    found = [offered_texts(gap) for gap in question.gaps]
    if question.fixed_order:
        return found
    return [
        shuffled(texts, seed=seed, label=f"gap\0{question.id}\0{number}")
        for number, texts in enumerate(found, start=1)
    ]


def _part(case: Question, part: Question) -> Question:
    """What holds for the order in a case holds in its parts."""
    return replace(part, fixed_order=True) if case.fixed_order else part
