"""Each construct of Moodle's GIFT, one case a construct: what Moodle's reader makes of it."""

from __future__ import annotations

import pytest

from lms.quizzes.formats.gift import read_gift
from lms.quizzes.questions import Question


def only(text: str) -> Question:
    """The one question of a text without faults."""
    questions, faults = read_gift(text)
    assert [str(fault) for fault in faults] == []
    assert len(questions) == 1
    return questions[0]


def percents(question: Question) -> list[str]:
    """The text, percentage and feedback of each option or accepted text."""
    options = (*question.choices, *question.accepted)
    return [f"{one.text} [{one.weight * 100}] {one.feedback}".rstrip() for one in options]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Read this before you go on.", "description"),
        ("Say why. {}", "essay"),
        ("Say why. { \n }", "essay"),
        ("Say why. {####Thank you.}", "essay"),
        ("It is paid. {T}", "true_false"),
        ("It is paid. {TRUE}", "true_false"),
        ("It is paid. {F}", "true_false"),
        ("It is paid. {FALSE#wrong#right}", "true_false"),
        ("Who pays? {=she ~he}", "single"),
        ("Who pays? {~%100%she ~%-100%he}", "multiple"),
        ("Who pays? {=she =they}", "short"),
        ("Who pays? {she}", "short"),
        ("Who pays? {TRUEFOOD}", "short"),
        ("How many? {#7}", "numeric"),
        ("How many? {#7..9}", "numeric"),
        ("How many? {#=7:1 =%50%8:1 ~#No.}", "numeric"),
        ("Match. {=a -> b =c -> d}", "matching"),
        ("How is tea made? {=leaves -> water ~water -> leaves}", "single"),
        ("Order. {>ALL\none\ntwo}", "ordering"),
    ],
)
def test_the_braces_tell_the_kind(text, kind):
    assert only(text).kind == kind


@pytest.mark.parametrize(
    ("answers", "options"),
    [
        ("{~red =green ~blue}", ["red [0]", "green [100]", "blue [0]"]),
        ("{\n~red\n=green\n}", ["red [0]", "green [100]"]),
        ("{=green#Yes! ~red#No,\nnever.}", ["green [100] Yes!", "red [0] No,\nnever."]),
        ("{~%50%red ~%50%green ~%-100%blue}", ["red [50]", "green [50]", "blue [-100]"]),
        ("{=green ~%25%red ~% 50 %blue}", ["green [100]", "red [25]", "blue [50]"]),
        ("{=%100%green ~red}", ["green [100]", "red [0]"]),
        ("{=go#Yes =%80%goe#Nearly =%0%so}", ["go [100] Yes", "goe [80] Nearly", "so [0]"]),
        ("{only}", ["only [100]"]),
        ("{=10 % off ~%50%5 % off}", ["10 % off [100]", "5 % off [50]"]),
        (r"{=a \= b ~a \~ b ~\{c\}}", ["a = b [100]", "a ~ b [0]", "{c} [0]"]),
        (r"{=d \# e ~f\: g}", ["d # e [100]", "f: g [0]"]),
        (r"{=one\ntwo ~C:\new ~C:\\new}", ["one\ntwo [100]", "C:\new [0]", "C:\\new [0]"]),
        ("{=a ~b####All of it.}", ["a [100]", "b [0]"]),
        ("{=a#A. ~b#B.####All: \\# and \\=.}", ["a [100] A.", "b [0] B."]),
    ],
)  # fmt: skip
def test_answers_have_weights_feedback_and_escapes(answers, options):
    assert percents(only(f"What fits? {answers}")) == options


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("The bus is {=late ~early} today.", "The bus is _____ today."),
        ("{=Rain ~Sun} makes rice grow.", "_____ makes rice grow."),
        ("The bus is {=late ~early}.", "The bus is _____."),
        ("[html]<b>{=Rain ~Sun}</b> falls.", "<b>_____</b> falls."),
        ("One and one are {#2}", "One and one are"),
        ("One line\nand the next {T}", "One line\nand the next"),
        (r"A brace \{ and a colon \: stay {T}", "A brace { and a colon : stay"),
        (r"First\nsecond {T}", "First\nsecond"),
        (r"Twice \\\\ and once \\ {T}", "Twice \\\\ and once \\"),
        ("See https://a.org // here {T}", "See https://a.org // here"),
        ("[unknown] stays {T}", "[unknown] stays"),
        ("Signs `;',./!@$%^&*()_+|\"<>?- {T}", "Signs `;',./!@$%^&*()_+|\"<>?-"),
    ],
)  # fmt: skip
def test_the_text_is_shown_as_written(text, shown):
    assert only(text).text == shown


