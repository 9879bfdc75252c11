"""HTML of other programs: safe whatever it holds, in our own few elements, and no word lost."""

from __future__ import annotations

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.courses.foreign_html import LONGEST, from_html
from tests.courses.payloads import PAYLOADS
from tests.courses.test_markdown import danger_in

KNOWN = {"chart.svg": "/media/9f/chart.svg"}
BLOCKS = ("<p", "<div", "<ul", "<ol", "<li", "<table", "<pre", "<blockquote", "<h", "<dl")


def picture(name: str) -> str:
    return KNOWN.get(name, "")


def html_errors(html: str) -> list[str]:
    """What a strict reader of HTML finds wrong with it."""
    parser = html5lib.HTMLParser()
    parser.parse(f"<!doctype html><title>x</title><div>{html}</div>")
    return [code for _, code, _ in parser.errors]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_dangerous_survives(payload):
    block = from_html(payload, media=picture)
    line = from_html(payload, media=picture, in_line=True)

    assert danger_in(block) + danger_in(line) == []
    assert html_errors(block) + html_errors(line) == []


PIECES = st.sampled_from(
    ["<p>", "</p>", "<div>", "</div>", "<table>", "<tr><td>", "</table>", "<ul><li>", "</ul>", "x"]
    + ["<b>", "</b>", "<a href='/x' rel=x>", "</a>", "<h1>", "<script>", "<!--", "<br>", "&amp;"]
    + [
        "<img src=chart.svg alt='a\"<b>'>",
        "<input name=token>",
        "<form>",
        "<svg>",
        "\x00",
        "'",
        '"',
    ]
)


@given(st.lists(PIECES, max_size=25).map("".join))
def test_any_mixture_becomes_html_that_a_strict_reader_takes(html):
    block = from_html(html, media=picture)
    line = from_html(html, media=picture, in_line=True)

    assert html_errors(block) + html_errors(line) == []
    assert danger_in(block) + danger_in(line) == []
    assert [tag for tag in BLOCKS if tag in line] == []


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("How <i>much</i>, <u>all</u> told?", "How <em>much</em>, all told?"),
        ("<h2>Look</h2><div>here</div>", "<p>Look</p><p>here</p>"),
        ("<div><p>a</p></div>", "<p>a</p>"),
        ("<p id='quiz' class='x' style='top:0'>a</p>", "<p>a</p>"),
        ('<img src="chart.svg" alt="1 < 2">', '<img src="/media/9f/chart.svg" alt="1 &lt; 2">'),
        ('<img src="//evil.example/x.png" alt="1 < 2">', "1 &lt; 2"),
        ("<style>p{}</style>a<script>b</script>", "a"),
        (
            '<a href="https://a.example/" onclick="x()" rel="opener">a</a>',
            '<a href="https://a.example/" rel="noopener noreferrer">a</a>',
        ),
    ],
)
def test_what_is_foreign_becomes_our_own(written, shown):
    assert from_html(written, media=picture).replace(' loading="lazy"', "") == shown


def test_a_table_can_be_pushed_sideways_by_itself():
    html = from_html("<table><tr><th>VND<tr><td>950</table>", media=picture)

    assert html.startswith(
        '<div class="table" role="group" tabindex="0" aria-label="Table"><table>'
    )
    assert html.endswith("<td>950</td></tr></tbody></table></div>")


def test_a_text_without_end_is_refused():
    with pytest.raises(ValueError, match="longer"):
        from_html("x" * (LONGEST + 1), media=picture)
