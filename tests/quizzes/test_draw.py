"""The draw: one of each slot, other questions next time, and the same for the same seed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.quizzes.draw import BEFORE, draw, shown, shuffled
from lms.quizzes.formats.gift import read_gift
from lms.quizzes.questions import Item, Kind, Question

SEEDS = st.binary(max_size=16)


def truth(id_: str, *tags: str) -> Question:
    return Question(id_, Kind.TRUE_FALSE, "It is.", true=True, tags=tags)


def slotted(slots: int, variants: int = 2) -> list[Question]:
    return [truth(f"s{n}-{v}", f"slot-{n}") for n in range(1, slots + 1) for v in range(variants)]


@given(SEEDS, st.integers(0, 50), st.integers(1, 12), st.integers(2, 4))
def test_each_slot_gives_one_question_and_another_one_next_time(seed, attempt, slots, variants):
    pool = slotted(slots, variants)

    first = draw(pool, slots, seed=seed, attempt=attempt)
    then = draw(pool, slots, seed=seed, attempt=attempt + 1)

    assert [id_.split("-")[0] for id_ in first] == [f"s{n}" for n in range(1, slots + 1)]
    assert set(first) & set(then) == set()
    assert first == draw(pool, slots, seed=seed, attempt=attempt)


@given(SEEDS, st.integers(0, 50), st.integers(0, 25), st.integers(0, 25))
def test_a_pool_without_slots_repeats_only_what_it_must(seed, attempt, size, count):
    pool = [truth(f"q{n}") for n in range(size)]

    first = draw(pool, count, seed=seed, attempt=attempt)
    then = draw(pool, count, seed=seed, attempt=attempt + 1)

    drawn = min(count, size)
    assert len(set(first)) == len(first) == drawn
    assert len(set(first) & set(then)) == max(0, 2 * drawn - size)


@given(SEEDS)
def test_more_slots_than_drawn_still_change_their_variants(seed):
    pool = slotted(4)

    drawn = [draw(pool, 2, seed=seed, attempt=attempt) for attempt in range(4)]

    assert {id_ for ids in drawn for id_ in ids} == {question.id for question in pool}


def test_questions_without_a_slot_fill_up_what_the_slots_leave():
    pool = [*slotted(2), truth("loose-1"), truth("loose-2"), Question("e", Kind.ESSAY, "Tell")]

    drawn = draw(pool, 9, seed=b"s", attempt=0)

    assert [id_.split("-")[0] for id_ in drawn] == ["s1", "s2", "loose", "loose"]


def test_two_learners_get_different_draws():
    pool = slotted(10)

    draws = {tuple(draw(pool, 10, seed=bytes([n]), attempt=0)) for n in range(20)}

    assert len(draws) > 15


@given(st.lists(st.text(max_size=4), unique=True, max_size=9), SEEDS, st.text(max_size=5))
def test_mixing_keeps_every_id_and_can_avoid_the_order_given(ids, seed, label):
    mixed = shuffled(ids, seed=seed, label=label, never_same=True)

    assert sorted(mixed) == sorted(ids)
    assert mixed != ids or len(ids) < 2
    assert shuffled(ids, seed=seed, label=label) == shuffled(ids, seed=seed, label=label)


def test_every_order_of_three_comes_up_about_as_often():
    orders = [tuple(shuffled("abc", seed=n.to_bytes(2, "big"), label="x")) for n in range(600)]

    counts = [orders.count(order) for order in set(orders)]
    assert len(counts) == 6
    assert min(counts) > 60


@given(st.lists(st.sampled_from("abc"), min_size=2, max_size=6), SEEDS)
def test_items_are_never_shown_in_the_right_order(words, seed):
    items = tuple(Item(f"i{n}", word) for n, word in enumerate(words, 1))

    ids = shown(Question("q", Kind.ORDERING, "Order", items=items), seed=seed)

    texts = {item.id: item.text for item in items}
    assert sorted(ids) == sorted(texts)
    assert [texts[id_] for id_ in ids] != words or len(set(words)) == 1


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Who? {=A ~B ~C}", ["a", "b", "c"]),
        ("Match {=x -> one =y -> two = -> none}", ["r1", "r2", "r3"]),
        ("True. {T}", []),
    ],
)
def test_what_is_shown_mixed_depends_on_the_kind(text, ids):
    question = read_gift(text)[0][0]

    orders = [shown(question, seed=bytes([n])) for n in range(30)]

    assert all(sorted(order) == ids for order in orders)
    assert question.kind is not Kind.MATCHING or ids not in orders


@given(SEEDS, st.integers(-1, 20))
def test_by_tags_each_tag_gives_its_number_and_nothing_is_asked_twice(seed, attempt):
    pool = [truth(f"e{n}", "easy", "both") for n in range(4)]
    pool += [truth(f"h{n}", "hard", "both") for n in range(4)]

    drawn = draw(pool, 5, seed=seed, attempt=attempt, draw_from=[("easy", 2), ("both", 3)])

    assert len(set(drawn)) == len(drawn) == 5
    assert sum(id_.startswith("e") for id_ in drawn) >= 2


@given(SEEDS, st.integers(0, 20))
def test_by_tags_the_next_attempt_has_other_questions(seed, attempt):
    pool = [truth(f"e{n}", "easy") for n in range(6)]

    first = draw(pool, 3, seed=seed, attempt=attempt, draw_from=[("easy", 3)])
    then = draw(pool, 3, seed=seed, attempt=attempt + 1, draw_from=[("easy", 3)])

    assert set(first) & set(then) == set()


def test_a_tag_that_too_few_questions_bear_gives_what_there_is():
    pool = [truth("e", "easy"), truth("h", "hard")]

    assert draw(pool, 9, seed=b"s", attempt=0, draw_from=[("easy", 4), ("none", 2)]) == ["e"]


@given(SEEDS, st.integers(1, 12), st.integers(2, 4))
def test_before_the_module_other_variants_are_asked_than_at_the_first_attempt(
    seed, slots, variants
):
    pool = slotted(slots, variants)

    before = draw(pool, slots, seed=seed, attempt=BEFORE)
    first = draw(pool, slots, seed=seed, attempt=0)

    assert [id_.split("-")[0] for id_ in before] == [f"s{n}" for n in range(1, slots + 1)]
    assert set(before) & set(first) == set()


@given(SEEDS, st.integers(0, 20))
def test_unmixed_questions_stand_in_the_order_of_the_file(seed, attempt):
    pool = [truth(f"q{n:02}") for n in range(12)]

    drawn = draw(pool, 5, seed=seed, attempt=attempt, mixed=False)

    assert drawn == sorted(drawn)


@given(SEEDS)
def test_options_in_fixed_order_stand_as_in_the_file(seed):
    question = replace(read_gift("Which?{=A ~B ~C ~D}")[0][0], fixed_order=True)

    assert shown(question, seed=seed) == ["a", "b", "c", "d"]
