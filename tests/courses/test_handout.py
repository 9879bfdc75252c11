"""A module taken along: on paper and as one file, whole, in its language, asking no network."""

from __future__ import annotations

from base64 import b64encode
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import html5lib
import pytest
from pypdf import PdfReader

from lms.courses.handout import (
    ModulePack,
    PackLesson,
    PackTerm,
    PackWords,
    module_page,
    module_pdf,
    page_css,
)
from lms.courses.typst_markup import typst_markup

FONTS = Path(__file__).parents[2] / "static" / "fonts"
PRINTED = datetime(2026, 3, 31, 9, 0, tzinfo=UTC)
KINDS = {"note": "Ghi chú", "tip": "Mẹo", "example": "Ví dụ", "activity": "Hoạt động"}
LINES = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 160">'
    b'<path d="M10 150 L300 20" stroke="#1f6b4f" fill="none"/></svg>'
)

SAMPLES = {
    "en": "Thu came home with a plan.",
    "vi": "Thu trở về với một kế hoạch và vốn tiết kiệm.",
    "mn": "Өнөр төлөвлөгөөтэй гэртээ ирлээ.",
    "ky": "Айжаңыл үйүнө план менен кайтып келди.",
    "ru": "Юлия вернулась домой с планом; всё ещё учится.",
    "ko": "투는 계획을 가지고 집에 돌아왔다.",
}

LESSON = """SAMPLE She asks her [budget](term:budget) and [savings](term:savings).[^1] Again.[^1]

## Two lines

![One line climbs, one falls](media/two-lines.svg)

![A picture that got lost](media/lost.svg)

::: example Thu's first pay slip
| Line | Amount |
|---|---:|
| Wage | 2,060,740 |
| Insurance | -92,000 |
:::

::: activity
- [ ] Write down what you own
- [x] Ask one person
- No box here
:::

::: note
4. Fourth
5. Fifth
   - nested
:::

Word
: Its meaning.

> A member said this.

See [the office](https://example.org/office), [home](/learn/) and **keep** *it*, `code`.

[^1]: Labour Standards Act, *Article 34*.
"""

STRANGE = '#read("/etc/passwd") ] #panic("x") $y$ @w " // no \\ comment'


def pack(language: str = "en", body: str = LESSON, *, lessons: int = 2) -> ModulePack:
    sample = SAMPLES[language]
    return ModulePack(
        language=language,
        code="M01",
        title=f"Module: {sample}",
        summary=f"Summary: {sample}",
        words=PackWords(
            contents="Contents",
            outcomes="You will be able to",
            glossary="Words",
            version="Version 1.2",
            kind_names=KINDS,
            show_minutes=lambda minutes: f"{minutes} minutes",
        ),
        outcomes=("Say what you keep & why",),
        lessons=tuple(
            PackLesson(f"l{at}", f"Lesson <{at}>", 10 + at, body.replace("SAMPLE", sample))
            for at in range(lessons)
        ),
        terms=(PackTerm("budget", "budget word", f"Meaning: {sample}"),),
        media={"two-lines.svg": LINES},
    )


def printed(given: ModulePack) -> PdfReader:
    return PdfReader(BytesIO(module_pdf(given, fonts=FONTS, timestamp=PRINTED)))


