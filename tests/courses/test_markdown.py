"""Markdown in, safe HTML out: what a learner sees, and what no author can smuggle in."""

from __future__ import annotations

import re
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urljoin, urlsplit
from xml.etree.ElementTree import Element

import html5lib
import nh3
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lms.courses.addresses import is_allowed, is_external, scheme_of
from lms.courses.markdown import KIND_NAMES, TAGS, clean, render, to_html
from tests.courses.payloads import PAYLOADS

HOME = "https://home.example/learn/a/b/"
ATTRIBUTES = {
    *("href", "title", "rel", "aria-label", "src", "alt", "loading", "start", "role"),
    *("tabindex", "data-kind", "data-lesson", "aria-hidden", "scope", "class", "id"),
}


def elements(html: str) -> list[Element]:
    """What a browser would build of it, without the three elements of every page."""
    page = html5lib.parse(html, treebuilder="etree", namespaceHTMLElements=False)
    return [one for one in page.iter() if one.tag not in ("html", "head", "body")]


def danger_in(html: str) -> list[str]:
    """Everything in it that may run, load from elsewhere or change the page around it."""
    found = []
    for one in elements(html):
        if one.tag not in TAGS:
            found.append(f"element {one.tag}")
        for name, value in one.attrib.items():
            if name not in ATTRIBUTES:
                found.append(f"attribute {name}")
            if name in ("href", "src"):
                address = urlsplit(urljoin(HOME, re.sub(r"[\t\r\n]", "", value.strip())))
                if address.scheme not in ("http", "https", "mailto", "tel"):
                    found.append(f"address {value}")
                if name == "src" and address.netloc != "home.example":
                    found.append(f"picture {value}")
    return found


@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_dangerous_survives(payload):
    html = render(payload, media=lambda name: f"/media/{name}").html

    assert danger_in(html) == []
    assert clean(html) == html
    assert danger_in(nh3.clean(html)) == []


@pytest.mark.parametrize("payload", PAYLOADS)
def test_an_independent_cleaner_finds_nothing_to_take_away(payload):
    html = to_html(payload)

    kept = nh3.clean(
        html,
        tags=set(TAGS),
        attributes={tag: ATTRIBUTES - {"rel"} for tag in TAGS},
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="noopener noreferrer",
    )

    assert shape(kept) == shape(html)


def shape(html: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """Elements and attributes, but for rel, which the other cleaner puts on every link."""
    return [
        (one.tag, sorted((k, v) for k, v in one.attrib.items() if k != "rel"))
        for one in elements(html)
    ]


@pytest.mark.parametrize(
    "dirty",
    [
        "<script>alert(1)</script>",
        "<a href='javascript:123'>x</a>",
        "<a href='javascript:\uff11\uff12\uff13'>x</a>",
        "<a href='java&Tab;script:alert(1)'>x</a>",
        "<img src='//evil.example/x.png'>",
        "<img src='/\\evil.example/x.png'>",
        "<p style='color:red' onclick='x()' class='admin-only'>x</p>",
        "<svg><style><img src=x onerror=alert(1)></style></svg>",
        "<p id='a b'>x</p>",
    ],
)
def test_the_second_wall_stands_alone(dirty):
    assert danger_in(clean(dirty)) == []
    assert 'class="admin-only"' not in clean(dirty)
    assert 'id="a b"' not in clean(dirty)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "[^1]",
                "[^1]: a\n",
                "\n\n",
                "::: tip\n",
                ":::\n",
                "- [ ] ",
                "|a|b|\n",
                "|-|-|\n",
                "> ",
                "![",
                "](",
                ")",
                "[",
                "]",
                "<",
                "javascript:",
                "http://",
                "`",
                "**",
                "# ",
                "a\n: ",
                "    ",
                "\t",
                "&colon;",
                "\\",
                "term:ab",
                "media/x.svg",
                "'",
                '"',
                "\x00",
            ]
        )
        | st.text(max_size=4),
        max_size=30,
    )
)
def test_any_text_gives_safe_html_and_no_exception(parts):
    html = render("".join(parts), media=lambda name: f"/m/{name}", prefix="q-").html

    assert danger_in(html) == []
    ids = [one.attrib["id"] for one in elements(html) if "id" in one.attrib]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("a *b* **c** `d`", "<p>a <em>b</em> <strong>c</strong> <code>d</code></p>"),
        ("a\nb", "<p>a\nb</p>"),
        ("a  \nb", "<p>a<br>\nb</p>"),
        ("a\\\nb", "<p>a<br>\nb</p>"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("- a\n\n- b", "<ul>\n<li>\n<p>a</p>\n</li>\n<li>\n<p>b</p>\n</li>\n</ul>"),
        ("3. a\n4. b", '<ol start="3">\n<li>a</li>\n<li>b</li>\n</ol>'),
        ("> a\n> b", "<blockquote>\n<p>a\nb</p>\n</blockquote>"),
        ("---", "<hr>"),
        ("    a < b", "<pre><code>a &lt; b\n</code></pre>"),
        ("```py\na\n```", '<pre><code class="language-py">a\n</code></pre>'),
        ("\\*a\\*", "<p>*a*</p>"),
        ("&copy; &#35; &amp;", "<p>\u00a9 # &amp;</p>"),
        ("2 < 3 & 4 > 1", "<p>2 &lt; 3 &amp; 4 &gt; 1</p>"),
        ("a_b_c", "<p>a_b_c</p>"),
        ("***a***", "<p><em><strong>a</strong></em></p>"),
        ("~~a~~", "<p>~~a~~</p>"),
        ('[a](/b "c")', '<p><a href="/b" title="c">a</a></p>'),
        ("[a](/x?b=c:d)", '<p><a href="/x?b=c:d">a</a></p>'),
        ("[a](#x)", '<p><a href="#x">a</a></p>'),
        ("[a](b/c.html)", '<p><a href="b/c.html">a</a></p>'),
        ("[a][1]\n\n[1]: /b", '<p><a href="/b">a</a></p>'),
        ("a\n: b", "<dl>\n<dt>a</dt>\n<dd>b</dd>\n</dl>"),
        ("<b>a</b>", "<p>&lt;b&gt;a&lt;/b&gt;</p>"),
    ],
)
def test_commonmark_is_read_as_its_specification_says(text, html):
    assert to_html(text).strip() == html


