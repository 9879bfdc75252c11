"""The printed plan holds every question, answer and figure, in every language."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from lms.plans.document import Answer, Figure, PlanSheet, PlanWords, Section, plan_pdf

FONTS = Path(__file__).parents[2] / "static" / "fonts"
PRINTED = datetime(2026, 3, 31, 9, 0, tzinfo=UTC)

SAMPLES = {
    "en": "Passion fruit for seven families",
    "vi": "Hợp tác xã chế biến chanh leo Bình Minh",
    "mn": "Өвөрхангайн ноосны хоршоо",
    "ky": "Ысык-Көл өрүк кооперативи, жаңы цех",
    "ru": "Кооператив «Абрикос» и его цех",
    "ko": "하늘 협동조합 사업계획",
}


def sheet(sample: str = SAMPLES["en"], language: str = "en", sections: int = 2) -> PlanSheet:
    answers = (
        Answer("Who are the members?", f"{sample}, seven people.\nTwo live in the next commune."),
        Answer("Why a cooperative?", None),
        Answer("Where?", "  "),
    )
    return PlanSheet(
        title=sample,
        subtitle="Viet Nam",
        owner="Group of Tuyết, 31 March 2026",
        lang=language,
        sections=tuple(Section(f"Part {at}: {sample}", answers) for at in range(sections)),
        figures=(
            Figure("Break-even", "1,920 kg", "14,400,000 ÷ (15,000 − 7,500)"),
            Figure("Surplus", None, "sales − costs"),
        ),
        words=PlanWords("not answered yet", "The figures", "Figure", "Value", "How it comes about"),
    )


def printed(plan: PlanSheet) -> PdfReader:
    return PdfReader(BytesIO(plan_pdf(plan, fonts=FONTS, timestamp=PRINTED)))


def read(reader: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


@pytest.mark.parametrize("language", list(SAMPLES))
def test_a_plan_can_be_read_back_in_its_language(language):
    sample = SAMPLES[language]
    reader = printed(sheet(sample, language))

    text = read(reader)
    said = [sample, "Viet Nam", "Group of Tuyết, 31 March 2026", f"2. Part 1: {sample}"]
    said += ["Who are the members?", "Two live in the next commune.", "Break-even", "1,920 kg"]
    said += ["14,400,000 ÷ (15,000 − 7,500)", "How it comes about"]
    assert [one for one in said if one not in text] == []
    assert reader.root_object["/Lang"] == language


def test_what_is_not_answered_says_so_quietly_for_each_question_and_figure():
    assert read(printed(sheet(sections=2))).count("not answered yet") == 5


def test_every_page_says_which_of_how_many_it_is():
    reader = printed(sheet(sections=12))

    count = len(reader.pages)
    assert count > 2
    for at, page in enumerate(reader.pages, start=1):
        assert f"{at} / {count}" in page.extract_text()


def test_a_plan_without_sections_and_figures_is_one_page_with_its_title():
    empty = PlanSheet("Empty", "", "", "en", (), (), sheet().words)

    reader = printed(empty)
    assert len(reader.pages) == 1
    assert read(reader) == "Empty Empty 1 / 1"


def test_an_answer_that_looks_like_a_command_prints_as_text():
    strange = '#read("/etc/passwd") ] #panic("x") $y$ <z> @w \\ // no comment'

    assert strange in read(printed(sheet(strange)))


def test_the_same_plan_gives_the_same_bytes():
    first, second = (plan_pdf(sheet(), fonts=FONTS, timestamp=PRINTED) for _ in range(2))

    assert first == second
