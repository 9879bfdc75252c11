"""The plan as PDF: whole, on one page, and as empty worksheets, in every language."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from lms.certificates.glyphs import characters
from lms.plans.papers.from_plan import Mark, Stamp, Written, paper_of
from lms.plans.papers.paper import Answer
from lms.plans.papers.pdf import plan_pdf, summary_pdf
from lms.plans.papers.worksheets import worksheets_pdf
from lms.plans.template_reading import load_template
from tests.plans.paper_cases import FONTS, PRINTED, STAMP, STRANGE, paper, sample, strange_plan

LANGUAGES = ("en", "vi", "mn", "ky", "ru", "ko")
SAMPLES = {
    "en": "Passion fruit for seven families",
    "vi": "Hợp tác xã chế biến chanh leo Bình Minh",
    "mn": "Өвөрхангайн ноосны хоршоо",
    "ky": "Ысык-Көл өрүк кооперативи, жаңы цех",
    "ru": "Кооператив «Абрикос» и его цех",
    "ko": "하늘 협동조합 사업계획",
}


def whole(made: bytes) -> PdfReader:
    return PdfReader(BytesIO(made))


def words(made: bytes) -> str:
    """All text of a PDF; lines and places to break are no words."""
    text = " ".join(page.extract_text() for page in whole(made).pages)
    return " ".join(text.replace("\u200b", "").split())


def printed(plan, **changes) -> bytes:
    return plan_pdf(replace(plan, **changes), fonts=FONTS, timestamp=PRINTED)


def few(plan):
    """The plan with three sections and without tables: reading a PDF takes longer than writing."""
    return replace(plan, sections=plan.sections[:3], tables=())


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_plan_can_be_read_back_in_its_language(language):
    title = SAMPLES[language]
    plan = replace(few(paper(language=language)), title=title, owners=f"{title}, 7")

    made = printed(plan)

    text, reader = words(made), whole(made)
    sections = [f"{one.worksheet} · {one.title}" for one in plan.sections]
    said = [title, f"{title}, 7", plan.words.figures, *sections]
    assert [one for one in said if one not in text] == []
    assert reader.root_object["/Lang"] == language
    assert reader.root_object["/MarkInfo"]["/Marked"]
    assert reader.metadata.title == title


def test_every_answer_and_every_figure_of_the_sample_is_printed():
    plan = paper("VN", "en")

    text = words(printed(plan)).replace(" ", "")

    answers = [part.text for one in plan.sections for part in one.parts if isinstance(part, Answer)]
    figures = [cell for table in plan.tables for row in table.rows for cell in row.cells]
    missing = [one for one in answers + figures if "".join(one.split()) not in text]
    assert missing == []
    assert len(answers) > 50
    assert len(figures) > 600


def test_a_sample_and_a_draft_say_so_on_every_page_and_a_frozen_plan_says_its_hash():
    frozen = Stamp(date(2026, 11, 22), "9f" * 32, "7")

    marks = [
        [mark in page.extract_text() for page in whole(printed(few(paper(mark=kind)))).pages]
        for mark, kind in (("SAMPLE", Mark.SAMPLE), ("DRAFT", Mark.DRAFT))
    ]
    kept = words(printed(few(paper_of(sample(), "en", mark=Mark.NONE, stamp=frozen))))
    assert [all(pages) and len(pages) > 1 for pages in marks] == [True, True]
    assert "9f" * 32 in kept
    assert "Figures made by version 7" in kept
    assert "DRAFT" not in kept


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_summary_is_one_page_whatever_was_written(language):
    plan = paper(language=language)
    long = tuple(Answer(one.question, "Rất dài. " * 2_000) for one in plan.summary)
    full = replace(plan, title="W" * 4_000, owners="тест " * 900, summary=long)

    pages = [
        len(whole(summary_pdf(one, fonts=FONTS, timestamp=PRINTED)).pages) for one in (plan, full)
    ]

    assert pages == [1, 1]


def test_answers_that_look_like_programs_are_printed_as_they_are():
    plan = few(paper_of(strange_plan(), "en", mark=Mark.DRAFT, stamp=STAMP))

    text = words(printed(plan)).replace(" ", "")

    seen = [one for one in STRANGE[:10] if "".join(one.split()) in text]
    assert seen == list(STRANGE[:10])
    assert "\u202e" not in text


def test_a_word_of_ten_thousand_letters_stays_on_the_page():
    plan = few(paper())
    section = plan.sections[0]
    long = section._replace(parts=(Answer("What?", "x" * 10_000), *section.parts[1:]))

    made = printed(plan, sections=(long, *plan.sections[1:]))

    assert words(made).count("x") >= 10_000
    assert len(whole(made).pages) < 2 * len(whole(printed(plan)).pages)


def test_a_plan_with_nothing_answered_is_printed_without_figures():
    template = load_template("KG")
    empty = paper_of(Written("Felt", template, {}), "en", mark=Mark.DRAFT, stamp=STAMP)

    text = words(printed(empty))

    assert empty.tables == ()
    assert "The figures" not in text
    assert text.count("not answered yet") > 80


def test_amounts_too_long_for_fifteen_columns_are_printed_in_two_halves():
    plan = sample()
    assert plan.results is not None
    year = plan.results.sales_and_costs
    big = tuple(amount * 1_000_000 for amount in year.sales)
    results = replace(plan.results, sales_and_costs=replace(year, sales=big))

    told = paper_of(replace(plan, results=results), "en", mark=Mark.DRAFT, stamp=STAMP)

    halves = [one for one in told.tables if one.title == "Sales and costs"]
    assert [len(one.columns) for one in halves] == [8, 8]
    assert [one.columns[1] for one in halves] == ["Start", "M7"]


def test_hidden_names_are_nowhere_on_the_paper():
    plan = sample()
    members = [row for row in plan.answers["people"] if row.endswith("/name")]
    names = [plan.answers["people"][row] for row in members]

    hidden = paper_of(plan, "en", mark=Mark.SAMPLE, stamp=STAMP, hide_names=True)

    text = words(printed(hidden))
    assert len(names) == 8
    assert [name for name in names if name in text] == []
    assert text.count("Member 8") > 1


@pytest.mark.parametrize("country", ["VN", "KG"])
def test_the_worksheets_ask_every_question_of_the_country(country):
    template = load_template(country)

    made = worksheets_pdf(template, "vi", fonts=FONTS, timestamp=PRINTED)

    text = words(made).replace(" ", "")
    asked = [
        field.question.in_language("vi") for one in template.sections for field in one.fields()
    ]
    asked += [table.title.in_language("vi") for one in template.sections for table in one.tables()]
    assert [one for one in asked if "".join(one.split()) not in text] == []
    assert all(f"W{number}·" in text for number in range(1, 13))
    assert len(whole(made).pages) <= 36


def test_the_same_plan_gives_the_same_bytes():
    first, second = (printed(paper()) for _ in range(2))

    assert first == second


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_fonts_have_every_letter_of_the_papers(language):
    plan = paper(language=language)

    said = SAMPLES[language] + repr(plan) + "".join(repr(one.shapes) for one in plan.drawings)

    fonts = [characters(FONTS / f"Pretendard-{weight}.otf") for weight in ("Regular", "Bold")]
    assert [set(map(ord, said)) - font for font in fonts] == [set(), set()]
