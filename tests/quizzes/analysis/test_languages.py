"""Translation faults: the statistic by hand, and what it finds in simulated answers."""

from __future__ import annotations

from math import log, sqrt

import pytest

from lms.quizzes.analysis.columns import columns_of
from lms.quizzes.analysis.languages import Difference, differences, mantel_haenszel
from tests.quizzes.analysis.sittings_made import sat, simulated

SIX = dict.fromkeys(("en", "km", "ko", "mn", "ne", "vi"), 150)
# Some languages are spoken by people who know less; this alone must not look like a fault.
ABILITY = {"vi": -0.7, "km": -0.5, "ko": 0.5}


def harder(sittings):
    """All pairs of language and question that are called harder."""
    found = differences(sittings, columns_of(sittings))
    return sorted(
        (language, item)
        for item, by_language in found.items()
        for language, one in by_language.items()
        if one.harder
    )


def test_one_stratum_gives_the_odds_ratio_and_its_error():
    # 40 of 50 right elsewhere, 20 of 50 here: alpha = 40 x 30 / (10 x 20) = 6. With one stratum the
    # variance of its logarithm is 1/40 + 1/10 + 1/20 + 1/30 (Woolf 1955).
    found = mantel_haenszel([(40, 10, 20, 30)])

    assert found is not None
    assert found.delta == pytest.approx(-2.35 * log(6))
    assert found.error == pytest.approx(2.35 * sqrt(1 / 40 + 1 / 10 + 1 / 20 + 1 / 30))


def test_two_strata_are_added_before_they_are_divided():
    # (20 x 20 + 30 x 5) / (10 x 10 + 10 x 15), each over 60 people: 550 / 250.
    found = mantel_haenszel([(20, 10, 10, 20), (30, 10, 15, 5)])

    assert found is not None
    assert found.delta == pytest.approx(-2.35 * log(2.2))


def test_strata_where_all_do_the_same_change_nothing():
    useful = [(40, 10, 20, 30)]

    found = mantel_haenszel([*useful, (9, 0, 9, 0), (0, 9, 0, 9), (9, 9, 0, 0), (0, 0, 9, 9)])

    assert found == mantel_haenszel(useful)
    assert mantel_haenszel([(9, 0, 9, 0)]) is None


def test_a_question_that_nobody_answers_right_in_one_language_is_still_found():
    # Half a person more in each cell: alpha = 40.5 x 30.5 / (10.5 x 0.5)
    found = mantel_haenszel([(40, 10, 0, 30)])

    assert found is not None
    assert found.delta == pytest.approx(-2.35 * log(40.5 * 30.5 / (10.5 * 0.5)))
    assert found.harder


@pytest.mark.parametrize(
    ("delta", "error", "expected"),
    [
        (-1.49, 0.01, False),  # not large
        (-1.5, 0.30, True),  # -1.5 + 1.645 x 0.30 = -1.0065
        (-1.5, 0.31, False),  # -0.99: not surely beyond 1
        (1.5, 0.01, False),  # easier in this language is no fault of it
    ],
)
def test_harder_means_large_and_sure(delta, error, expected):
    assert Difference(delta, error).harder is expected


@pytest.mark.parametrize(("count", "known"), [(19, []), (20, ["ko", "vi"])])
def test_fewer_than_twenty_on_either_side_say_nothing(count, known):
    many = [sat({"p": n % 2, "q": n % 3 == 0, "r": 1}) for n in range(60)]
    few = [sat({"p": n % 2, "q": n % 3 == 0, "r": 1}, "vi") for n in range(count)]

    found = differences([one._replace(language="ko") for one in many] + few, columns_of(many + few))

    assert sorted(found.get("p", {})) == known


def of_pairs(language, pairs):
    """Sittings with these marks for the questions p and q: (p, q, how many people)."""
    return [sat({"p": p, "q": q}, language) for p, q, people in pairs for _ in range(people)]


def test_people_are_matched_by_the_whole_attempt_also_for_what_looked_harder():
    # All earned 1 of 2, so that all are matched: 30 of 40 have p right elsewhere, 10 of 40 here.
    # Both look harder in one language, but q may stay in the matching for p: half of 2 is 1.
    sittings = of_pairs("ko", [(1, 0, 30), (0, 1, 10)]) + of_pairs("vi", [(1, 0, 10), (0, 1, 30)])

    found = differences(sittings, columns_of(sittings))

    assert found["p"]["vi"] == mantel_haenszel([(30, 10, 10, 30)])
    assert found["p"]["vi"].harder
    assert "q" not in found  # without p there is nothing to match people by


def test_part_marks_are_rounded_for_matching_and_are_not_right():
    # 1.5 and 2 of 2 are one stratum: 12 of 20 have p wholly right elsewhere, 8 of 20 here.
    ko = of_pairs("ko", [(1, 0.5, 6), (1, 1, 6), (0.5, 1, 8)])
    vi = of_pairs("vi", [(1, 0.5, 2), (1, 1, 6), (0.5, 1, 12)])

    found = differences(ko + vi, columns_of(ko + vi))

    assert found["p"]["vi"] == mantel_haenszel([(12, 8, 8, 12)])


def test_one_language_alone_is_compared_with_nothing():
    sittings = simulated({"vi": 60}, seed=1)

    assert differences(sittings, columns_of(sittings)) == {}


def test_the_badly_translated_question_is_found_and_no_other():
    faults = {("vi", "m3-a"): 2.0}
    people = {"en": 600, "ko": 600, "vi": 600}

    found = [harder(simulated(people, seed=n, ability=ABILITY, harder=faults)) for n in (1, 2, 3)]

    assert found == [[("vi", "m3-a")]] * 3


def test_many_bad_translations_do_not_make_the_others_look_bad():
    faults = {("vi", f"m{slot}-{variant}"): 2.5 for slot in (1, 2, 3) for variant in "ab"}

    found = harder(simulated({"en": 400, "vi": 400}, seed=4, harder=faults))

    assert found == sorted(faults)


def test_without_faults_hardly_anything_is_found():
    found = [harder(simulated(SIX, seed=seed, ability=ABILITY)) for seed in range(8)]

    # 8 quizzes x 20 questions x 6 languages = 960 comparisons
    assert sum(len(one) for one in found) <= 5
