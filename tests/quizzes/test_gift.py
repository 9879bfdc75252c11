"""The GIFT reader: every construct of the format, every fault with its line, and no exception."""

from __future__ import annotations

import time
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lms.quizzes.formats.gift import read_gift
from lms.quizzes.questions import Accepted, Choice, Item, Kind, NumericAnswer, Pair, Question
from tests.quizzes.questions_made import NASTY


def only(text: str) -> Question:
    """The one question of a text without faults."""
    questions, faults = read_gift(text)
    assert [str(fault) for fault in faults] == []
    assert len(questions) == 1
    return questions[0]


def test_a_question_of_a_course_file_is_read_with_all_its_parts():
    question = only(
        "// [tag:slot-1] [tag:outcome-2] [unit:VND]\n"
        "::m01-payer-a::Who pays?{\n"
        "\t=The employer#Right. 8.3 % of the wage.\n"
        "\t~The worker#No.\n"
        '\t####Read again: lesson "My money".\n'
        "}\n"
    )

    assert question == Question(
        "m01-payer-a",
        Kind.SINGLE,
        "Who pays?",
        choices=(
            Choice("a", "The employer", True, Fraction(1), "Right. 8.3 % of the wage."),
            Choice("b", "The worker", False, Fraction(0), "No."),
        ),
        unit="VND",
        feedback='Read again: lesson "My money".',
        tags=("slot-1", "outcome-2"),
    )
    assert (question.line, question.slot) == (2, 1)


def test_an_option_can_earn_a_part_of_the_mark():
    question = only("Where from? {~Here ~%25%Near#Almost. =%100%There ~%-33.333%Far}")

    assert [choice.weight for choice in question.choices] == [0, Fraction(1, 4), 1, Fraction(-1, 3)]
    assert [choice.right for choice in question.choices] == [False, False, True, False]


def test_options_without_an_equals_sign_make_a_multiple_question():
    question = only("Choose two {~%-50%No one ~%50%Ann ~%50%Ben ~%0%Cat}")

    assert question.kind is Kind.MULTIPLE
    assert [choice.right for choice in question.choices] == [False, True, True, False]
    assert [choice.id for choice in question.choices] == ["a", "b", "c", "d"]


def test_text_behind_the_braces_makes_a_missing_word():
    question = only("The fund is {~lent =saved ~spent} each month.")

    assert question.text == "The fund is _____ each month."
    assert question.kind is Kind.SINGLE


@pytest.mark.parametrize("word", ["T", "TRUE", "true"])
def test_the_first_feedback_of_true_and_false_is_for_the_wrong_answer(word):
    question = only(f"It is paid. {{{word}#You were wrong.#You were right.####Read on.}}")

    assert (question.kind, question.true) == (Kind.TRUE_FALSE, True)
    assert question.wrong_feedback == "You were wrong."
    assert question.right_feedback == "You were right."
    assert question.feedback == "Read on."


def test_a_false_statement_needs_no_feedback():
    question = only("It is free.{F}")

    assert (question.true, question.wrong_feedback, question.right_feedback) == (False, "", "")


def test_short_answers_have_weights_and_feedback():
    question = only("Two and two? {=four =%50%for#Nearly. =4}")

    assert question.accepted == (
        Accepted("four", Fraction(1)),
        Accepted("for", Fraction(1, 2), "Nearly."),
        Accepted("4", Fraction(1)),
    )


@pytest.mark.parametrize(
    ("written", "low", "high", "value"),
    [
        ("1822", "1822", "1822", "1822"),
        ("3.1415:0.0005", "3.1410", "3.1420", "3.1415"),
        ("3.141..3.142", "3.141", "3.142", None),
        ("-5..-1", "-5", "-1", None),
        ("-2:1", "-3", "-1", "-2"),
        (".5", "0.5", "0.5", "0.5"),
    ],
)
def test_a_number_is_a_value_with_a_tolerance_or_a_range(written, low, high, value):
    question = only(f"How many? {{#{written}}}")

    middle = None if value is None else Decimal(value)
    assert question.numbers == (NumericAnswer(Decimal(low), Decimal(high), middle, Fraction(1)),)


def test_several_numbers_have_weights_and_the_rest_a_feedback():
    question = only("Born? {#\n =1822:0#Exactly.\n =%50%1822:2#Near.\n ~#Look again.\n ####End.}")

    assert [one.weight for one in question.numbers] == [1, Fraction(1, 2), 0]
    assert [one.feedback for one in question.numbers] == ["Exactly.", "Near.", "Look again."]
    assert [one.catches_all for one in question.numbers] == [False, False, True]


def test_pairs_may_lend_a_wrong_right_side():
    question = only("Match. {\n =Rent -> fixed\n =Wood->variable\n = -> neither\n####See 3.}")

    assert question.pairs == (
        Pair("l1", "Rent", "r1", "fixed"),
        Pair("l2", "Wood", "r2", "variable"),
        Pair("l3", "", "r3", "neither"),
    )
    assert [pair.id for pair in question.asked] == ["l1", "l2"]


@pytest.mark.parametrize("head", [">ALL", ">", ">3 EXACT VERTICAL", "> all"])
def test_items_to_put_in_order_stand_one_on_a_line(head):
    question = only(f"Order them. {{{head}\n First\n Second \\= 2\n Third\n####Done.\n}}")

    assert question.items == (Item("i1", "First"), Item("i2", "Second = 2"), Item("i3", "Third"))
    assert question.feedback == "Done."


