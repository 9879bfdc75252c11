"""Whether a question still means the same, so that answers given to it still fit its id. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any

from lms.quizzes.questions import Choice, NumericAnswer, Question
from lms.words import N_

_NUMBERED = re.compile(r"(.+?)-([0-9]{1,4})")
_WORD = re.compile(r"\w+")
_KEPT = 0.34  # the share of its words that a reworded question keeps at least

KIND = N_("Its kind is another one.")
PARTS = N_("It has other options, pairs, items or questions than before.")
PLACES = N_("Options, pairs or items have changed places.")
KEY = N_("Another answer is right, or earns another part of the mark.")


def changes_of_meaning(old: Question, new: Question) -> list[str]:
    """What makes this another question, a sentence each; empty when only words have changed.

    Spellings of an accepted text belong to the key, too: who was wrong would now be right.
    """
    if old.kind is not new.kind:
        return [KIND]
    found = [sentence for sentence, changed in _COMPARED if changed(old, new)]
    for before, after in zip(old.parts, new.parts, strict=False):
        found += changes_of_meaning(before, after)
    return list(dict.fromkeys(found))


def asks_something_else(old: Question, new: Question) -> bool:
    """Whether hardly a word of the question, or of its right answers, is left.

    No proof, for people may say the same in new words: a thing to look at, never a stop.
    """
    if any(asks_something_else(*both) for both in zip(old.parts, new.parts, strict=False)):
        return True
    return _rewritten(old.text, new.text) or _rewritten(_right_words(old), _right_words(new))


def _right_words(question: Question) -> str:
    return " ".join(one.text for one in question.choices if one.right)


def _rewritten(old: str, new: str) -> bool:
    before, after = (set(_WORD.findall(text.casefold())) for text in (old, new))
    most = max(len(before), len(after))
    return bool(before and after) and len(before & after) < most * _KEPT


def free_id(id_: str, taken: Collection[str]) -> str:
    """An id like this one that nobody has yet.

    >>> free_id("m01-fee", {"m01-fee"}), free_id("m01-fee-2", {"m01-fee-2", "m01-fee-3"})
    ('m01-fee-2', 'm01-fee-4')
    """
    if id_ not in taken:
        return id_
    match = _NUMBERED.fullmatch(id_)
    stem, number = (match[1], int(match[2])) if match else (id_, 1)
    while f"{stem}-{number}" in taken or number < 2:
        number += 1
    return f"{stem}-{number}"


def renamed(question: Question, id_: str) -> Question:
    """The question under another id; questions of a case get ids after it where theirs did."""
    parts = tuple(
        replace(part, id=id_ + part.id.removeprefix(question.id))
        if part.id.startswith(question.id)
        else replace(part, id=f"{id_}-{place}")
        for place, part in enumerate(question.parts, 1)
    )
    return replace(question, id=id_, parts=parts)


def in_step(source: Question, twin: Question) -> Question:
    """A translation with the tags, the key and the switches of its source.

    Only where both have the same kind and the same options: nothing is known of new words.
    """
    if source.kind is not twin.kind or _ids(source) != _ids(twin):
        return twin
    moved = replace(
        twin,
        tags=source.tags,
        true=source.true,
        match_case=source.match_case,
        fold_marks=source.fold_marks,
        fixed_order=source.fixed_order,
        choices=_weighed(source.choices, twin.choices),
        reasons=_weighed(source.reasons, twin.reasons),
        rubric=tuple(
            replace(one, points=other.points)
            for other, one in zip(source.rubric, twin.rubric, strict=True)
        ),
        parts=tuple(in_step(*both) for both in zip(source.parts, twin.parts, strict=True)),
    )
    if len(source.numbers) == len(twin.numbers):
        both = zip(source.numbers, twin.numbers, strict=True)
        numbers = tuple(replace(mine, feedback=theirs.feedback) for mine, theirs in both)
        moved = replace(moved, numbers=numbers)
    return moved


def _weighed(source: tuple[Choice, ...], twin: tuple[Choice, ...]) -> tuple[Choice, ...]:
    weights = {one.id: one.weight for one in source}
    rights = {one.id: one.right for one in source}
    return tuple(replace(one, weight=weights[one.id], right=rights[one.id]) for one in twin)


def _ids(question: Question) -> Any:
    """Which parts it has, by their ids; the order counts where it is the key."""
    return (
        [one.id for one in question.items],
        *(sorted(one.id for one in group) for group in (question.choices, question.reasons)),
        sorted((one.id, one.right_id, bool(one.left)) for one in question.pairs),
        [one.id for one in question.rubric],
        len(question.gaps),
        [one.id for one in question.parts],
    )


def _other_parts(old: Question, new: Question) -> bool:
    before, after = _ids(old), _ids(new)
    return (sorted(before[0]), *before[1:]) != (sorted(after[0]), *after[1:])


def _swapped(old: Question, new: Question) -> bool:
    """Whether a text of one option now stands under the id of another one."""
    return any(
        _has_moved(before, after) for before, after in zip(_texts(old), _texts(new), strict=True)
    )


def _has_moved(before: Mapping[str, str], after: Mapping[str, str]) -> bool:
    owners = {text: id_ for id_, text in before.items()}
    return any(
        owners.get(text, id_) != id_ for id_, text in after.items() if before.get(id_) != text
    )


def _texts(question: Question) -> list[dict[str, str]]:
    groups: Iterable[Iterable[Any]] = (question.choices, question.reasons, question.items)
    found = [{one.id: one.text for one in group} for group in groups]
    found.append({one.id: one.left for one in question.pairs})
    return [*found, {one.right_id: one.right for one in question.pairs}]


def _key(question: Question) -> Any:
    return (
        question.true,
        question.unit,
        question.match_case,
        question.fold_marks,
        {one.id: one.weight for one in (*question.choices, *question.reasons)},
        {one.id: one.right_id for one in question.pairs},
        [one.id for one in question.items],
        [_number(one) for one in question.numbers],
        {(" ".join(one.text.split()), one.weight) for one in question.accepted},
        [{(" ".join(one.text.split()), one.weight) for one in gap.accepted}
         for gap in question.gaps],
        {one.id: one.points for one in question.rubric},
    )  # fmt: skip


def _number(one: NumericAnswer) -> tuple[Any, ...]:
    return one.low, one.high, one.weight


_COMPARED: tuple[tuple[str, Callable[[Question, Question], bool]], ...] = (
    (PARTS, _other_parts),
    (PLACES, _swapped),
    (KEY, lambda old, new: _key(old) != _key(new)),
)
