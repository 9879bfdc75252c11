"""Several phones save at once, each on its own connection: SQLite and PostgreSQL alike."""

from __future__ import annotations

import os
import threading
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from factories import NOW, Make
from plans.writing import Writing
from sqlalchemy import Engine, create_engine, func, select

from lms.db import Base, begin_writing, make_engine, make_sessions
from lms.errors import Refusal
from lms.plans import history_queries, inviting, people, queries, saving
from lms.plans.history_models import PlanChange, PlanOperation, PlanQuestion
from lms.plans.kinds import PlanRole
from lms.plans.merge import Packet
from lms.plans.models import Plan, PlanPerson

POSTGRES = os.environ.get("LMS_TEST_DATABASE_URL", "")
PHONES = 4
EACH = 5


def _in_a_file(folder: Path) -> Iterator[Engine]:
    engine = make_engine(f"sqlite:///{folder}/phones.sqlite")
    Base.metadata.create_all(engine)
    yield engine
    engine.dispose()


def _in_a_schema(_folder: Path) -> Iterator[Engine]:
    schema = f"phones_{uuid.uuid4().hex[:12]}"
    engine = create_engine(POSTGRES, connect_args={"options": f"-csearch_path={schema}"})
    with engine.begin() as connection:
        connection.exec_driver_sql(f"CREATE SCHEMA {schema}")
    Base.metadata.create_all(engine)
    yield engine
    with engine.begin() as connection:
        connection.exec_driver_sql(f"DROP SCHEMA {schema} CASCADE")
    engine.dispose()


PLACES = {"sqlite": _in_a_file} | ({"postgresql": _in_a_schema} if POSTGRES else {})


@pytest.fixture(params=PLACES)
def sessions(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Any]:
    """Sessions on a database of their own, in which threads really wait for each other."""
    for engine in PLACES[request.param](tmp_path):
        yield make_sessions(engine)


def started(sessions: Any) -> tuple[uuid.UUID, uuid.UUID]:
    """The ids of a plan and its owner."""
    with sessions() as db:
        writing = Writing(db, Make(db).user())
        db.commit()
        return writing.plan.id, writing.owner.id


def at_once(sessions: Any, acts: list[Callable[[Any], Any]]) -> list[Any]:
    """What each act gave, or the refusal; each in its own thread, as through a door."""
    gate = threading.Barrier(len(acts))
    found: list[Any] = [None] * len(acts)

    def run(number: int) -> None:
        gate.wait()
        with sessions() as db:
            begin_writing(db)
            try:
                found[number] = acts[number](db)
                db.commit()
            except Refusal as no:
                found[number] = no

    threads = [threading.Thread(target=run, args=[number]) for number in range(len(acts))]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return found


def send(plan_id: uuid.UUID, user_id: uuid.UUID, packet: Packet) -> Callable[[Any], Any]:
    """A door that saves one packet: it loads the plan first, as doors do."""

    def save(db: Any) -> tuple[int, int, bool]:
        plan = queries.plan_with_sections(db, plan_id)
        person = next(one for one in plan.people if one.user_id == user_id)
        actor = db.get(PlanPerson.user.property.mapper.class_, person.user_id)
        reply = saving.save_packet(db, actor, plan, "idea", packet, template_version="t1", now=NOW)
        return reply.rev, reply.raised, reply.repeated

    return save


def packet(device: str, changes: dict[str, str]) -> Packet:
    return Packet(uuid.uuid4(), device, "", 0, changes, NOW)


def test_phones_that_write_different_answers_at_once_lose_none(sessions):
    plan_id, owner_id = started(sessions)
    acts = [
        send(plan_id, owner_id, packet(f"phone-{phone}", {f"p{phone}_{number}": "x"}))
        for phone in range(PHONES)
        for number in range(EACH)
    ]

    found = at_once(sessions, acts)

    with sessions() as db:
        section = queries.section_now(db, plan_id, "idea")
        rebuilt = history_queries.values_at(db, plan_id, "idea", section.rev)
        plan = db.get(Plan, plan_id)
    assert sorted(rev for rev, _, _ in found) == list(range(1, PHONES * EACH + 1))
    assert len(section.answers) == PHONES * EACH
    assert (section.rev, plan.rev, rebuilt) == (PHONES * EACH, PHONES * EACH, section.answers)


def test_phones_that_write_the_same_answer_at_once_ask(sessions):
    plan_id, owner_id = started(sessions)
    words = [f"need of {phone}" for phone in range(PHONES)]
    acts = [
        send(plan_id, owner_id, packet(f"phone-{number}", {"need": word}))
        for number, word in enumerate(words)
    ]

    at_once(sessions, acts)

    with sessions() as db:
        stands = queries.section_now(db, plan_id, "idea").answers["need"]
        waiting = db.scalars(select(PlanQuestion.mine)).all()
    assert sorted([stands, *waiting]) == words


def test_one_packet_that_comes_twice_at_once_is_one(sessions):
    plan_id, owner_id = started(sessions)
    one = packet("phone", {"need": "A dryer"})

    found = at_once(sessions, [send(plan_id, owner_id, one)] * PHONES)

    with sessions() as db:
        counts = [db.scalar(select(func.count(t.id))) for t in (PlanChange, PlanOperation)]
    assert sorted(found) == [(1, 0, False)] + [(1, 0, True)] * (PHONES - 1)
    assert counts == [1, 1]


def test_the_last_place_of_an_invitation_goes_to_one(sessions):
    plan_id, owner_id = started(sessions)
    with sessions() as db:
        make = Make(db)
        plan = queries.plan_with_people(db, plan_id)
        owner = db.get(type(make.user()), owner_id)
        guests = [make.user() for _ in range(PHONES)]
        _, token = inviting.invite(db, owner, plan, name="", role=PlanRole.EDITOR, now=NOW)
        db.commit()

    found = at_once(
        sessions,
        [
            lambda db, guest=guest: inviting.accept_invitation(
                db, db.get(type(guest), guest.id), token, now=NOW
            )
            for guest in guests
        ],
    )

    assert sum(isinstance(one, Refusal) for one in found) == PHONES - 1
    with sessions() as db:
        assert db.scalar(select(func.count(PlanPerson.id))) == 2


def test_two_who_hand_over_at_once_leave_one_owner(sessions):
    plan_id, owner_id = started(sessions)
    with sessions() as db:
        make = Make(db)
        plan = queries.plan_with_people(db, plan_id)
        owner = db.get(type(make.user()), owner_id)
        places = []
        for _ in range(2):
            _, token = inviting.invite(db, owner, plan, name="", role=PlanRole.EDITOR, now=NOW)
            db.flush()
            place = inviting.accept_invitation(db, make.user(), token, now=NOW)
            db.flush()
            places.append(place.id)
        db.commit()
        kind = type(owner)

    found = at_once(
        sessions,
        [
            lambda db, place=place: people.change_role(
                db,
                db.get(kind, owner_id),
                queries.plan_with_people(db, plan_id),
                place,
                PlanRole.OWNER,
                now=NOW,
            )
            for place in places
        ],
    )

    assert sum(isinstance(one, Refusal) for one in found) == 1
    with sessions() as db:
        owners = db.scalars(select(PlanPerson).where(PlanPerson.role == PlanRole.OWNER)).all()
        assert [one.user_id for one in owners] == [db.get(Plan, plan_id).owner_id]
