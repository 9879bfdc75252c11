"""The page of a plan's papers and the files behind it."""

from __future__ import annotations

import gzip
from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document
from plans.page_words import words_of
from plans.whole_plans import whole_plan
from plans.workbook_formulas import read_cells
from plans.writing import Writing
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

FILES = ("plan.pdf", "summary.pdf", "plan.docx", "plan.xlsx", "worksheets.pdf")


@pytest.fixture
def owner(make):
    return make.user(name="Trần Văn Đức")


def text_of(answer):
    content = answer.data
    if answer.headers.get("Content-Encoding") == "gzip":
        content = gzip.decompress(content)
    pages = PdfReader(BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_the_page_lists_the_papers_with_their_sizes(browse, db, owner):
    plan = whole_plan(db, owner)

    page = browse(owner).get(f"/plans/{plan.id}/papers/?language=vi")

    assert "The whole plan PDF, to print and to send · about 130 kB" in words_of(page.text)
    for file in FILES:
        assert f'href="/plans/{plan.id}/{file}?language=vi"' in page.text


def test_the_plan_as_pdf_holds_answers_figures_and_writers(browse, db, owner):
    plan = whole_plan(db, owner)

    answer = browse(owner).get(f"/plans/{plan.id}/plan.pdf")

    assert answer.mimetype == "application/pdf"
    assert answer.headers["Cache-Control"] == "no-store"
    text = text_of(answer)
    for said in (
        "Written by Trần Văn Đức, last saved on November 22, 2026.",
        "629,416,000",
        "DRAFT",
    ):
        assert said in text


def test_a_paper_speaks_the_language_that_was_chosen(browse, db, owner):
    plan = whole_plan(db, owner)
    person = browse(owner)

    vietnamese = text_of(person.get(f"/plans/{plan.id}/summary.pdf?language=vi"))
    garbage = text_of(person.get(f"/plans/{plan.id}/summary.pdf?language=../x"))

    assert "629.416.000" in vietnamese
    assert "629,416,000" in garbage


def test_a_pdf_travels_packed_where_the_reader_takes_it(browse, db, owner):
    plan = whole_plan(db, owner)
    person = browse(owner)

    packed = person.get(f"/plans/{plan.id}/plan.pdf", headers={"Accept-Encoding": "gzip"})
    plain = person.get(f"/plans/{plan.id}/plan.pdf", headers={"Accept-Encoding": "identity"})

    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert len(packed.data) < 150_000


def test_the_text_and_the_workbook_open(browse, db, owner):
    plan = whole_plan(db, owner)
    person = browse(owner)

    text = Document(BytesIO(person.get(f"/plans/{plan.id}/plan.docx").data))
    book = CalamineWorkbook.from_filelike(BytesIO(person.get(f"/plans/{plan.id}/plan.xlsx").data))

    assert "Greens" in [paragraph.text for paragraph in text.paragraphs]
    assert book.sheet_names[0] == "1 Inputs"


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Greens", "Greens - plan.xlsx"),
        ('a/b\\c:"d"', "a b c d - plan.xlsx"),
        ("../../etc/passwd", "etc passwd - plan.xlsx"),
        ("...", "plan.xlsx"),
    ],
)
def test_a_file_is_called_after_the_plan_but_by_no_path(browse, db, owner, title, name):
    plan = whole_plan(db, owner, title=title)

    said = browse(owner).get(f"/plans/{plan.id}/plan.xlsx").headers["Content-Disposition"]

    assert said in (f'attachment; filename="{name}"', f"attachment; filename={name}")


def test_a_name_in_other_letters_is_sent_so_that_browsers_read_it(browse, db, owner):
    plan = whole_plan(db, owner, title="Rau củ")

    answer = browse(owner).get(f"/plans/{plan.id}/plan.docx")

    assert (
        "filename*=UTF-8''Rau%20c%E1%BB%A7%20-%20plan.docx"
        in (answer.headers["Content-Disposition"])
    )
    assert ZipFile(BytesIO(answer.data)).testzip() is None


def test_words_that_look_like_formulas_stay_words_in_the_workbook(browse, db, owner):
    plan = whole_plan(db, owner, title="=HYPERLINK(0)")

    answer = browse(owner).get(f"/plans/{plan.id}/plan.xlsx")

    formulas = [one.formula or "" for one in read_cells(answer.data).values()]
    assert [one for one in formulas if "HYPERLINK" in one] == []
    assert any(formulas)


def test_without_figures_the_workbook_waits_and_the_other_papers_do_not(browse, db, owner):
    writing = Writing(db, owner)
    db.commit()
    person = browse(owner)

    answers = {file: person.get(f"/plans/{writing.plan.id}/{file}") for file in FILES}
    page = words_of(person.get(f"/plans/{writing.plan.id}/papers/").text)

    assert {file: answer.status_code for file, answer in answers.items()} == {
        "plan.pdf": 200,
        "summary.pdf": 200,
        "plan.docx": 200,
        "plan.xlsx": 409,
        "worksheets.pdf": 200,
    }
    assert "The workbook needs figures." in answers["plan.xlsx"].text
    assert "The figures as a workbook As soon as one product has a price" in page


@pytest.mark.parametrize("file", [*FILES, "papers/"])
def test_another_person_s_papers_do_not_exist(browse, make, db, owner, file):
    plan = whole_plan(db, owner)

    assert browse(make.admin()).get(f"/plans/{plan.id}/{file}").status_code == 404


@pytest.mark.parametrize("file", [*FILES, "papers/"])
def test_a_paper_costs_four_queries(browse, db, counting, owner, file):
    plan = whole_plan(db, owner)
    person = browse(owner)

    with counting() as statements:
        person.get(f"/plans/{plan.id}/{file}")

    assert len(statements) == 4, statements


def test_worksheets_of_a_country_are_for_everybody_and_not_sent_twice(browse, make):
    person = browse(make.trainer())

    first = person.get("/plans/worksheets/mn.pdf?language=vi")
    again = person.get(
        "/plans/worksheets/mn.pdf?language=vi", headers={"If-None-Match": first.headers["ETag"]}
    )

    assert first.status_code == 200
    assert "W1" in text_of(first)
    assert again.status_code == 304


@pytest.mark.parametrize("country", ["xx", "..", "VNM", "%00"])
def test_a_country_without_plans_has_no_worksheets(browse, make, country):
    assert browse(make.user()).get(f"/plans/worksheets/{country}.pdf").status_code == 404
