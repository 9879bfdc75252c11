"""Somebody who takes the daily review."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.quizzes.models import ReviewCard
from tests.quizzes.conftest import Clock, token_of

REVIEW = "/review/"


@pytest.fixture(autouse=True)
def _one_day(time: Clock) -> None:
    """All of it happens on 22 November 2026, a Sunday, unless a test lets time pass."""


@pytest.fixture
def review(time: Clock) -> Callable[..., Any]:
    """review(browser, answers) opens today's questions and sends answers a minute later."""

    def send(browser: Any, answers: dict[str, Any]) -> Any:
        page = browser.get(REVIEW)
        time.wait(minutes=1)
        return browser.post(REVIEW, {"token": token_of(page), **answers})

    return send


@pytest.fixture
def cards(db: Session) -> Callable[..., dict[str, tuple[int, date | None]]]:
    """cards(user): question id -> (box, day on which it comes back), as they are kept now."""

    def kept(user: Any) -> dict[str, tuple[int, date | None]]:
        db.expire_all()
        found = db.scalars(select(ReviewCard).where(ReviewCard.user_id == user.id))
        return {card.question_id: (card.box, card.due_on) for card in found}

    return kept


@pytest.fixture
def warnings() -> Iterator[list[tuple[str, Any]]]:
    """(message, count) of what the review warns of."""
    seen: list[tuple[str, Any]] = []

    class Listening(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            seen.append((record.getMessage(), getattr(record, "count", None)))

    listening = Listening(logging.WARNING)
    logger = logging.getLogger("lms.quizzes.review")
    logger.addHandler(listening)
    yield seen
    logger.removeHandler(listening)
