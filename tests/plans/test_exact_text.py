"""One text for one reading: what changes the hash of a plan, and what does not."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lms.plans.answer_paths import row_of
from lms.plans.exact_text import as_read, changed, digest_of
from lms.plans.samples import load_sample

SECTIONS = st.sampled_from(["idea", "products", "explanations"])
PATHS = st.sampled_from(
    ["need", "who", "K08", "products/a/name", "products/a/price", "products/b/name", "notes/x/y"]
)
PLANS = st.dictionaries(
    SECTIONS, st.dictionaries(PATHS, st.text(min_size=1, max_size=8), max_size=7), max_size=3
)


def with_answer(plan, section, path, text):
    return {**plan, section: {**plan.get(section, {}), path: text}}


@given(PLANS, SECTIONS, PATHS, st.text(max_size=8))
@settings(max_examples=150)
def test_every_other_answer_gives_another_text_and_the_same_one_the_same(plan, section, path, text):
    other = with_answer(plan, section, path, text)

    is_same = plan.get(section, {}).get(path, "") == text

    assert (digest_of(other) == digest_of(plan)) is is_same
    assert bool(changed(plan, other)) is not is_same


@given(PLANS, st.randoms(use_true_random=False))
@settings(max_examples=60)
def test_the_order_of_saving_says_nothing(plan, shuffled: random.Random):
    keys = list(plan)
    shuffled.shuffle(keys)
    mixed = {key: dict(shuffled.sample(list(plan[key].items()), len(plan[key]))) for key in keys}

    assert digest_of(mixed) == digest_of(plan)


@given(PLANS, PLANS)
@settings(max_examples=100)
def test_two_plans_have_one_text_only_when_they_read_the_same(one, other):
    assert (digest_of(one) == digest_of(other)) is (as_read(one) == as_read(other))


def test_every_answer_of_a_whole_plan_counts():
    plan = load_sample("VN").answers("en")
    before = digest_of(plan)

    same = [
        (section, path)
        for section, values in plan.items()
        for path in values
        if not path.endswith("/_at")
        and digest_of(with_answer(plan, section, path, f"{values[path]}x")) == before
    ]

    assert same == []


ROWS = {"products/a/name": "Honey", "products/b/name": "Felt"}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ({"need": "x", "who": ""}, {"need": "x"}, True),
        # "I don't know yet" reads only where there is no answer.
        ({"unknown/need": "1"}, {}, False),
        ({"need": "x", "unknown/need": "1"}, {"need": "x"}, True),
        ({**ROWS, "unknown/products": "1"}, ROWS, True),
        ({"unknown/products": "1"}, {}, False),
        ({**ROWS, "unknown/products/a/price": "1"}, ROWS, False),
        ({**ROWS, "unknown/products/c/price": "1"}, ROWS, True),
        # The order of rows reads, the numbers that make it do not.
        ({**ROWS, "products/a/_at": "1", "products/b/_at": "2"}, ROWS, True),
        ({**ROWS, "products/a/_at": "10", "products/b/_at": "20"}, ROWS, True),
        ({**ROWS, "products/a/_at": "2", "products/b/_at": "1"}, ROWS, False),
        ({**ROWS, "products/c/_at": "3"}, ROWS, True),
        # A row that was taken out is gone, whatever stands in it.
        ({**ROWS, "products/b/_gone": "1"}, ROWS, False),
        ({**ROWS, "products/b/_gone": "1"}, {"products/a/name": "Honey"}, True),
        ({**ROWS, "products/c/name": "Wool", "products/c/_gone": "1"}, ROWS, True),
    ],
)
def test_ticks_places_and_rows_count_as_they_read(one, other, same):
    assert (digest_of({"products": one}) == digest_of({"products": other})) is same


def test_an_answer_in_another_section_is_another_answer():
    assert digest_of({"idea": {"who": "x"}}) != digest_of({"market": {"who": "x"}})


def test_explanations_count_in():
    plan = {"idea": {"who": "x"}}

    assert digest_of({**plan, "explanations": {"K08": "My uncle lends it."}}) != digest_of(plan)


def test_what_changed_names_answers_and_a_new_order_alone():
    before = {"products": ROWS}
    turned = {"products": {**ROWS, "products/a/_at": "2", "products/b/_at": "1"}}
    added = {"products": {**ROWS, "products/c/name": "Wool"}}

    assert [one.path for one in changed(before, turned)] == ["products/*"]
    assert [one.path for one in changed(before, added)] == ["products/c/name"]
    assert row_of("products/*") is None
