"""Checks that two languages of a pool are twins: they differ in their words only."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from lms.quizzes.questions import Fault, Gap, Question
from lms.words import N_


def check_twin(source: Iterable[Question], other: Iterable[Question]) -> list[Fault]:
    """Where another language of a pool differs from its source in more than words.

    The lines are those of the other language; 0 for a question that is missing there. Questions
    of a case are compared like those of the pool.
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
            faults += check_twin(originals[id_].parts, twin.parts)
    return faults


def _fault(question: Question, message: str) -> Fault:
    return Fault(question.line, message, {"id": question.id})


def _counts(question: Question) -> object:
    """How many of each there are; which of the left sides are there."""
    lists = question.choices, question.items, question.gaps, question.reasons, question.rubric
    return [len(one) for one in lists], [bool(pair.left) for pair in question.pairs]


def _key(question: Question) -> object:
    return (
        question.true,
        [choice.weight for choice in (*question.choices, *question.reasons)],
        [_gap_key(gap) for gap in question.gaps],
    )


def _gap_key(gap: Gap) -> object:
    """What is offered to choose is the same; what is typed has as many spellings as it needs."""
    weights = [one.weight for one in gap.accepted]
    return weights if gap.offered else 1 in weights


_COMPARED: tuple[tuple[str, Callable[[Question], object]], ...] = (
    (N_("%(id)s is of another kind than in the source language."), lambda one: one.kind),
    (N_("%(id)s has other tags than in the source language."), lambda one: set(one.tags)),
    (
        N_("%(id)s has another number of options, pairs or items than in the source language."),
        _counts,
    ),
    (N_("%(id)s has another key than in the source language."), _key),
    (
        N_("%(id)s has other numbers or tolerances than in the source language."),
        lambda one: [(answer.low, answer.high, answer.weight) for answer in one.numbers],
    ),
    (N_("%(id)s has a unit in one language only."), lambda one: bool(one.unit)),
    (
        N_("%(id)s has other points in its criteria than in the source language."),
        lambda one: [criterion.points for criterion in one.rubric],
    ),
    (
        N_("%(id)s is marked or shown in another way than in the source language."),
        lambda one: (one.match_case, one.fold_marks, one.fixed_order),
    ),
    (
        N_("%(id)s has its questions in another order than in the source language."),
        lambda one: [part.id for part in one.parts],
    ),
)


def _differences(original: Question, twin: Question) -> Iterator[Fault]:
    """The first difference only where the kind differs: all else follows from it."""
    for message, said in _COMPARED:
        if said(original) != said(twin):
            yield _fault(twin, message)
            if original.kind != twin.kind:
                return