def test_headings_start_below_the_page_s_own_and_have_ids_of_their_own():
    page = render("# Ti\u1ec1n\n\n## Ti\u1ec1n\n\n### ti\u1ec1n 2\n\n## !?", prefix="t-")

    assert [(one.level, one.id) for one in page.headings] == [
        (2, "t-h-ti\u1ec1n"), (2, "t-h-ti\u1ec1n-2"), (3, "t-h-ti\u1ec1n-2-2"), (2, "t-h-part"),
    ]  # fmt: skip
    assert "<h1" not in page.html
    assert '<h3 id="t-h-ti\u1ec1n-2-2">' in page.html


def test_an_id_is_never_given_twice_even_to_headings_that_look_like_numbered_ones():
    page = render("## a\n\n## a 2\n\n## a\n\n## a\n\n## a 2\n")

    ids = [one.id for one in page.headings]
    assert len(set(ids)) == 5
    assert ids[:2] == ["h-a", "h-a-2"]


def test_a_long_text_is_cleaned_in_pieces_and_comes_out_the_same():
    text = "\n\n".join(f"## h {n}\n\n- [ ] a\n\n::: tip\nb[^{n}]\n:::" for n in range(200))
    notes = "\n".join(f"[^{n}]: c" for n in range(200))

    html = to_html(f"{text}\n\n{notes}\n")

    assert clean(html) == html
    assert html.count("footnote-back") == html.count('class="box-title"') + 200
    assert html.count('class="task"') == html.count('class="box box-tip"') == 200


def test_a_term_leads_to_the_glossary_of_the_page():
    page = render("[b](term:budget) [c](term:unit-cost) [b](term:budget) [x](term:No)")

    assert page.term_keys == ("budget", "unit-cost")
    assert '<a class="term" href="#term-budget">b</a>' in page.html
    assert "[x](term:No)" in page.html


def test_links_to_other_hosts_keep_their_page_to_themselves_and_own_links_do_not():
    page = render("[a](https://x.example/?a=1&b=2) http://y.example [c](/learn/) me@z.org")

    assert '<a href="https://x.example/?a=1&amp;b=2" rel="noopener noreferrer">' in page.html
    assert '<a href="http://y.example" rel="noopener noreferrer">' in page.html
    assert '<a href="/learn/">' in page.html
    assert page.links == (
        "https://x.example/?a=1&b=2", "http://y.example", "/learn/", "mailto:me@z.org",
    )  # fmt: skip


@pytest.mark.parametrize("text", ["See thu.an and lesson.vi", "a // b", "8.3.2026"])
def test_a_missing_space_is_no_link(text):
    assert "<a" not in to_html(text)


def test_a_picture_comes_from_where_the_page_keeps_it_and_has_its_description():
    page = render('![A "b" <c>](media/x.svg)', media=lambda name: f"/static/r1/{name}")

    assert page.images == ("media/x.svg",)
    assert page.html.strip() == (
        '<p class="picture"><img src="/static/r1/x.svg" alt="A &quot;b&quot; &lt;c&gt;"'
        ' loading="lazy"></p>'
    )


def test_a_picture_from_another_host_is_a_link_and_never_loaded():
    html = to_html("![far](https://x.example/a.png) [![near](//y.example/b.png)](/c)")

    assert "<img" not in html
    assert '<a href="https://x.example/a.png" rel="noopener noreferrer">far</a>' in html
    assert '<a href="/c">near</a>' in html


def test_a_picture_cannot_be_fetched_from_outside_media():
    html = render("![x](media/../../secret.svg)", media=lambda name: f"/m/{name}").html

    assert html.strip() == '<p class="picture">x</p>'


