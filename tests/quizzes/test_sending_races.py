"""Who sends and who marks anew at once: one of them waits. SQLite lets one writer in anyway."""

from __future__ import annotations

import uuid

import pytest
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from lms.courses.models import Module
from lms.quizzes import correction_queries, draft_queries, queries

MODULE = "held-at-once"


@pytest.fixture
def sessions(engine):
    """Three sessions of their own connections, which wait for a tenth of a second at most."""
    with Session(engine) as maker:
        maker.add(Module(id=MODULE, published_id=uuid.uuid4()))
        maker.commit()
    opened = [Session(engine) for _ in range(3)]
    for one in opened:
        one.connection().exec_driver_sql("SET LOCAL lock_timeout = '100ms'")
    yield opened
    for one in opened:
        one.close()
    with Session(engine) as maker:
        maker.delete(maker.get_one(Module, MODULE))
        maker.commit()


@pytest.mark.parametrize("standing", [queries.quiz_standing, draft_queries.before_standing])
def test_nobody_marks_anew_while_answers_are_on_their_way(sessions, standing):
    sender, other_sender, author = sessions

    first = standing(sender, uuid.uuid4(), MODULE, sending=True)
    second = standing(other_sender, uuid.uuid4(), MODULE, sending=True)
    with pytest.raises(OperationalError, match="lock timeout"):
        correction_queries.hold_module(author, MODULE)

    assert first is not None
    assert second is not None


@pytest.mark.parametrize("standing", [queries.quiz_standing, draft_queries.before_standing])
def test_answers_wait_while_somebody_marks_anew_and_pages_do_not(sessions, standing):
    sender, reader, author = sessions

    correction_queries.hold_module(author, MODULE)
    page = standing(reader, uuid.uuid4(), MODULE)
    with pytest.raises(OperationalError, match="lock timeout"):
        standing(sender, uuid.uuid4(), MODULE, sending=True)

    assert page is not None
