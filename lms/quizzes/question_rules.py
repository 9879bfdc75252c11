"""What a question must have to stand in a course, kind by kind."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator

from lms.quizzes.questions import Fault, Kind, Question
from lms.words import N_

LONGEST_TEXT_WORDS = 60

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_MARK = re.compile(r"\[\[([^\[\]\n]{1,40})\]\]")


def check_question(question: Question) -> Iterator[Fault]:
    """What is wrong in a question of a pool; the rules hold for each question of a case, too."""
    for rule in (*_RULES, _general):
        yield from rule(question)
    for part in question.parts:
        yield from check_question(part)


def check_alone(question: Question) -> list[Fault]:
    """What is wrong in a question that stands in no pool; it needs no general feedback."""
    return [fault for rule in _RULES for fault in rule(question)]


def marks_in(text: str) -> list[str]:
    """What stands between double brackets, in order.

    >>> marks_in("We sell [[1]] and pay [[2]].")
    ['1', '2']
    """
    return _MARK.findall(text)


def _fault(question: Question, message: str, **values: object) -> Fault:
    return Fault(question.line, message, {"id": question.id, **values})


def _id(question: Question) -> Iterator[Fault]:
    if not _ID.fullmatch(question.id):
        yield _fault(
            question,
            N_("%(id)s: the id between the double colons needs small letters, digits and hyphens."),
        )


def _text(question: Question) -> Iterator[Fault]:
    """The lines of a table are no words; a case counts for itself, as each of its questions."""
    words = sum(any(sign.isalnum() for sign in word) for word in question.text.split())
    if not words:
        yield _fault(question, N_("%(id)s has no text."))
    if words > LONGEST_TEXT_WORDS:
        yield _fault(
            question,
            N_("%(id)s has %(words)s words; %(most)s are the most."),
            words=words,
            most=LONGEST_TEXT_WORDS,
        )


def _general(question: Question) -> Iterator[Fault]:
    """What can be marked says something after every answer; a case leaves that to its questions."""
    if question.kind is Kind.DESCRIPTION:
        yield _fault(question, N_("%(id)s cannot be marked; a pool has no descriptions."))
    elif question.kind is Kind.ESSAY and not question.rubric:
        yield _fault(question, N_("%(id)s is an essay without a criterion to mark it by."))
    elif question.kind is Kind.CASE and not question.parts:
        yield _fault(question, N_("%(id)s is a case without a question."))
    elif question.kind not in (Kind.ESSAY, Kind.CASE) and not question.feedback:
        yield _fault(question, N_("%(id)s has no general feedback behind ####."))


def _key(question: Question) -> Iterator[Fault]:
    """One option with = in a single question; 100 % over the right ones of a multiple one."""
    right = [choice.weight for choice in question.choices if choice.right]
    if question.kind in (Kind.SINGLE, Kind.MISTAKE) and len(right) != 1:
        yield _fault(question, N_("%(id)s must have exactly one right answer."))
    if question.kind is Kind.MULTIPLE and sum(right) != 1:
        yield _fault(question, N_("%(id)s: the weights of the right answers must add up to 100."))
    typed = [one.weight for one in question.accepted] + [one.weight for one in question.numbers]
    if question.kind in (Kind.SHORT, Kind.NUMERIC) and 1 not in typed:
        yield _fault(question, N_("%(id)s has no answer that earns the full mark."))
    if question.reasons and sum(reason.right for reason in question.reasons) != 1:
        yield _fault(question, N_("%(id)s must have exactly one right reason."))


def _feedback(question: Question) -> Iterator[Fault]:
    for choice in (*question.choices, *question.reasons):
        if not choice.feedback:
            yield _fault(
                question, N_("%(id)s: the answer %(answer)s has no feedback."), answer=choice.text
            )
    truth = question.kind is Kind.TRUE_FALSE
    if truth and not (question.right_feedback and question.wrong_feedback):
        yield _fault(question, N_("%(id)s needs feedback for right and for wrong answers."))


def _gaps(question: Question) -> Iterator[Fault]:
    """Each gap stands in the text once, in order, and can earn its full mark."""
    if question.kind is not Kind.GAPS:
        return
    numbers = [str(number) for number, _ in enumerate(question.gaps, 1)]
    if marks_in(question.text) != numbers:
        yield _fault(
            question,
            N_("%(id)s: the text must have [[1]] to [[%(count)s]], each once and in this order."),
            count=len(numbers),
        )
    for number, gap in zip(numbers, question.gaps, strict=True):
        if not any(one.weight == 1 for one in gap.accepted):
            yield _fault(
                question,
                N_("%(id)s: gap %(gap)s has no text that earns the full mark."),
                gap=number,
            )
        for part, times in Counter(one.text for one in gap.accepted).items():
            if times > 1:
                yield _fault(
                    question,
                    N_("%(id)s has the text %(part)s twice in gap %(gap)s."),
                    part=part,
                    gap=number,
                )


def _places(question: Question) -> Iterator[Fault]:
    """Each place of a mistake stands in the text once, and no other place does."""
    if question.kind is not Kind.MISTAKE:
        return
    marks = Counter(marks_in(question.text))
    ids = [choice.id for choice in question.choices]
    for id_ in ids:
        if marks[id_] != 1:
            yield _fault(
                question, N_("%(id)s: the text must have the mark [[%(mark)s]] once."), mark=id_
            )
    for mark in marks:
        if mark not in ids:
            yield _fault(
                question, N_("%(id)s: the mark [[%(mark)s]] belongs to no answer."), mark=mark
            )


def _told_apart(question: Question) -> Iterator[Fault]:
    """Options, sides and items of one question must be told apart by their words."""
    parts = {
        N_("%(id)s has the option %(part)s twice."): [one.text for one in question.choices],
        N_("%(id)s has the reason %(part)s twice."): [one.text for one in question.reasons],
        N_("%(id)s has the left side %(part)s twice."): [one.left for one in question.asked],
        N_("%(id)s has the right side %(part)s twice."): [one.right for one in question.pairs],
        N_("%(id)s has the item %(part)s twice."): [one.text for one in question.items],
        N_("%(id)s has the criterion %(part)s twice."): [one.text for one in question.rubric],
    }
    for message, texts in parts.items():
        for part, times in Counter(texts).items():
            if times > 1:
                yield _fault(question, message, part=part)


_RULES: tuple[Callable[[Question], Iterator[Fault]], ...] = (
    _id,
    _text,
    _key,
    _feedback,
    _gaps,
    _places,
    _told_apart,
)
