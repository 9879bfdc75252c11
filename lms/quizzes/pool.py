"""Checks a module's pool of questions: each by itself, and all of them together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from lms.quizzes.question_rules import check_question
from lms.quizzes.questions import Fault, Question
from lms.words import N_

VARIANTS = 2


def check_pool(
    questions: Sequence[Question], draw: int, draw_from: Iterable[tuple[str, int]] = ()
) -> list[Fault]:
    """What keeps these questions from being a pool that `draw` questions are drawn from.

    draw_from  (tag, questions drawn that bear it): each tag needs two questions for each one
               drawn, and no slots are needed; empty: slots 1 to `draw` with two questions each
    """
    shares = list(draw_from)
    faults = [fault for question in questions for fault in check_question(question)]
    faults += _repeated_ids(questions)
    faults += _shares(questions, shares) if shares else _slots(questions, draw)
    return sorted(faults, key=lambda fault: fault.line)


def _fault(question: Question, message: str, **values: object) -> Fault:
    return Fault(question.line, message, {"id": question.id, **values})


def _repeated_ids(questions: Iterable[Question]) -> Iterator[Fault]:
    """Questions of a case count, too: their answers are kept by their ids."""
    first: dict[str, int] = {}
    for question in (one for whole in questions for one in (whole, *whole.parts)):
        if question.id in first:
            yield _fault(
                question, N_("%(id)s stands in line %(first)s already."), first=first[question.id]
            )
        first.setdefault(question.id, question.line)


def _shares(questions: Sequence[Question], shares: Iterable[tuple[str, int]]) -> Iterator[Fault]:
    for tag, count in shares:
        found = sum(tag in question.tags for question in questions)
        if found < VARIANTS * count:
            yield Fault(
                0,
                N_("The tag %(tag)s has %(count)s questions; %(least)s are the least."),
                {"tag": tag, "count": found, "least": VARIANTS * count},
            )


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
