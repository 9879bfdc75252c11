"""Checks a module's pool of questions, and that two languages of it are twins."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from lms.quizzes.questions import Fault, Kind, Question
from lms.words import N_

LONGEST_TEXT_WORDS = 60
VARIANTS = 2

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def check_pool(questions: Sequence[Question], draw: int) -> list[Fault]:
    """What keeps these questions from being a pool that `draw` questions are drawn from."""
    faults = [fault for question in questions for rule in _RULES for fault in rule(question)]
    faults += _repeated_ids(questions)
    faults += _slots(questions, draw)
    return sorted(faults, key=lambda fault: fault.line)


def check_twin(source: Iterable[Question], other: Iterable[Question]) -> list[Fault]:
    """Where another language of a pool differs from its source in more than words.

    The lines are those of the other language; 0 for a question that is missing there.
    """
    originals = {question.id: question for question in source}
    twins = {question.id: question for question in other}
    faults = [
        Fault(0, N_("%(id)s is missing in this language."), {"id": id_})
        for id_ in originals
        if id_ not in twins
    ]
    for id_, twin in twins.items():
        if id_ not in originals:
            faults.append(_fault(twin, N_("%(id)s is not in the source language.")))
        else:
            faults += _differences(originals[id_], twin)
    return faults


def _fault(question: Question, message: str, **values: object) -> Fault:
    return Fault(question.line, message, {"id": question.id, **values})


def _id(question: Question) -> Iterator[Fault]:
    if not _ID.fullmatch(question.id):
        yield _fault(
            question,
            N_("%(id)s: the id between the double colons needs small letters, digits and hyphens."),
        )


def _text(question: Question) -> Iterator[Fault]:
    words = len(question.text.split())
    if not words:
        yield _fault(question, N_("%(id)s has no text."))
    if words > LONGEST_TEXT_WORDS:
        yield _fault(
            question,
            N_("%(id)s has %(words)s words; %(most)s are the most."),
            words=words,
            most=LONGEST_TEXT_WORDS,
        )


def _kind(question: Question) -> Iterator[Fault]:
    if not question.marked:
        yield _fault(question, N_("%(id)s cannot be marked; a pool has no essays or descriptions."))
    elif not question.feedback:
        yield _fault(question, N_("%(id)s has no general feedback behind ####."))


def _key(question: Question) -> Iterator[Fault]:
    """One option with = in a single question; 100 % over the right ones of a multiple one."""
    right = [choice.weight for choice in question.choices if choice.right]
    if question.kind is Kind.SINGLE and len(right) != 1:
        yield _fault(question, N_("%(id)s must have exactly one right answer."))
    if question.kind is Kind.MULTIPLE and sum(right) != 1:
        yield _fault(question, N_("%(id)s: the weights of the right answers must add up to 100."))
    typed = [one.weight for one in question.accepted] + [one.weight for one in question.numbers]
    if question.kind in (Kind.SHORT, Kind.NUMERIC) and 1 not in typed:
        yield _fault(question, N_("%(id)s has no answer that earns the full mark."))


def _feedback(question: Question) -> Iterator[Fault]:
    for choice in question.choices:
        if not choice.feedback:
            yield _fault(
                question, N_("%(id)s: the answer %(answer)s has no feedback."), answer=choice.text
            )
    truth = question.kind is Kind.TRUE_FALSE
    if truth and not (question.right_feedback and question.wrong_feedback):
        yield _fault(question, N_("%(id)s needs feedback for right and for wrong answers."))


def _parts(question: Question) -> Iterator[Fault]:
    """Options, sides and items of one question must be told apart by their words."""
    parts = {
        N_("%(id)s has the option %(part)s twice."): [one.text for one in question.choices],
        N_("%(id)s has the left side %(part)s twice."): [one.left for one in question.asked],
        N_("%(id)s has the right side %(part)s twice."): [one.right for one in question.pairs],
        N_("%(id)s has the item %(part)s twice."): [one.text for one in question.items],
    }
    for message, texts in parts.items():
        for part, times in Counter(texts).items():
            if times > 1:
                yield _fault(question, message, part=part)


_RULES: tuple[Callable[[Question], Iterator[Fault]], ...] = (
    _id,
    _text,
    _kind,
    _key,
    _feedback,
    _parts,
)


def _repeated_ids(questions: Iterable[Question]) -> Iterator[Fault]:
    first: dict[str, int] = {}
    for question in questions:
        if question.id in first:
            yield _fault(
                question, N_("%(id)s stands in line %(first)s already."), first=first[question.id]
            )
        first.setdefault(question.id, question.line)


def _slots(questions: Sequence[Question], draw: int) -> Iterator[Fault]:
    """Slots 1 to the number drawn, each with two variants, and no question outside them."""
    variants = Counter(question.slot for question in questions)
    for slot in range(1, draw + 1):
        if variants[slot] < VARIANTS:
            yield Fault(
                0,
                N_("Slot %(slot)s has %(count)s questions; %(least)s are the least."),
                {"slot": slot, "count": variants[slot], "least": VARIANTS},
            )
    for question in questions:
        if question.slot is None:
            yield _fault(question, N_("%(id)s has no tag such as slot-1."))
        elif not 1 <= question.slot <= draw:
            yield _fault(
                question,
                N_("%(id)s is in slot %(slot)s, but %(draw)s questions are drawn."),
                slot=question.slot,
                draw=draw,
            )


_COMPARED: tuple[tuple[str, Callable[[Question], object]], ...] = (
    (N_("%(id)s is of another kind than in the source language."), lambda one: one.kind),
    (N_("%(id)s has other tags than in the source language."), lambda one: set(one.tags)),
    (
        N_("%(id)s has another number of options, pairs or items than in the source language."),
        lambda one: (len(one.choices), [bool(pair.left) for pair in one.pairs], len(one.items)),
    ),
    (
        N_("%(id)s has another key than in the source language."),
        lambda one: (one.true, [choice.weight for choice in one.choices]),
    ),
    (
        N_("%(id)s has other numbers or tolerances than in the source language."),
        lambda one: [(answer.low, answer.high, answer.weight) for answer in one.numbers],
    ),
    (N_("%(id)s has a unit in one language only."), lambda one: bool(one.unit)),
)


def _differences(original: Question, twin: Question) -> Iterator[Fault]:
    """The first difference only where the kind differs: all else follows from it."""
    for message, part in _COMPARED:
        if part(original) != part(twin):
            yield _fault(twin, message)
            if original.kind != twin.kind:
                return