def read(reader: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def page(given: ModulePack) -> str:
    return module_page(given, css=page_css()).decode()


def parsed(html: str):
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(html)


@pytest.mark.parametrize("language", list(SAMPLES))
def test_a_module_can_be_read_back_from_paper_in_its_language(language):
    sample = SAMPLES[language]
    reader = printed(pack(language))

    text = read(reader)
    said = [f"Module: {sample}", f"Summary: {sample}", f"Meaning: {sample}", "budget word"]
    said += [f"{sample} She asks", "Say what you keep & why", "1. Lesson <0>", "11 minutes"]
    said += ["Ví dụ Thu's first pay slip", "2,060,740", "Hoạt động", "Write down what you own"]
    said += ["No box here", "4. Fourth", "nested", "Word Its meaning.", "A member said this."]
    said += ["Labour Standards Act, Article 34.", "A picture that got lost", "Version 1.2"]
    said += ["the office (https://example.org/office), home and keep it, code."]
    assert [one for one in said if one not in text] == []
    assert reader.root_object["/Lang"] == language


def test_every_printed_page_says_which_of_how_many_it_is():
    reader = printed(pack(lessons=6))

    for at, one in enumerate(reader.pages, start=1):
        assert f"{at} / {len(reader.pages)}" in one.extract_text()


def test_a_footnote_marked_twice_is_printed_once_for_each_lesson():
    assert read(printed(pack(lessons=3))).count("Labour Standards Act") == 3


def test_the_same_module_gives_the_same_bytes():
    first, second = (module_pdf(pack(), fonts=FONTS, timestamp=PRINTED) for _ in range(2))

    assert first == second


def test_a_module_of_nothing_but_its_title_is_one_page():
    assert len(printed(pack(lessons=0)).pages) == 1


@pytest.mark.parametrize(
    "around",
    [
        "{}",
        "**{}**",
        "- {}",
        "1. {}",
        "> {}",
        "## {}",
        "::: tip {}\nwords\n:::",
        "| {} |\n|---|\n| {} |",
        "words\n: {}",
        "words[^1]\n\n[^1]: {}",
        "[{}](https://example.org)",
        "![{}](media/lost.svg)",
        "    {}",
    ],
)
def test_words_that_look_like_commands_print_as_words_wherever_they_stand(around):
    # Code and the title of a box are taken as typed; elsewhere Markdown has its own backslash,
    # and in a link or a picture a lone bracket would end the words.
    as_typed = around.startswith(("    ", ":::"))
    typed = STRANGE if as_typed else STRANGE.replace("\\", "\\\\")
    typed = typed.replace("]", "\\]") if "](" in around else typed

    assert STRANGE in read(printed(pack(body=around.replace("{}", typed))))


@pytest.mark.parametrize(
    "body",
    [
        "-\n-\n\n1.\n\n>\n\n##\n\n***",
        "| a |\n|---|\n|\n| ![x](media/two-lines.svg) |",
        "## ![x](media/two-lines.svg) heading[^1]\n\n[^1]: note",
        "[![x](media/two-lines.svg)](https://example.org) and ![y](media/two-lines.svg) words",
        "![alt[^1]](media/two-lines.svg)\n\n[^1]: note[^2]\n\n[^2]: other[^1]",
        "a[^1]\n\n[^1]: one\n\n    two\n\n    - list\n\n    | a |\n    |---|\n    | b |",
        "::: tip\n::: note\n- > 1. # x\n:::\n:::",
        "- [ ] a\n\n  b\n\n  - [x] c\n- d",
        "**bold *both* [l **x**](term:budget)** ~~no~~ <https://example.org>\\\nnext",
        "####### seven\n###### six\n\n# one",
        "a[^1]\n\n[^1]: self[^1]",
        "\u0007 \u200b \ufeff \u202e\tx",
        "",
    ],
)
def test_unusual_markdown_is_printed_and_not_refused(body):
    assert len(printed(pack(body=body)).pages) >= 1
    parsed(page(pack(body=body)))


def test_a_title_that_looks_like_a_command_prints_as_words():
    given = pack()
    strange = ModulePack("en", "M01", STRANGE, STRANGE, given.words, (STRANGE,), given.lessons)

    assert read(printed(strange)).count(STRANGE) >= 3


def test_raw_html_and_addresses_that_run_code_stay_words_in_the_markup():
    markup = typst_markup("<b>x</b> [y](javascript:alert(1))", kind_names=KINDS)

    assert markup == '#par[#"<b>x</b> [y](javascript:alert(1))";]\n'


@pytest.mark.parametrize("language", list(SAMPLES))
def test_the_file_parses_strictly_and_says_its_language(language):
    tree = parsed(page(pack(language)))

    assert tree.attrib["lang"] == language
    assert tree.find(".//h1").text == f"Module: {SAMPLES[language]}"
    assert SAMPLES[language] in "".join(tree.itertext())


def test_the_file_loads_nothing_from_anywhere():
    tree = parsed(page(pack()))

    loaded = [one.attrib["src"] for one in tree.iter() if "src" in one.attrib]
    picture = "data:image/svg+xml;base64," + b64encode(LINES).decode()
    assert loaded == [picture, picture]
    assert [one.tag for one in tree.iter() if one.tag in ("link", "script", "iframe")] == []
    assert "url(" not in page_css()
    assert "@import" not in page_css()


def test_links_in_the_file_lead_to_a_place_in_it_or_to_the_open_web():
    tree = parsed(page(pack()))

    ids = [one.attrib["id"] for one in tree.iter() if "id" in one.attrib]
    targets = {one.attrib["href"] for one in tree.iter("a") if "href" in one.attrib}
    assert len(ids) == len(set(ids)), "no id twice, though both lessons have the same headings"
    assert {one for one in targets if one.startswith("#")} <= {f"#{one}" for one in ids}
    assert {one for one in targets if not one.startswith("#")} == {"https://example.org/office"}
    assert "#term-budget" in targets


def test_the_file_has_a_table_of_contents_and_one_heading_above_each_lesson():
    tree = parsed(page(pack()))

    assert [one.attrib["href"] for one in tree.findall(".//nav//li/a")] == [
        "#lesson-1",
        "#lesson-2",
    ]
    assert [[part.tag for part in one if part.tag[0] == "h"] for one in tree.iter("article")] == [
        ["h2", "h3"],
        ["h2", "h3"],
    ]


def test_a_lost_picture_leaves_its_description_in_the_file():
    html = page(pack(body='![Lost > "away" <b>](media/lost.svg)'))

    assert "<img" not in html
    assert 'Lost > "away" <b>' in "".join(parsed(html).itertext())


def test_titles_in_the_file_are_words_and_never_tags():
    html = page(pack())

    assert '<li><a href="#lesson-1">Lesson &lt;0&gt;</a>' in html
    assert "Say what you keep &amp; why" in html


def test_the_style_knows_light_and_dark():
    assert "prefers-color-scheme: dark" in page_css()
    assert '<meta name="color-scheme" content="light dark">' in page(pack())
