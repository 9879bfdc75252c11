"""Questions inside a lesson: read raw, shown with answers that open, checked by file and line."""

from __future__ import annotations

import re
import shutil
from io import BytesIO
from pathlib import Path

import html5lib
import pytest
from factories import NOW
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from lms import paths
from lms.courses import publishing
from lms.courses.checks import check_course
from lms.courses.markdown import KIND_NAMES, clean, render, to_html
from lms.courses.parser import parse
from lms.courses.sources import read_course
from lms.courses.units import differences, units
from lms.courses.words import pack_words
from lms.quiz_checker import check_quiz, read_self_check

SMALL = Path(__file__).parents[1] / "data" / "course-small"
EN = "modules/01-first-steps/en/01-write-it-down.md"
VI = "modules/01-first-steps/vi/01-write-it-down.md"
SINGLE = """::: question
::t01-try-paper::What *first* < all?{
	=Ask for the "paper"#You can read it & keep it.
	~Sign it#Read it first.
	####Paper first.
}
:::
"""
NUMBER = (
    "::: question\n// [unit:VND]\n::t01-try-sum::2 × 1,250?{#2500:0####2 × 1,250 \\= 2,500.}\n:::\n"
)


def read(text: str):
    return read_self_check(text, "en")


def plain(text: str) -> str:
    return to_html(text, read_check=read)


def opening(text: str, language: str = "en") -> str:
    return render(text, read_check=lambda one: read_self_check(one, language), controls=True).html


@pytest.fixture
def folder(tmp_path):
    """A copy of the small course, to break."""
    return Path(shutil.copytree(SMALL, tmp_path / "course"))


def add(folder: Path, path: str, text: str, *, end: str = "\n[^1]:") -> None:
    """Put a text in front of the footnotes of a lesson."""
    file = folder / path
    before = file.read_text(encoding="utf-8")
    assert end in before
    file.write_text(before.replace(end, f"\n{text}{end}", 1), encoding="utf-8")


def append(folder: Path, path: str, text: str) -> None:
    before = (folder / path).read_text(encoding="utf-8")
    (folder / path).write_text(f"{before}\n{text}", encoding="utf-8")


def line_of(folder: Path, path: str, words: str) -> int:
    lines = (folder / path).read_text(encoding="utf-8").split("\n")
    return next(at for at, line in enumerate(lines, 1) if words in line)


def found_in(folder: Path) -> list[str]:
    found = check_course(folder, check_quiz=check_quiz, read_check=read_self_check)
    return [str(one) for one in found if "The lesson is short" not in str(one)]


def test_a_question_is_shown_without_telling_which_answer_is_right():
    assert plain(f"a\n\n{SINGLE}\nb") == (
        "<p>a</p>\n"
        '<div class="box box-question" data-kind="question">\n'
        '<p class="box-kind">Try it</p>\n'
        "<p>What *first* &lt; all?</p>\n"
        "<ul>\n<li>Ask for the &quot;paper&quot;</li>\n<li>Sign it</li>\n</ul>\n"
        "</div>\n"
        "<p>b</p>\n"
    )


def test_on_a_page_every_option_opens_on_its_own_answer():
    html = opening(SINGLE)

    assert re.findall(r"<summary>(.*?)</summary>(.*?)</details>", html) == [
        (
            "Ask for the &quot;paper&quot;",
            '<p class="yes"><strong><span aria-hidden="true">✓</span> Right.</strong>'
            " You can read it &amp; keep it.</p>",
        ),
        (
            "Sign it",
            '<p class="no"><strong><span aria-hidden="true">×</span> Not this one.</strong>'
            " Read it first.</p>",
        ),
        ("Why", "<p>Paper first.</p>"),
    ]
    assert "<input" not in html
    assert '<p class="on-paper" hidden>Answers: Ask for the &quot;paper&quot;</p>' in html


def test_what_is_said_once_is_not_said_twice():
    html = opening("::: question\n::a::Q?{=x#Right. It is so.\n~y#No.\n####It is so.}\n:::")

    assert html.count("Right.") == 1
    assert "<summary>Why</summary>" not in html


@pytest.mark.parametrize(
    ("gift", "language", "answer"),
    [
        ("// [unit:VND]\n::a::Q?{#11500:0####Why so.}", "vi", "11.500 VND"),
        ("::a::Q?{#2.5:0.1####Why so.}", "en", "2.5"),
        ("::a::Q?{#10..20####Why so.}", "en", "10–20"),
        ("::a::Q?{=one\n=1\n=%50%half\n####Why so.}", "en", "one; 1"),
    ],
)
def test_what_would_be_typed_has_one_answer_to_open(gift, language, answer):
    html = opening(f"::: question\n{gift}\n:::", language)

    assert re.findall(r"<details>.*</details>", html) == [
        f"<details><summary>See the answer</summary><p><strong>{answer}</strong></p>"
        "<p>Why so.</p></details>"
    ]


