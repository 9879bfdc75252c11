"""The form fields of a sheet's questions, and how saved ones are joined. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence

from lms.quizzes.answering import REASON, Typed, field_name, offered_texts
from lms.quizzes.questions import Kind, Question

MOST_BYTES = 60_000
"""How large the saved answers of one attempt may be, as JSON in UTF-8."""


def fields_of(question: Question) -> Iterator[str]:
    """The names of all fields that a question can have in a form."""
    yield field_name(question)
    for pair in question.asked:
        yield field_name(question, pair.id)
    for item in question.items:
        yield field_name(question, item.id)
    for number in range(1, len(question.gaps) + 1):
        yield field_name(question, str(number))
    if question.reasons:
        yield field_name(question, REASON)
    for part in question.parts:
        yield from fields_of(part)


def joined(
    kept: Mapping[str, Sequence[str]],
    typed: Typed,
    questions: Iterable[Question],
    changed: Iterable[str] | None,
) -> dict[str, list[str]]:
    """What is saved after these fields came in; what was emptied is gone.

    kept     the fields saved before
    typed    the fields that came; those of other questions are left out
    changed  ids of the questions whose fields came, also when all of them are empty now;
             None: of all questions
    """
    wanted = None if changed is None else frozenset(changed)
    result: dict[str, list[str]] = {}
    for question in questions:
        source = typed if wanted is None or question.id in wanted else kept
        most = max(1, len(question.choices))
        for name in fields_of(question):
            values = [value for value in source.get(name, ()) if value][:most]
            if values:
                result[name] = values
    return result


def unknown(typed: Typed, questions: Iterable[Question]) -> list[str]:
    """The fields that belong to none of these questions."""
    known = {name for question in questions for name in fields_of(question)}
    return [name for name in typed if name not in known]


def forged(typed: Typed, questions: Sequence[Question]) -> list[str]:
    """The fields that no form of these questions sends: of others, or with options of others."""
    offered = {name: ids for question in questions for name, ids in _offered(question)}
    strange = (
        name
        for name, values in typed.items()
        if name in offered and not {value for value in values if value} <= offered[name]
    )
    return [*unknown(typed, questions), *strange]


def _offered(question: Question) -> Iterator[tuple[str, set[str]]]:
    """What can be chosen in each field in which nothing can be typed."""
    if question.choices:
        yield field_name(question), {one.id for one in question.choices}
    if question.kind is Kind.TRUE_FALSE:
        yield field_name(question), {"true", "false"}
        yield field_name(question, REASON), {one.id for one in question.reasons}
    rights = {pair.right_id for pair in question.pairs}
    yield from ((field_name(question, pair.id), rights) for pair in question.asked)
    places = {str(place) for place in range(1, len(question.items) + 1)}
    yield from ((field_name(question, item.id), places) for item in question.items)
    for number, gap in enumerate(question.gaps, start=1):
        if gap.offered:
            yield field_name(question, str(number)), {*offered_texts(gap)}
    for part in question.parts:
        yield from _offered(part)


def is_too_large(fields: Mapping[str, Sequence[str]]) -> bool:
    """Whether it is more text than an attempt may save."""
    return len(json.dumps(fields, ensure_ascii=False).encode()) > MOST_BYTES
