"""The analysis of a whole quiz: what is counted, what is flagged, and what must always hold."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lms.quizzes.analysis.flags import SENTENCES, Finding, Flag, findings
from lms.quizzes.analysis.options import OptionRow
from lms.quizzes.analysis.quiz import DropOut, Part, Place, analyse
from lms.quizzes.analysis.sittings import ItemKey, Response, Sitting, read_key, read_sitting
from lms.quizzes.formats.gift import read_gift
from lms.quizzes.grading import grade_all
from lms.quizzes.questions import Choice, Kind, Question
from tests.quizzes.analysis.sittings_made import KEYS, sat, simulated

OPEN = Response("q", 0.0, None)


def flags(analysis, flag):
    """The questions that have this flag."""
    return [one.item for one in analysis.items if flag in {found.flag for found in one.findings}]


def test_a_question_left_open_counts_as_asked_and_earns_nothing():
    answers = [Response("q", 1, ()), Response("q", 0.5, ()), Response("q", 0.0, ()), OPEN]

    (item,) = analyse([Sitting("en", "", (one,)) for one in answers], {}, began=None).items

    assert (item.item, item.slot, item.options) == ("q", "q", ())
    assert (item.shown, item.answered, item.left_open) == (4, 3, 1)
    assert item.facility == 1.5 / 4


def test_too_few_answers_are_too_few_however_many_were_asked():
    sittings = [Sitting("en", "", (one,)) for one in [Response("q", 0, ())] * 29 + [OPEN] * 20]

    (few,) = analyse(sittings, {}, began=None).items
    (enough,) = analyse([*sittings, sat({"q": 0})], {}, began=None).items

    assert few.findings == (Finding(Flag.TOO_FEW),)
    assert enough.findings == (Finding(Flag.TOO_HARD),)


def test_a_question_that_nobody_was_asked_has_no_figures():
    (item,) = analyse([], {"q": ItemKey("slot-1")}, began=0).items

    assert (item.shown, item.facility, item.discrimination, item.upper_lower) == (
        0,
        None,
        None,
        None,
    )
    assert item.findings == (Finding(Flag.TOO_FEW),)


def test_questions_come_in_the_author_s_order_and_unknown_ones_last():
    keys = {"q2": ItemKey("slot-1"), "q1": ItemKey("slot-2")}

    analysis = analyse([sat({"old-b": 1, "old-a": 0, "q1": 1})], keys, began=1)

    assert [item.item for item in analysis.items] == ["q2", "q1", "old-a", "old-b"]


def test_languages_and_classes_of_five_or_more_have_a_facility():
    sittings = [sat({"q": n % 2}, "vi", "blue") for n in range(5)]
    sittings += [sat({"q": 1}, "ko") for _ in range(4)]

    (item,) = analyse(sittings, {}, began=None).items

    assert item.languages == (Part("ko", 4, None), Part("vi", 5, 2 / 5))
    assert item.groups == (Part("", 4, None), Part("blue", 5, 2 / 5))


def test_drop_out_says_who_did_not_send_and_where_answers_are_left_open():
    first, second = Response("p", 1, ()), Response("q", 1, ())
    sittings = [Sitting("en", "", (first, second)), Sitting("en", "", (OPEN, first, OPEN))]

    dropped = analyse(sittings, {}, began=8).drop_out

    places = (Place(1, 2, 1), Place(2, 2, 0), Place(3, 1, 1))
    assert dropped == DropOut(began=8, sent=2, share=0.75, places=places)


@pytest.mark.parametrize(
    ("began", "counted", "share"), [(None, None, None), (0, 1, 0.0), (1, 1, 0.0), (4, 4, 0.75)]
)
def test_fewer_who_began_than_sent_are_taken_as_those_who_sent(began, counted, share):
    dropped = analyse([sat({"q": 1})], {}, began=began).drop_out

    assert (dropped.began, dropped.share) == (counted, share)


@pytest.mark.parametrize(
    ("facility", "discrimination", "expected"),
    [
        (0.29, 0.30, [Flag.TOO_HARD]),
        (0.30, 0.15, []),
        (0.95, 0.14, [Flag.WEAK]),
        (0.96, 0.14, [Flag.TOO_EASY]),
        (0.50, None, []),
        # 1.645 / sqrt(99) = 0.165
        (0.50, -0.16, [Flag.WEAK]),
        (0.50, -0.17, [Flag.NEGATIVE]),
    ],
)
def test_flags_follow_the_limits(facility, discrimination, expected):
    assert [one.flag for one in findings(100, facility, discrimination, (), ())] == expected


@pytest.mark.parametrize(("answered", "expected"), [(59, ()), (60, ("b",))])
def test_an_option_is_unused_when_sixty_people_did_not_take_it(answered, expected):
    rows = [
        OptionRow("a", True, 0, 0.0, None, rare=False, preferred=False),
        OptionRow("b", False, 0, 0.0, None, rare=True, preferred=False),
        OptionRow("c", False, 1, 0.01, 0.5, rare=True, preferred=False),
    ]

    found = findings(answered, 0.5, 0.5, rows, ())

    assert found == tuple(Finding(Flag.UNUSED_OPTION, option=option) for option in expected)


def test_every_flag_has_a_sentence_that_takes_its_values():
    said = {flag: SENTENCES[flag] % {"language": "vi", "option": "b"} for flag in Flag}

    assert "vi" in said[Flag.HARDER_IN_LANGUAGE]
    assert Finding(Flag.TOO_HARD).sentence == said[Flag.TOO_HARD]


def test_a_question_with_the_wrong_key_is_found_and_no_other():
    sittings = simulated({"en": 600}, seed=5, taken_for_right={"m4-b": "c"})

    analysis = analyse(sittings, KEYS, began=600)

    assert flags(analysis, Flag.NEGATIVE) == ["m4-b"]
    assert flags(analysis, Flag.STRONG_PREFER_WRONG) == ["m4-b"]
    (item,) = [item for item in analysis.items if item.item == "m4-b"]
    assert Finding(Flag.STRONG_PREFER_WRONG, option="c") in item.findings


def test_the_flag_for_a_translation_names_its_language():
    sittings = simulated({"en": 600, "vi": 600}, seed=6, harder={("vi", "m0-a"): 2.0})

    analysis = analyse(sittings, KEYS, began=None)

    assert flags(analysis, Flag.HARDER_IN_LANGUAGE) == ["m0-a"]
    assert Finding(Flag.HARDER_IN_LANGUAGE, language="vi") in analysis.items[0].findings


GIFT = """::s:: Who? {=A#y ~B#n}

// [tag:slot-2]
::m:: Which? {~%50%A#a ~%50%B#b ~%-100%C#c}

::t:: It is. {FALSE#w#r}

::n:: How much? {#3}
"""


def test_a_sitting_is_read_from_what_marking_gives():
    pool = {question.id: question for question in read_gift(GIFT)[0]}
    keys = {id_: read_key(question) for id_, question in pool.items()}
    answers = {"s": "b", "m": ["b"], "t": False}

    marks = {
        id_: {"earned": str(mark.earned), "right": mark.right, "given": mark.given}
        for id_, mark in grade_all(pool.values(), answers).marks.items()
    }
    sitting = read_sitting("vi", "blue", ["s", "gone", "m", "t", "n"], marks, keys)

    assert sitting.answers == (
        Response("s", 0.0, ("b",)),
        Response("m", 0.5, ("b",)),
        Response("t", 1.0, ("false",)),
        Response("n", 0.0, None),
    )
    assert keys["m"] == ItemKey("slot-2", ("a", "b", "c"), frozenset("ab"))
    assert keys["t"] == ItemKey("t", ("true", "false"), frozenset({"false"}))
    assert keys["n"] == ItemKey("n")


def test_what_was_typed_is_no_option():
    marks = {"n": {"earned": "1/3", "given": "11500"}, "gone": {"earned": "1", "given": "a"}}

    sitting = read_sitting("vi", "", ["n", "gone"], marks, {"n": ItemKey("slot-1")})

    shares = (float(Fraction(1, 3)), 1.0)
    assert sitting.answers == (Response("n", shares[0], ()), Response("gone", shares[1], ()))


def test_an_answer_with_its_reason_takes_two_options():
    reasons = (Choice("x", "Why", True, Fraction(1)), Choice("y", "So", False, Fraction(0)))
    key = read_key(Question("t", Kind.TRUE_FALSE, "It is.", true=True, reasons=reasons))
    marks = {
        "t": {"earned": "1/2", "given": {"answer": True, "reason": "y"}},
        "u": {"earned": "1/2", "given": {"answer": True, "reason": None}},
    }

    answers = read_sitting("vi", "", "tu", marks, {"t": key, "u": key}).answers

    assert key == ItemKey("t", ("true", "false", "x", "y"), frozenset({"true", "x"}))
    assert [one.given for one in answers] == [("true", "y"), ("true",)]


def test_what_waits_for_a_reader_is_not_counted_yet():
    marks = {"e": {"earned": "0", "given": "Long", "waits": True}, "q": {"earned": "1", "given": 3}}
    keys = {"q": ItemKey("q", ("a",), frozenset("a"))}

    assert read_sitting("vi", "", "eq", marks, keys).answers == (Response("q", 1.0, ()),)


RESPONSES = st.tuples(
    st.sampled_from([0.0, 1 / 3, 0.5, 2 / 3, 1.0]),
    st.sampled_from([None, (), ("a",), ("b",), ("a", "b"), ("z",)]),
)
SITTINGS = st.builds(
    lambda language, group, answers: Sitting(
        language, group, tuple(Response(item, *answer) for item, answer in answers.items())
    ),
    st.sampled_from(["en", "vi"]),
    st.sampled_from(["", "blue"]),
    st.dictionaries(st.sampled_from("pqrst"), RESPONSES, max_size=5),
)
ALL_KEYS = {item: ItemKey(f"slot-{item}", ("a", "b", "c"), frozenset("a")) for item in "pqrs"}


@settings(max_examples=60, deadline=None)
@given(st.lists(SITTINGS, max_size=12), st.integers(1, 9), st.randoms(use_true_random=False))
def test_every_figure_is_in_its_range_and_the_order_of_people_is_nothing(some, times, chance):
    sittings = some * times
    mixed = list(sittings)
    chance.shuffle(mixed)

    analysis = analyse(sittings, ALL_KEYS, began=len(sittings))

    assert analyse(mixed, ALL_KEYS, began=len(sittings)) == analysis
    assert analysis.reliability is None or analysis.reliability.alpha <= 1 + 1e-12
    for item in analysis.items:
        assert item.facility is None or 0 <= item.facility <= 1
        assert item.discrimination is None or -1 <= item.discrimination <= 1
        assert item.upper_lower is None or -1 <= item.upper_lower <= 1
        assert item.shown == sum(part.shown for part in item.languages)
        assert item.shown == sum(part.shown for part in item.groups)
        assert all(row.share is None or 0 <= row.share <= 1 for row in item.options)
