"""Discrimination, options and reliability, each against a table worked out by hand."""

from __future__ import annotations

import pytest

from lms.quizzes.analysis.columns import Column, columns_of
from lms.quizzes.analysis.discrimination import correlation, mean, upper_lower, variance
from lms.quizzes.analysis.options import OptionRow, option_table
from lms.quizzes.analysis.reliability import reliability
from lms.quizzes.analysis.sittings import ItemKey, Response, Sitting
from tests.quizzes.analysis.sittings_made import sat


def test_a_question_is_compared_with_the_mean_of_the_other_ones():
    columns = columns_of([sat({"p": 1, "q": 0.5, "r": 0}), sat({"q": 1})])

    assert columns["p"] == Column([1], [0.25], [()], [0])
    assert columns["q"] == Column([0.5, 1], [0.5, None], [(), ()], [0, 1])
    assert columns["q"].paired() == ([0.5], [0.5])


def test_equal_rests_are_equal_in_whatever_order_thirds_were_added():
    thirds = [sat({"p": 1, "q": 0.1, "r": 0.2, "s": 0.3}), sat({"p": 1, "q": 0.3, "r": 0.3})]

    first, second = columns_of(thirds)["p"].rests

    assert (first, second) == (0.2, 0.3)
    assert correlation([0, 1], [0.1 + 0.2, 0.3]) is None


def test_correlation_is_that_of_a_small_table():
    # Means 1/2 and 1/2. Products of deviations: 1/8 + 0 + 0 + 1/8 = 1/4. Squares: 1 and 1/8.
    # r = (1/4) / sqrt(1/8) = sqrt(1/2)
    found = correlation([0, 0, 1, 1], [0.25, 0.5, 0.5, 0.75])

    assert found == pytest.approx(0.5**0.5)


@pytest.mark.parametrize(
    ("earned", "rests"), [([], []), ([1], [0.5]), ([1, 1], [0.2, 0.4]), ([0, 1], [0.5, 0.5])]
)
def test_without_any_spread_there_is_no_correlation(earned, rests):
    assert correlation(earned, rests) is None


def test_perfect_agreement_stays_within_one():
    tenths = [number / 10 for number in range(11)]

    assert correlation(tenths, tenths) == pytest.approx(1)
    assert correlation(tenths, tenths[::-1]) == pytest.approx(-1)
    assert abs(correlation(tenths, tenths) or 0) <= 1


def test_people_at_the_border_of_the_upper_and_lower_group_count_in_part():
    # 27 % of 10 are 2.7 people. Upper: 2.7 of the 4 at 0.8, who earn 3/4 on average.
    # Lower: the 2 at 0.0, who earn nothing, and 0.7 of the 2 at 0.2, who earn 1/2: 0.35 / 2.7.
    rests = [0.0, 0.0, 0.2, 0.2, 0.5, 0.5, 0.8, 0.8, 0.8, 0.8]
    earned = [0, 0, 0, 1, 1, 0, 1, 1, 1, 0]

    found = upper_lower(earned, rests)

    assert found == pytest.approx(3 / 4 - 0.35 / 2.7)
    assert upper_lower(earned[::-1], rests[::-1]) == found


def test_where_all_are_equally_strong_there_is_no_upper_group():
    assert upper_lower([0, 1], [0.5, 0.5]) is None
    assert upper_lower([], []) is None


def test_mean_and_variance_of_too_few_numbers_are_not_known():
    assert (mean([]), variance([]), variance([1])) == (None, None, None)
    assert variance([0, 0, 1, 1]) == pytest.approx(1 / 3)


def column(*taken: tuple[str, float]) -> Column:
    """A column of people who took these options and have these rests."""
    return Column(
        earned=[float(option == "a") for option, _ in taken],
        rests=[rest for _, rest in taken],
        given=[tuple(option) if option != "-" else None for option, _ in taken],
        sittings=list(range(len(taken))),
    )


def test_the_table_of_options_counts_takers_and_their_rests():
    key = ItemKey("slot-1", ("a", "b", "c"), frozenset("a"))

    table = option_table(key, column(("a", 0.5), ("a", 1.0), ("b", 0.25), ("x", 0.0), ("-", 0.0)))

    assert table == (
        OptionRow("a", True, 2, 0.5, 0.75, rare=False, preferred=False),
        OptionRow("b", False, 1, 0.25, 0.25, rare=False, preferred=False),
        OptionRow("c", False, 0, 0.0, None, rare=True, preferred=False),
    )


def test_a_wrong_option_is_rare_below_five_per_cent():
    key = ItemKey("slot-1", ("a", "b", "c"), frozenset("a"))

    taken = [("a", 0.5)] * 91 + [("b", 0.5)] * 5 + [("c", 0.5)] * 4

    table = option_table(key, column(*taken, *[("-", 0.5)] * 20))  # 20 answered nothing

    assert [row.rare for row in table] == [False, False, True]