@pytest.mark.parametrize(("key", "right"), [("TRUE", "True"), ("FALSE", "Not true")])
def test_a_statement_is_true_or_not_and_says_why_to_both(key, right):
    check, faults = read(f"::a-b::It rains.{{{key}#You were wrong.#You were right.}}")

    assert check is not None
    assert [(one.text, one.feedback, one.right) for one in check.options] == [
        ("True", "You were right." if right == "True" else "You were wrong.", right == "True"),
        ("Not true", "You were right." if right != "True" else "You were wrong.", right != "True"),
    ]
    assert faults == []


def test_several_answers_can_be_right():
    html = opening("::: question\n::a::Q?{\n~%50%b#x\n~%-50%c#y\n~%50%d#z\n}\n:::")

    assert re.findall(r'class="(yes|no)"', html) == ["yes", "no", "yes"]
    assert "Answers: b; d" in html


def test_the_words_of_a_question_are_those_of_the_lesson_s_language():
    names = {key: f"[{key}]" for key in KIND_NAMES}
    html = render(SINGLE, kind_names=names, read_check=read, controls=True).html

    asked = ("question", "right", "wrong", "why", "answers")
    assert [html.count(f"[{one}]") for one in asked] == [1, 1, 1, 1, 1]


@pytest.mark.parametrize(
    "written",
    [
        "::a::Q?{=x#y ~",
        "no question {",
        "",
        "::a::Q?{=a->b\n=c->d}",
        "::a::Write.{}",
        "::a::Q?{T}\n\n::b::Q?{T}",
        "<script>alert(1)</script>",
    ],
)
def test_what_is_no_question_is_shown_as_it_was_typed(written):
    box = f"::: question\n{written}\n:::\n"

    for html in (plain(box), opening(box), to_html(box)):
        assert re.fullmatch(r'<div class="box.*<pre>.*</pre>\n</div>\n', html, re.DOTALL)
        assert "<script" not in html
        assert "details" not in html


def test_without_a_reader_a_question_is_shown_as_it_was_typed():
    assert "<pre>::t01-try-paper::What *first* &lt; all?{" in to_html(SINGLE)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("- a\n\n  ::: question\n  ::a::Q{T}\n  :::\n", ["::a::Q{T}\n"]),
        ("> ::: question\n> ::a::Q{T}\n> :::\n", ["::a::Q{T}\n"]),
        (":::: tip\n::: question\n::a::Q{T}\n:::\n::::\n", ["::a::Q{T}\n"]),
        ("words\n:::: question\n:::\n::::\n", [":::\n"]),
        ("::: question\n# no heading\n- no list\n:::\n", ["# no heading\n- no list\n"]),
        ("    ::: question\n", []),
        ("::: questions\n", []),
    ],
)
def test_the_lines_of_a_question_are_kept_as_they_are_wherever_it_stands(text, kinds):
    tokens, _ = parse(text)

    assert [one.content for one in tokens if one.type == "self_check"] == kinds


@pytest.mark.parametrize(
    "text",
    [
        "::: question\n::a::Q{T}\n\nafter\n",
        "::: question\n::a::Q{T}\n\nafter\n\n::: tip\nb\n:::\n",
        "::: question\n::a::Q{T}\n::: question\n::b::Q{F}\n:::\n\nafter\n",
    ],
)
def test_a_question_that_is_not_closed_ends_with_itself(text):
    html = plain(text)

    assert "<p>after</p>" in html
    assert ":::" not in html


@given(
    st.lists(
        st.sampled_from(
            [
                "::: question",
                ":::",
                "::a::",
                "{",
                "}",
                "=",
                "~",
                "#",
                "\n",
                "\n\n",
                "> ",
                "- ",
                "  ",
            ]
            + ["####", "T", "x", "<b>", '"', "\\", '<div data-kind="check-0"></div>', "::: tip"]
        ),
        max_size=30,
    )
)
def test_any_text_with_questions_gives_html_of_our_own_making(parts):
    text = "".join(parts)
    tags = {one.tag for one in html5lib.parse(opening(text), namespaceHTMLElements=False).iter()}

    assert clean(plain(text)) == plain(text)
    assert tags <= {
        *("html", "head", "body", "div", "p", "ul", "ol", "li", "details", "summary", "strong"),
        *("span", "pre", "code", "blockquote", "h2", "h3", "h4", "h5", "h6", "hr", "br", "a", "em"),
    }


def test_a_text_cannot_make_a_place_for_a_question():
    html = opening(f'<div data-kind="check-0"></div>\n\n{SINGLE}')

    assert html.count("box-question") == 1
    assert "<details" not in clean(html)