def test_empty_braces_make_an_essay_and_no_braces_a_description():
    questions, faults = read_gift("Tell us. {}\n\nRead this first.\n\nMore? {####Thanks.}")

    assert [question.kind for question in questions] == ["essay", "description", "essay"]
    assert [question.feedback for question in questions] == ["", "", "Thanks."]
    assert faults == []


def test_escaped_signs_are_text():
    question = only(r"::a\:\:b::5 \= 5 \{x\} \\n\n\\\# C:\dir {=\~1 \= 1#\#1 ~\\}")

    assert question.id == "a::b"
    assert question.text == "5 = 5 {x} \\n\n\\# C:\\dir"
    assert [choice.text for choice in question.choices] == ["~1 = 1", "\\"]
    assert question.choices[0].feedback == "#1"


def test_a_text_without_a_format_has_that_of_the_question():
    question = only("[markdown]**Who**?{~[html]<b>A</b>#[plain]no =[list] B}")

    assert (question.format, question.text) == ("markdown", "**Who**?")
    assert [choice.text for choice in question.choices] == ["<b>A</b>", "[list] B"]
    assert question.choices[0].feedback == "no"


def test_comments_and_categories_are_no_questions():
    questions, faults = read_gift(
        "\ufeff// A file\r\n\r\n$CATEGORY: money/rates // all\r\n\r\nOne {T}\r\n"
        "// in between\r\n\r\n$CATEGORY: home\nTwo\n// aside\nlines {F}"
    )

    assert [(q.id, q.text, q.category) for q in questions] == [
        ("Q1", "One", "money/rates // all"),
        ("Q2", "Two\nlines", "home"),
    ]
    assert [question.line for question in questions] == [5, 9]
    assert faults == []


def test_an_id_in_a_comment_goes_before_the_name():
    question = only("// question: 7  [id:39\\]3] [tag:a b]\n::A long name::Why? {}")

    assert (question.id, question.name, question.tags) == ("39]3", "A long name", ("a b",))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("::x::Why? {=a ~b", "x: the braces are not closed; a question has no empty lines inside."),
        ("::x::Why? =a ~b}", "x: a closing brace stands before the opening one."),
        ("::x Why? {T}", "Q1: the name has no second pair of colons."),
        ("::x::Why? {~a}", "x: there must be two answers or more to choose from."),
        ("::x::Why? {a ~b =c}", "x: there is text before the first answer."),
        ("::x::Why? {=a ~}", "x: an answer has no text."),
        ("::x::Why? {=a ~%500%b}", "x: the weight 500 is not between -100 and 100."),
        ("::x::Why? {=%50%a ~b}", "x: the answer a has both = and a weight."),
        ("::x::Why? {#}", "x: there is no number behind the #."),
        ("::x::Why? {#5..1}", "x: the range 5..1 ends before it begins."),
        ("::x::Why? {=a -> b =c}", "x: the pair c has no arrow ->."),
        ("::x::Why? {=a -> b}", "x: there must be two pairs or more to match."),
        ("::x::Why? {=a -> b =c ->}", "x: the pair c -> has no right side."),
        ("::x::Why? {>ALL\n one}", "x: there must be two items or more to put in order."),
        (
            "::x::Why? {>one\ntwo}",
            "x: write >ALL, then each item to put in order on its own line.",
        ),
        ("::x::", "x: there is no text."),
    ],
)
def test_a_question_with_a_fault_is_left_out_and_named(text, message):
    questions, faults = read_gift(f"// first line\n\n{text}\n\nStill read {{T}}")

    assert [question.text for question in questions] == ["Still read"]
    assert [(fault.line, str(fault)) for fault in faults] == [(3, message)]


@pytest.mark.parametrize("number", ["3,5", "1 000", "ten", "1e99", "9" * 99, "5:x", "..", "NaN"])
def test_what_is_no_number_is_a_fault(number):
    questions, faults = read_gift(f"::x::How many? {{#{number}}}")

    assert questions == []
    assert str(faults[0]).startswith(f"x: {number} is not a number")


def test_a_forgotten_empty_line_between_two_questions_is_named():
    questions, faults = read_gift("::x::One {T}\n::y::Two {F}")

    assert questions == []
    assert str(faults[0]).startswith("x: there is more than one pair of braces")


@settings(max_examples=200, deadline=None)
@given(
    st.text()
    | st.lists(NASTY, max_size=9).map("\n".join)
    | st.text("{}=~#>%:\\\n-1. ", max_size=40)
)
def test_no_text_whatever_makes_the_reader_fail(text):
    questions, faults = read_gift(text)

    assert all(str(fault) and fault.line >= 1 for fault in faults)
    assert all(question.id for question in questions)


@pytest.mark.parametrize(
    "text", ["\ud800\udcff{T}", "\x00{T}", "{" * 9999, "T {>" + "A" * 9999 + "}"]
)
def test_broken_text_is_read_as_far_as_it_goes(text):
    questions, faults = read_gift(text)

    assert len(questions) + len(faults) == 1


def test_a_thousand_questions_are_read_within_a_second():
    one = "// [tag:slot-1]\n::m01-%d-a::Who pays \\: what?{\n\t=A#B\n\t~%%50%%C#D\n\t####E\n}\n"
    text = "\n".join(one % number for number in range(1000))

    start = time.perf_counter()
    questions, _ = read_gift(text)

    assert len(questions) == 1000
    assert time.perf_counter() - start < 1