def test_a_box_says_its_kind_in_the_language_of_the_page():
    html = render("::: example Pay *slip*\nb\n:::", kind_names={"example": "V\u00ed d\u1ee5"}).html

    assert html.strip() == (
        '<div class="box box-example" data-kind="example">\n'
        '<p class="box-kind">V\u00ed d\u1ee5</p>\n'
        '<p class="box-title">Pay *slip*</p>\n<p>b</p>\n</div>'
    )


def test_every_kind_of_box_has_a_name_without_being_told():
    for kind in ("note", "tip", "example", "activity", "lesson"):
        assert f'<p class="box-kind">{KIND_NAMES[kind]}</p>' in to_html(f"::: {kind}\na\n:::")


def test_a_lesson_box_carries_the_lesson_s_title():
    html = render("::: lesson two-returns\na\n:::", lesson_titles={"two-returns": "Two"}).html

    assert 'data-lesson="two-returns"' in html
    assert '<p class="box-title">Two</p>' in html


def test_boxes_hold_boxes_lists_and_tables():
    html = to_html(":::: note\n::: tip\n- a\n\n| b |\n|---|\n| c |\n:::\n::::")

    assert html.count("<div") == html.count("</div>") == 3
    assert "<td>c</td>" in html


def test_a_table_can_be_scrolled_by_keyboard_and_is_named_after_its_heading():
    html = to_html("## Prices & costs\n\n| | a |\n|:--|--:|\n| b | 1 |")

    frame = next(one for one in elements(html) if one.attrib.get("class") == "table")
    assert frame.attrib["aria-label"] == "Prices & costs"
    assert (frame.attrib["tabindex"], frame.attrib["role"]) == ("0", "group")
    assert '<td class="align-left"></td>' in html
    assert '<th scope="col" class="align-right">a</th>' in html
    assert "style" not in html


def test_a_task_is_a_box_drawn_and_not_an_input():
    html = to_html("- [ ] a *b*\n- [x] c\n- [y] d")

    assert '<li class="task"><span class="task-box" aria-hidden="true">\u2610</span> a <em>' in html
    assert "\u2611</span> c" in html
    assert "<li>[y] d</li>" in html
    assert "<input" not in html


def test_a_footnote_used_twice_has_two_ways_back_and_no_id_twice():
    html = render("a[^n] b[^n]\n\n[^n]: c", kind_names={"back": "V\u1ec1 %(number)s"}).html

    ids = [one.attrib["id"] for one in elements(html) if "id" in one.attrib]
    aims = [one.attrib["href"][1:] for one in elements(html) if one.tag == "a"]
    assert sorted(ids) == ["fn-1", "fnref-1", "fnref-1-2"]
    assert set(aims) == set(ids)
    assert 'aria-label="V\u1ec1 1"' in html


def test_words_are_counted_as_a_reader_meets_them():
    page = render("## One two\n\n[three](/x) *four*[^1] ![no](media/x.svg)\n\n"
                  "::: tip five\n| six |\n|---|\n| seven |\n:::\n\n[^1]: not these\n")  # fmt: skip

    assert page.words == 7


def test_accents_are_joined_and_what_is_no_character_is_replaced():
    assert to_html("e\u0301 \x00 \ud800 a\r\nb").strip() == "<p>\u00e9 \ufffd \ufffd a\nb</p>"


def test_a_text_over_200_kb_is_refused_and_one_of_200_kb_is_not():
    assert len(to_html("a" * 200_000)) > 200_000
    with pytest.raises(ValueError, match="200 kB"):
        to_html("\u1ec1" * 70_000)


def test_texts_rendered_at_the_same_time_do_not_mix():
    texts = [f"## {n}\n\nhttp://x.example/{n} [a](term:t-{n}) [^1]\n\n[^1]: {n}" for n in range(60)]

    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(to_html, texts))

    assert together == [to_html(text) for text in texts]


@pytest.mark.parametrize(
    "text",
    ["[" * 20_000, "![" * 10_000, "*a_" * 7_000, ">" * 20_000, "- " * 10_000, "<a " * 7_000,
     "# a\n" * 5_000,
     "http://" * 3_000, "a@" * 10_000, "&" * 20_000, "::: note\n" * 2_000, "`" * 20_000],
)  # fmt: skip
def test_a_text_made_to_be_slow_is_not(text):
    start = time.perf_counter()
    to_html(text)

    assert time.perf_counter() - start < 5


@pytest.mark.parametrize(
    ("address", "scheme", "allowed", "external"),
    [
        ("https://x.example", "https", True, True),
        ("tel:+84123", "tel", True, True),
        ("/a?b=c:d", None, True, False),
        ("#a:b", None, True, False),
        ("a/b:c", None, True, False),
        ("//x.example", None, True, True),
        ("/\\x.example", None, True, True),
        ("localhost:80", "localhost", False, True),
        ("java\tscript:1", "javascript", False, True),
        ("javascript&amp;colon;1", "javascript", False, True),
    ],
)
def test_addresses_are_judged_as_a_browser_reads_them(address, scheme, allowed, external):
    assert scheme_of(address) == scheme
    assert is_allowed(address) is allowed
    assert is_external(address) is external
