"""Fills a quiz page in a browser, rightly or wrongly, from the course's own question files."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from playwright.sync_api import Page

from lms.quizzes.formats.gift import read_gift
from lms.quizzes.questions import Kind, Question

COURSES = Path(__file__).resolve().parents[2] / "courses" / "modules"


@lru_cache(maxsize=8)
def questions(folder: str, language: str) -> dict[str, Question]:
    """The questions of a module's quiz by id."""
    found, faults = read_gift((COURSES / folder / language / "quiz.gift").read_text("utf-8"))
    assert not faults
    return {question.id: question for question in found}


def fill(page: Page, folder: str, language: str = "vi") -> int:
    """Answer every question on the page rightly; how many there were."""
    known = questions(folder, language)
    ids = page.eval_on_selector_all(
        "fieldset.question", "cards => cards.map(card => card.id.slice(2, -5))"
    )
    for question_id in ids:
        _answer(page, known[question_id])
    return len(ids)


def _answer(page: Page, question: Question) -> None:
    name = f"q-{question.id}"
    for id_ in _ticked(question):
        page.check(f"#{name}-{id_}")
    for id_, value in _selected(question).items():
        page.select_option(f"#{name}-{id_}", value, force=True)
    if question.kind is Kind.NUMERIC:
        best = max(question.numbers, key=lambda number: number.weight)
        page.fill(f"#{name}", format(best.value if best.value is not None else best.low, "f"))
    elif question.kind is Kind.SHORT:
        page.fill(f"#{name}", question.accepted[0].text)


def _ticked(question: Question) -> list[str]:
    if question.kind is Kind.TRUE_FALSE:
        return ["true" if question.true else "false"]
    return [choice.id for choice in question.choices if choice.weight > 0]


def _selected(question: Question) -> dict[str, str]:
    if question.kind is Kind.MATCHING:
        return {pair.id: pair.right_id for pair in question.pairs}
    return {item.id: str(place) for place, item in enumerate(question.items, start=1)}