def test_several_options_of_one_person_are_all_counted():
    key = ItemKey("slot-1", ("a", "b", "c"), frozenset("ab"))
    both = Column([1, 0.5], [1.0, 0.5], [("a", "b"), ("a",)], [0, 1])

    table = option_table(key, both)

    assert [(row.chosen, row.share, row.mean_rest) for row in table] == [
        (2, 1.0, 0.75),
        (1, 0.5, 1.0),
        (0, 0.0, None),
    ]


@pytest.mark.parametrize(
    ("takers", "rest", "preferred"),
    [
        # 20 of the right one at 0.4 or 0.6: mean 0.5. With 10 takers at 0.9 all 30 have a variance
        # near 0.044, so the error is near 0.08 and the lead of 0.4 is far beyond 1.645 of them.
        (10, 0.9, True),
        (9, 0.9, False),  # too few takers to say
        (10, 0.52, False),  # a lead that chance makes
        (10, 0.1, False),
    ],
)
def test_a_wrong_option_of_the_strong_is_seen_when_it_is_no_chance(takers, rest, preferred):
    key = ItemKey("slot-1", ("a", "b"), frozenset("a"))
    right = [("a", 0.4)] * 10 + [("a", 0.6)] * 10

    table = option_table(key, column(*right, *[("b", rest)] * takers))

    assert [row.preferred for row in table] == [False, preferred]


def test_questions_without_options_have_no_table():
    assert option_table(ItemKey("slot-1"), column(("a", 0.5))) == ()
    key = ItemKey("slot-1", ("a",), frozenset("a"))
    assert option_table(key, Column())[0].share is None


TWENTY_TEN_TEN = (
    [sat({"p1": 1, "q": 1})] * 15
    + [sat({"q": 1, "p2": 1})] * 5
    + [sat({"p1": 1, "q": 0})] * 10
    + [sat({"p2": 0, "q": 0})] * 10
)
VARIANTS = {"p1": ItemKey("slot-1"), "p2": ItemKey("slot-1"), "q": ItemKey("slot-2")}


def test_alpha_is_that_of_a_small_table_and_variants_are_one_question():
    # Variances over n: slot 1 has 30 of 40 right: 3/16. Slot 2 has 20 of 40: 1/4. Totals 2, 1, 0
    # for 20, 10, 10: 11/16. alpha = 2 x (1 - (7/16) / (11/16)) = 8/11.
    # The error: sqrt(11/16 x 40/39), of 2 marks, x sqrt(1 - 8/11).
    found = reliability(TWENTY_TEN_TEN, VARIANTS)

    assert found is not None
    assert found.alpha == pytest.approx(8 / 11)
    assert found.error == pytest.approx((11 / 16 * 40 / 39) ** 0.5 / 2 * (3 / 11) ** 0.5)
    assert (found.slots, found.sittings) == (2, 40)


def test_alpha_takes_the_largest_set_of_attempts_with_the_same_slots():
    shorter = [sat({"p1": 1})] * 39

    found = reliability([*shorter, *TWENTY_TEN_TEN], VARIANTS)

    assert found == reliability(TWENTY_TEN_TEN, VARIANTS)


def test_questions_that_work_against_each_other_leave_the_whole_spread_as_error():
    # Each slot has a variance of 1/4, the totals 8 of 40 people off by 1: alpha = 2 x (1 - 5/2).
    pairs = [(1, 0)] * 16 + [(0, 1)] * 16 + [(1, 1)] * 4 + [(0, 0)] * 4

    found = reliability([sat({"p1": p, "q": q}) for p, q in pairs], VARIANTS)

    assert found is not None
    assert found.alpha == pytest.approx(-3)
    assert found.error == pytest.approx((8 / 39) ** 0.5 / 2)


@pytest.mark.parametrize(
    "sittings",
    [
        [],
        [Sitting("en", "", ())] * 40,
        TWENTY_TEN_TEN[:29],
        [sat({"q": 1}), sat({"q": 0})] * 20,
        [sat({"p1": 1, "p2": 0}), sat({"p1": 0, "p2": 0})] * 20,  # both in one slot
        [sat({"p1": 1, "q": 0}), sat({"p1": 0, "q": 1})] * 20,  # all have the same marks
    ],
)
def test_alpha_is_not_known_from_too_little(sittings):
    assert reliability(sittings, VARIANTS) is None


def test_an_answer_left_open_is_no_taker_of_an_option():
    sitting = Sitting("en", "", (Response("p", 0, None), Response("q", 1, ("a",))))
    key = ItemKey("slot-1", ("a", "b"), frozenset("a"))

    table = option_table(key, columns_of([sitting])["p"])

    assert [(row.chosen, row.share, row.mean_rest) for row in table] == [(0, None, None)] * 2
