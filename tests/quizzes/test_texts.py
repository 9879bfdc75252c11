"""Texts of questions as HTML: each format, and running text that inputs can stand in."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lms.quizzes.answering import clean
from lms.quizzes.questions import FORMATS
from lms.quizzes.texts import in_line, in_words, running_text, stem_and_more
from tests.courses.payloads import PAYLOADS
from tests.courses.test_foreign_html import html_errors
from tests.courses.test_markdown import danger_in

PICTURES = (("chart.svg", "/media/9f/chart.svg"),)
IMG = '<img src="/media/9f/chart.svg" alt="A chart" loading="lazy">'


@pytest.mark.parametrize(
    ("text", "format_", "stem", "more"),
    [
        ("Which <b>?\n\nA < B\nC", "moodle", "Which <b>?", "<p>A &lt; B<br>C</p>"),
        (
            "<p>Which <b>one</b>?</p><ul><li>A</li></ul>",
            "html",
            "Which one?",
            "<ul><li>A</li></ul>",
        ),
        ("Which<br>one?", "html", "Which one?", ""),
        (
            '<p><img src="@@PLUGINFILE@@/chart.svg" alt="A chart">Which?</p>',
            "html",
            "Which?",
            f"<p>{IMG}</p>",
        ),
        ("<ul><li>A</li></ul>", "html", "", "<ul><li>A</li></ul>"),
        ("", "html", "", ""),
        ("", "plain", "", ""),
    ],
)
def test_the_first_paragraph_is_the_stem(text, format_, stem, more):
    shown, rest = stem_and_more(text, format_, PICTURES)

    assert (shown, str(rest)) == (stem, more)


@pytest.mark.parametrize(
    ("text", "format_", "line", "words"),
    [
        ("<i>590</i>", "plain", "&lt;i&gt;590&lt;/i&gt;", "<i>590</i>"),
        ("<p><i>590</i></p><p>VND</p>", "html", "<em>590</em><br>VND", "590 VND"),
        ("*590* < 600", "markdown", "<em>590</em> &lt; 600", "590 < 600"),
    ],
)
def test_a_text_stands_within_a_line_or_as_words(text, format_, line, words):
    assert str(in_line(text, format_)) == line
    assert in_words(text, format_) == words


def flat(text: str, format_: str, marks: tuple[str, ...]) -> tuple[str, str]:
    """The stem, and the pieces in one, with marks as {a}."""
    stem, pieces = running_text(text, format_, PICTURES, marks)
    return stem, "".join(f"{one.html}{{{one.mark}}}" if one.mark else one.html for one in pieces)


@pytest.mark.parametrize(
    ("text", "format_", "expected"),
    [
        ("Fill in.\n\nA [[1]], b [[2]].", "plain", ("Fill in.", "<p>A {1}, b {2}.</p>")),
        ("A [[1]]\n\nb [[2]]", "plain", ("", "<p>A {1}</p><p>b {2}</p>")),
        ("A **[[1]]** [[2]]", "markdown", ("", "<p>A <strong>{1}</strong> {2}</p>\n")),
        ("A <b>[[1]]</b> [[2]]", "html", ("", "<p>A <strong>{1}</strong> {2}</p>")),
        ("A.\n\n[[2]] [[2]] [[9]]", "plain", ("A.", "<p>{2} [[2]] [[9]]</p>{1}")),
        ("A.\n\n\uf8f01\uf8f1 [[1]] [[2]]", "plain", ("A.", "<p>1 {1} {2}</p>")),
    ],
)
def test_marks_part_the_text_wherever_they_stand(text, format_, expected):
    assert flat(text, format_, ("1", "2")) == expected


def test_a_mark_inside_a_tag_is_no_place_for_an_input():
    text = "Fill in.\n\n![of [[1]]](@@PLUGINFILE@@/chart.svg)\n\n[[2]]"

    stem, html = flat(text, "markdown", ("1", "2"))

    assert stem == "Fill in."
    assert '<img src="/media/9f/chart.svg" alt="of "' in html
    assert html.endswith("<p>{2}</p>{1}")


PARTS = st.sampled_from(
    [
        "[[1]]",
        "[[2]]",
        "[[a]]",
        "\n\n",
        "|a|b|\n|-|-|\n|",
        "| ",
        "**",
        "`",
        "<b>",
        "</b>",
        "<table>",
    ]
    + [
        "<td>",
        "![",
        "](media/chart.svg)",
        "](http://x.vn/",
        "http://x.vn/",
        "- ",
        "# ",
        '"',
        "'",
        "word ",
    ]
)


@example("<b><table>", "html")  # a block inside bold words
@given(
    st.lists(PARTS, max_size=16).map("".join) | st.sampled_from(PAYLOADS), st.sampled_from(FORMATS)
)
def test_every_mark_stands_once_in_html_that_a_strict_reader_takes(text, format_):
    stem, pieces = running_text(clean(text), format_, PICTURES, ("1", "2"))

    html = "".join(str(one.html) + (one.mark and '<input class="x">') for one in pieces)
    assert sorted(one.mark for one in pieces if one.mark) == ["1", "2"]
    assert html_errors(html) == []
    assert html.count('<input class="x">') == 2
    assert danger_in("".join(one.html for one in pieces)) == []
    assert "\uf8f0" not in stem + html
