"""Hands the quiz room's checks to the course room, which lies below it and may not know it."""

from __future__ import annotations

from lms.quizzes.formats.gift import read_gift
from lms.quizzes.pool import check_pool, check_twin


def check_quiz(text: str, source: str | None, drawn: int) -> list[tuple[int, str]]:
    """What is wrong in a quiz file: (line, sentence).

    source  the same quiz in the source language; None when this is it
    drawn   questions drawn for an attempt
    """
    questions, faults = read_gift(text)
    faults = [*faults, *check_pool(questions, drawn)]
    if source is not None:
        faults += check_twin(read_gift(source)[0], questions)
    return [(fault.line, str(fault.message) % (fault.values or {})) for fault in faults]