@pytest.mark.parametrize(
    ("text", "id_", "name"),
    [
        ("::Rice::Who? {T}", "Rice", ""),
        ("::Rice :: Who? {T}", "Rice", ""),
        ("::Rice\n::Who? {T}", "Rice", ""),
        (r"::Rice\:\:two::Who? {T}", "Rice::two", ""),
        (r"::Rice\:::Who? {T}", "Rice:", ""),
        ("::::Who? {T}", "Q1", ""),
        ("Who? {T}", "Q1", ""),
        ("// [id:r-1]\nWho? {T}", "r-1", ""),
        ("// question: 5  name: Rice\n// [id:r-1] [tag:food]\n::Rice::Who? {T}", "r-1", "Rice"),
        ("// [id:r\\]1]\n::Rice::Who? {T}", "r]1", "Rice"),
        ("::Rice::Who? {T}\n// [id:r-1]", "r-1", "Rice"),
    ],
)
def test_a_question_has_an_id_and_a_name(text, id_, name):
    question = only(text)

    assert (question.id, question.name, question.text) == (id_, name, "Who?")


@pytest.mark.parametrize(
    ("text", "categories"),
    [
        ("$CATEGORY: money\n\nOne {T}\n\nTwo {T}", ["money", "money"]),
        ("One {T}\n\n$CATEGORY: $course$/top/A: b\n\nTwo {T}", ["", "$course$/top/A: b"]),
        ("$CATEGORY: a\n\n$CATEGORY: b\n\nOne {T}", ["b"]),
        ("// [tag:x]\n$CATEGORY: a\n\n// [tag:y]\nOne {T}", ["a"]),
        ("$CATEGORY:\n\nOne {T}", [""]),
    ],
)  # fmt: skip
def test_a_category_holds_until_the_next_one(text, categories):
    questions, faults = read_gift(text)

    assert [question.category for question in questions] == categories
    assert faults == []


@pytest.mark.parametrize(
    ("answers", "numbers"),
    [
        ("{#5}", [("5", "5", 100, "")]),
        ("{#5:2}", [("3", "7", 100, "")]),
        ("{#5:}", [("5", "5", 100, "")]),
        ("{#-1.5:0.25}", [("-1.75", "-1.25", 100, "")]),
        ("{#5 .. 7}", [("5", "7", 100, "")]),
        ("{#=5#Yes. =%50%5:1#Near.}", [("5", "5", 100, "Yes."), ("4", "6", 50, "Near.")]),
        ("{#5~#No.}", [("5", "5", 100, ""), ("-Infinity", "Infinity", 0, "No.")]),
        ("{#\n=5\n~#No.\n####All.\n}", [("5", "5", 100, ""), ("-Infinity", "Infinity", 0, "No.")]),
        ("{#=5 =%20%*#Try.}", [("5", "5", 100, ""), ("-Infinity", "Infinity", 20, "Try.")]),
        ("{#1e3}", [("1000", "1000", 100, "")]),
        (r"{#5\:2}", [("3", "7", 100, "")]),
    ],
)
def test_numbers_have_tolerances_ranges_weights_and_a_rest(answers, numbers):
    found = only(f"How many? {answers}").numbers

    assert [
        (f"{one.low:f}", f"{one.high:f}", one.weight * 100, one.feedback) for one in found
    ] == numbers


@pytest.mark.parametrize(
    ("text", "format_", "formats"),
    [
        ("Who? {=a#b ~c#d}", "moodle", {}),
        ("[plain]Who? {=a#b ~c#d}", "plain", {}),
        ("[html]Who? {=[html]a#b ~c#d}", "html", {}),
        ("[html]Who? {=[plain]a#b ~c#[markdown]d}", "html",
         {"choices.a.text": "plain", "choices.b.feedback": "markdown"}),
        ("Who? {=a ~b####[html]All.}", "moodle", {"feedback": "html"}),
        ("Who? {=[html]a#[plain]b}", "moodle",
         {"accepted.0.text": "html", "accepted.0.feedback": "plain"}),
        ("Who? {T#[html]a#[plain]b}", "moodle",
         {"wrong_feedback": "html", "right_feedback": "plain"}),
        ("Who? {#5#[html]a ~#[plain]b}", "moodle",
         {"numbers.0.feedback": "html", "numbers.1.feedback": "plain"}),
        ("[html]Match. {=[plain]a -> [moodle]b =c -> d}", "html",
         {"pairs.l1.left": "plain", "pairs.l1.right": "moodle"}),
        ("Order. {>ALL\n[html]one\ntwo}", "moodle", {"items.i1.text": "html"}),
        ("Who? {=a ~b}[html]", "moodle", {}),
        ("Who? {=\\n[html]a ~b}", "moodle", {}),
    ],
)  # fmt: skip
def test_each_text_may_have_a_format_of_its_own(text, format_, formats):
    question = only(text)

    assert (question.format, dict(question.formats)) == (format_, formats)


def test_comment_lines_stand_anywhere_in_a_question():
    question = only("// a\n::x::One\n  // b = {~}\ntwo {\n// c\n=yes\n\t// =no\n~maybe\n}\n// d")

    assert question.text == "One\ntwo"
    assert percents(question) == ["yes [100]", "maybe [0]"]
