"""Fills a quiz page in a browser, rightly, from a course's own question files."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from playwright.sync_api import Page

from lms.quizzes.formats.gift import read_gift
from lms.quizzes.questions import Kind, Question
from lms.quizzes.said import best_text

COURSES = Path(__file__).resolve().parents[2] / "courses" / "modules"
ESSAY = "Mai writes down what comes in.\n\nSo she sees what is left."


@lru_cache(maxsize=8)
def questions(folder: str, language: str, modules: Path = COURSES) -> dict[str, Question]:
    """The questions of a module's quiz by id."""
    found, faults = read_gift((modules / folder / language / "quiz.gift").read_text("utf-8"))
    assert not faults
    return {question.id: question for question in found}


def fill(page: Page, folder: str, language: str = "vi", modules: Path = COURSES) -> int:
    """Answer every question on the page rightly; how many there were."""
    known = questions(folder, language, modules)
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
    for field, text in _typed(question).items():
        page.fill(f"#{name}{field}", text)
    for part in question.parts:
        _answer(page, part)


def _ticked(question: Question) -> list[str]:
    if question.kind is Kind.TRUE_FALSE:
        reasons = [f"reason-{one.id}" for one in question.reasons if one.right]
        return ["true" if question.true else "false", *reasons]
    return [choice.id for choice in question.choices if choice.weight > 0]


def _selected(question: Question) -> dict[str, str]:
    if question.kind is Kind.MATCHING:
        return {pair.id: pair.right_id for pair in question.asked}
    if question.kind is Kind.GAPS:
        gaps = enumerate(question.gaps, start=1)
        return {str(n): best_text(gap.accepted) for n, gap in gaps if gap.offered}
    return {item.id: str(place) for place, item in enumerate(question.items, start=1)}


def _typed(question: Question) -> dict[str, str]:
    """The end of a field's name -> what is written there."""
    if question.kind is Kind.NUMERIC:
        best = max(question.numbers, key=lambda number: number.weight)
        return {"": format(best.value if best.value is not None else best.low, "f")}
    if question.kind is Kind.SHORT:
        return {"": question.accepted[0].text}
    if question.kind is Kind.GAPS:
        gaps = enumerate(question.gaps, start=1)
        return {f"-{n}": best_text(gap.accepted) for n, gap in gaps if not gap.offered}
    return {"": ESSAY} if question.kind is Kind.ESSAY else {}
