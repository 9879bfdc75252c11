"""The plan as a text document: the same words, tables and drawings, in the reader's language."""

from __future__ import annotations

from io import BytesIO

import docx
import pytest
from docx.oxml.ns import qn

from lms.plans.papers.docx import plan_docx
from lms.plans.papers.from_plan import Mark, paper_of
from lms.plans.papers.paper import Answer
from tests.plans.paper_cases import FONTS, PRINTED, STAMP, STRANGE, paper, strange_plan


def opened(plan):
    return docx.Document(BytesIO(plan_docx(plan, fonts=FONTS, timestamp=PRINTED)))


def words(document) -> str:
    """All text, cells of tables included; a break within a cell is a space."""
    body = document.element.body
    parts = [element.text if element.tag == qn("w:t") else " " for element in body.iter()]
    return " ".join("".join(part or "" for part in parts).split())


def test_every_answer_and_figure_stands_in_the_document():
    plan = paper()

    text = words(opened(plan)).replace(" ", "")

    answers = [part.text for one in plan.sections for part in one.parts if isinstance(part, Answer)]
    figures = [cell for table in plan.tables for row in table.rows for cell in row.cells]
    assert [one for one in answers + figures if "".join(one.split()) not in text] == []
    assert "SAMPLE" in text


@pytest.mark.parametrize(
    ("language", "tag"),
    [("vi", "vi-VN"), ("mn", "mn-MN"), ("ky", "ky-KG"), ("ru", "ru-RU"), ("ko", "ko-KR")],
)
def test_the_document_speaks_its_language_and_names_letters_for_hangul(language, tag):
    document = opened(paper(language=language))

    defaults = document.styles.element.find(".//" + qn("w:rPrDefault"))
    assert defaults.find(".//" + qn("w:lang")).get(qn("w:val")) == tag
    assert defaults.find(".//" + qn("w:rFonts")).get(qn("w:eastAsia")) == "Malgun Gothic"
    assert [*document.styles.element.iter(qn("w:lang"))] == [defaults.find(".//" + qn("w:lang"))]
    assert document.core_properties.language == tag


def test_the_five_drawings_are_pictures_that_are_described():
    plan = paper()

    pictures = [shape._inline for shape in opened(plan).inline_shapes]

    said = [f"{one.title}. {one.says}" for one in plan.drawings]
    assert [one.docPr.get("descr") for one in pictures] == said
    assert len(said) == 5


def test_headings_lead_through_the_document():
    plan = paper()

    document = opened(plan)

    first = [one.text for one in document.paragraphs if one.style.name == "Heading 1"]
    sections = [f"{one.worksheet} · {one.title}" for one in plan.sections]
    assert first == [
        plan.words.summary,
        *sections,
        plan.words.figures,
        *([plan.words.findings] if plan.findings else []),
    ]
    assert [one.text for one in document.paragraphs if one.style.name == "Title"] == [plan.title]


def test_answers_that_look_like_markup_are_words():
    plan = paper_of(strange_plan(), "en", mark=Mark.DRAFT, stamp=STAMP)

    text = words(opened(plan)).replace(" ", "")

    seen = [one for one in STRANGE[:10] if "".join(one.split()) in text]
    assert seen == list(STRANGE[:10])
    assert "Ёж&<w:p/>]]>" in text


def test_broad_tables_lie_on_their_side():
    sizes = [(page.page_width, page.page_height) for page in opened(paper()).sections]

    assert [width < height for width, height in sizes] == [True, False]