def test_many_questions_that_are_not_closed_take_no_time():
    html = plain("::: question\n" * 15_000)

    assert html.count("box-question") == 15_000


@pytest.mark.parametrize(
    ("old", "new", "at", "said"),
    [
        ("#Read it first.", "", "::t01", "t01-try-paper: the answer Sign it has no feedback."),
        ("}\n:::", ":::", "::t01", "t01-try-paper: the braces are not closed;"),
        ("=Ask", "~Ask", "::t01", "t01-try-paper: the weights of the right answers"),
        ("=Ask", "=Ask it#a\n\t=Ask", "::t01", "t01-try-paper must have exactly one right answer."),
        ("t01-try", "T01 try", "::T01", "T01 try-paper: the id between the double colons"),
        ("t01-try-paper", "t01-budget-a", "::t01", 'The question id "t01-budget-a" is also used'),
        ("What", "[markdown]What", "::t01", "t01-try-paper: a question in a lesson is plain text."),
        ("####Paper first.\n}\n", "}\n\n::b::B{T#x#y}\n", "::: q", "A box holds one question,"),
        ("}\n:::\n", "}\n", "::: q", "The box question, or one before it, is not closed"),
    ],
)
def test_what_is_wrong_in_a_question_is_named_with_its_line(folder, old, new, at, said):
    assert old in SINGLE
    add(folder, EN, SINGLE.replace(old, new, 1))

    found = [one for one in found_in(folder) if one.startswith(EN)]

    line = line_of(folder, EN, at) + (at == "::: q" and "box holds" in said)
    assert [one for one in found if one.startswith(f"{EN}:{line}: {said}")] != [], found


@pytest.mark.parametrize("kind", ["{=a -> b\n=c -> d\n####x}", "{>ALL\na\nb\n####x}", "{}"])
def test_other_kinds_of_question_do_not_belong_into_a_lesson(folder, kind):
    add(folder, EN, f"::: question\n::t01-try-it::What?{kind}\n:::\n")

    line = line_of(folder, EN, "::t01-try-it")
    said = "a lesson has questions to choose, true or not, short and with numbers."
    assert f"{EN}:{line}: t01-try-it: {said}" in found_in(folder)


def test_a_question_belongs_into_lessons_only(folder):
    notes = "modules/01-first-steps/en/trainer.md"
    append(folder, notes, SINGLE)

    line = line_of(folder, notes, "::: question")
    assert f"{notes}:{line}: Questions may stand in lessons only." in found_in(folder)


def test_the_same_id_in_two_lessons_is_a_fault(folder):
    other = "modules/01-first-steps/en/02-two-pockets.md"
    add(folder, EN, SINGLE)
    append(folder, other, SINGLE)

    line = line_of(folder, other, "::t01-try-paper")
    said = f'The question id "t01-try-paper" is also used in {EN}.'
    assert f"{other}:{line}: {said}" in found_in(folder)


def test_a_good_question_in_both_languages_is_no_fault(folder):
    for path in (EN, VI):
        add(folder, path, f"{SINGLE}\n{NUMBER}")

    assert found_in(folder) == []


@pytest.mark.parametrize(
    ("source", "other", "same"),
    [
        (SINGLE, SINGLE.replace("Sign it#Read", "Ký ngay#Đọc"), True),
        (SINGLE, SINGLE.replace("-paper", "-list"), False),
        (SINGLE, SINGLE.replace("\t=", "\t~").replace("\t~Sign", "\t=Sign"), False),
        (SINGLE, SINGLE.replace("\t####", "\t~New#x\n\t####"), False),
        (NUMBER, NUMBER.replace("{#2500", "{#2600"), False),
        (NUMBER, NUMBER.replace("VND", "đồng"), True),
        ("::: question\n{\n:::", "::: question\n}\n:::", True),
    ],
)
def test_two_languages_of_a_question_have_the_same_id_and_key(source, other, same):
    there, here = units(source, read_check=read), units(other, read_check=read)

    assert (differences(there, here) == []) == same
    assert len(there) == 1


def test_printed_options_have_boxes_and_the_answers_stand_at_the_end():
    source, _ = read_course(paths.COURSES)
    assert source is not None

    made = publishing.make(
        source.modules[0],
        source.glossary,
        number=1,
        words_of=pack_words,
        fonts=paths.FONTS,
        now=NOW,
        read_check=read_self_check,
    )

    pages = PdfReader(BytesIO(made.packs["en", "pdf"])).pages
    text = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert re.findall(r"Try it \d", text) == ["Try it 1", "Try it 2"] * 3
    assert "Answers 1. 1,880,000 won: Gross pay − deductions" in text
    html = made.packs["en", "html"].decode()
    assert html.count("<summary>Right.") == 0
    assert html.count('class="box box-question"') == 6
    html5lib.HTMLParser(strict=True).parse(html)
