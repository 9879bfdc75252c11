"""Figures of saving plans: what a group of phones loses, and how long a save takes."""

from __future__ import annotations

import tempfile
import time
import uuid
from datetime import timedelta
from pathlib import Path
from statistics import median

from sqlalchemy.orm import Session, sessionmaker

from lms import clock
from lms.accounts.kinds import Country, Stage
from lms.accounts.models import User
from lms.db import Base, begin_writing, make_engine, make_sessions
from lms.plans import queries, saving, service
from lms.plans.merge import Packet

from . import phones
from .report import Figure

LOST = ("2,000 groups of three phones on a bad line: typed answers lost", "0")
UNSEEN = ("The same groups: answers replaced by somebody who had not seen them", "0")
SAVE = ("Saving one answer in a section of 400, SQLite file, with its commit", "under 30 ms")
_GROUPS = 2_000
_FIELDS = 400
_SAVES = 50


def of_phones() -> list[Figure]:
    """Three phones type, send, lose and repeat; nothing here depends on the machine."""
    groups = [phones.of_group(seed) for seed in range(_GROUPS)]
    lost = sum(len(one.lost) for one in groups)
    unseen = sum(len(one.unseen) for one in groups)
    apart = sum(not one.agree for one in groups)
    typed, asked = sum(one.typed for one in groups), sum(one.asked for one in groups)
    note = f"{typed:,} answers typed, {asked:,} questions asked, {apart} groups that differ"
    return [
        Figure(*LOST, str(lost), lost == 0 and apart == 0, note),
        Figure(*UNSEEN, str(unseen), unseen == 0),
    ]


def of_saving() -> Figure:
    """One person writes on a phone, answer by answer, each in its own transaction."""
    with tempfile.TemporaryDirectory(prefix="lms-bench-") as name:
        engine = make_engine(f"sqlite:///{Path(name) / 'plans.sqlite'}")
        Base.metadata.create_all(engine)
        sessions = make_sessions(engine)
        with sessions() as db:
            plan_id, user_id = _begun(db)
        fields = {f"products/{number}/name": "x" * 40 for number in range(_FIELDS)}
        _save(sessions, plan_id, user_id, fields)
        took = []
        for number in range(_SAVES):
            began = time.perf_counter()
            _save(sessions, plan_id, user_id, {"need": f"{number} dryers"})
            took.append(time.perf_counter() - began)
        engine.dispose()
    seconds, slowest = median(took), f"slowest {1000 * max(took):.1f} ms"
    return Figure(*SAVE, f"{1000 * seconds:.1f} ms", seconds < 0.03, slowest)


def _save(
    sessions: sessionmaker[Session],
    plan_id: uuid.UUID,
    user_id: uuid.UUID,
    changes: dict[str, str],
) -> None:
    with sessions() as db:
        begin_writing(db)
        plan, user = queries.plan_with_sections(db, plan_id), db.get_one(User, user_id)
        assert plan is not None
        sent = Packet(uuid.uuid4(), "phone", "", 0, changes, clock.now())
        saving.save_packet(db, user, plan, "products", sent, template_version="", now=clock.now())
        db.commit()


def _begun(db: Session) -> tuple[uuid.UUID, uuid.UUID]:
    now = clock.now() - timedelta(days=1)
    user = User(
        id=uuid.uuid4(),
        username="lan",
        username_key="lan",
        secret_hash="-",
        name="",
        language="en",
        country=Country.VIET_NAM,
        stage=Stage.IN_KOREA,
        joined_at=now,
        consented_at=now,
        consent_version=1,
        is_demo=False,
    )
    db.add(user)
    db.flush()  # the plan points at its owner
    plan = service.start_plan(
        db, user, title="Greens", country=user.country, plan_id=uuid.uuid4(), now=now
    )
    db.commit()
    return plan.id, user.id
