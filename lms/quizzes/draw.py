"""The draw: which questions an attempt gets and in which order their parts are shown.

All chance comes from a seed, so a page and the marking after it see the same draw and nothing
needs to be stored for it.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Sequence

from lms.quizzes.questions import Kind, Question

BEFORE = -1
"""The number of the draw of a try before the module: the one ahead of the first attempt."""


def draw(
    questions: Iterable[Question],
    count: int,
    *,
    seed: bytes,
    attempt: int,
    draw_from: Sequence[tuple[str, int]] = (),
    mixed: bool = True,
) -> list[str]:
    """The ids of the questions of an attempt, at most `count`, the same for the same seed.

    attempt    counted from 0, or BEFORE; the one after it has other questions as far as the pool
               allows
    draw_from  (tag, how many questions that bear it); empty: by slots
    mixed      whether questions that fill no slot stand in another order than in the file

    With slots, one question of each slot in the order of the slots, the next variant at the next
    attempt; fewer slots than `count` are filled up from questions without a slot, and of more
    slots some are drawn. Without slots, or by tags, a sample that passes through the whole pool
    before it repeats. What cannot earn a mark is not drawn.
    """
    pool = [question for question in questions if question.counts]
    drawn: list[str] = []
    if draw_from:
        rest = _by_tags(pool, draw_from, seed, attempt)
    else:
        drawn, rest = _by_slots(pool, count, seed, attempt)
    if mixed:
        return drawn + shuffled(rest, seed=seed, label=f"order-{attempt}")
    places = {question.id: place for place, question in enumerate(pool)}
    return drawn + sorted(rest, key=places.__getitem__)


def _by_slots(
    pool: Iterable[Question], count: int, seed: bytes, attempt: int
) -> tuple[list[str], list[str]]:
    """The variants that fill slots, in the order of the slots; and what fills the rest."""
    slots: dict[int, list[str]] = {}
    loose: list[str] = []
    for question in pool:
        variants = loose if question.slot is None else slots.setdefault(question.slot, [])
        variants.append(question.id)
    drawn: list[str] = []
    by_label = {f"slot-{slot:05}": variants for slot, variants in slots.items()}
    for label, lap in sorted(_window(by_label, count, seed, "slots", attempt)):
        drawn.append(_variant(by_label[label], seed, label, lap))
    return drawn, [id_ for id_, _ in _window(loose, count - len(drawn), seed, "pool", attempt)]


def _by_tags(
    pool: Sequence[Question], draw_from: Iterable[tuple[str, int]], seed: bytes, attempt: int
) -> list[str]:
    """For each tag as many questions as it wants; one that bears two tags is asked once."""
    drawn: list[str] = []
    for tag, count in draw_from:
        bearing = [question.id for question in pool if tag in question.tags]
        turned = [id_ for id_, _ in _window(bearing, count, seed, f"tag-{tag}", attempt)]
        later = (id_ for id_ in shuffled(bearing, seed=seed, label=f"tag-{tag}"))
        fresh = [id_ for id_ in dict.fromkeys([*turned, *later]) if id_ not in drawn]
        drawn += fresh[:count]
    return drawn


def shuffled(ids: Sequence[str], *, seed: bytes, label: str, never_same: bool = False) -> list[str]:
    """The ids in an order that depends on the seed and the label only.

    never_same  whether the order given is avoided, where two ids or more allow it
    """
    mixed = sorted(ids, key=lambda id_: _chance(seed, f"{label}\0{id_}"))
    if never_same and mixed == list(ids):
        mixed = mixed[1:] + mixed[:1]
    return mixed


def shown(question: Question, *, seed: bytes) -> list[str]:
    """The ids of what the learner sees mixed: choices, reasons, right sides, items to put in order.

    Items never stand in the right order, nor right sides beside their own left sides. Kinds with
    nothing to mix give an empty list.
    """
    label = f"shown\0{question.id}"
    if question.kind is Kind.MATCHING:
        rights = [pair.right_id for pair in question.pairs]
        return shuffled(rights, seed=seed, label=label, never_same=True)
    if question.kind is Kind.ORDERING:
        return _out_of_order(
            question, shuffled([i.id for i in question.items], seed=seed, label=label)
        )
    choices = [choice.id for choice in question.choices or question.reasons]
    return choices if question.fixed_order else shuffled(choices, seed=seed, label=label)


def _out_of_order(question: Question, ids: list[str]) -> list[str]:
    """The ids turned until their words do not stand in the right order."""
    words = {item.id: item.text for item in question.items}
    right = [item.text for item in question.items]
    for _ in ids:
        if [words[id_] for id_ in ids] != right:
            break
        ids = ids[1:] + ids[:1]
    return ids


def _variant(variants: list[str], seed: bytes, label: str, lap: int) -> str:
    """Another variant at each lap, from a start that the seed decides."""
    start = int.from_bytes(_chance(seed, label)[:8], "big")
    return variants[(start + lap) % len(variants)]


def _window(
    pool: Iterable[str], count: int, seed: bytes, label: str, attempt: int
) -> list[tuple[str, int]]:
    """The next `count` of a shuffled circle, each with how often the circle has come round.

    Windows of neighbouring attempts overlap only where the pool is too small for two.
    """
    circle = shuffled(list(dict.fromkeys(pool)), seed=seed, label=label)
    count = max(0, min(count, len(circle)))
    places = range(attempt * count, (attempt + 1) * count)
    return [(circle[place % len(circle)], place // len(circle)) for place in places]


def _chance(seed: bytes, label: str) -> bytes:
    return hmac.digest(seed, label.encode("utf-8", "surrogatepass"), "sha256")
