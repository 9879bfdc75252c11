"""Migration 004 carries the answers of the first plans to the new questions, and back."""

from __future__ import annotations

import json
import os
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from factories import NOW
from sqlalchemy import Engine, create_engine, text

from lms import database
from lms.db import make_engine, make_sessions
from lms.plans import answers, history_queries, queries

POSTGRES = os.environ.get("LMS_TEST_DATABASE_URL", "")
COSTING = {
    "product": "Pickled mustard greens, 500 g",
    "unit": "jar",
    "materials/1/name": "Mustard greens",
    "materials/1/quantity": "0.9",
    "materials/1/price": "7000",
    "materials/2/name": "Salt and spices",
    "materials/2/quantity": "0.05",
    "materials/2/price": "20000",
    "materials/3/name": "Jar and label",
    "materials/3/quantity": "1",
    "materials/3/price": "4200",
    "minutes": "12",
    "hourly_rate": "30000",
    "price": "28000",
}
MONTH = {
    "rent": "6500000",
    "wages": "5000000",
    "transport": "1000000",
    "other": "1298000",
    "planned_units": "1000",
}
OLD = {
    "idea": {"who": "30 families", "one_line": "Greens"},
    "people": {
        "people": "5",
        "women": "3",
        "founders/1/name": "Lan",
        "founders/1/skill": "Drying",
        "founders/3/name": "Minh",
    },
    "costing": COSTING,
    "break-even": MONTH,
}


def _in_a_file(folder: Path) -> Iterator[Engine]:
    engine = make_engine(f"sqlite:///{folder}/moved.sqlite")
    yield engine
    engine.dispose()


def _in_a_schema(_folder: Path) -> Iterator[Engine]:
    schema = f"moved_{uuid.uuid4().hex[:12]}"
    engine = create_engine(POSTGRES, connect_args={"options": f"-csearch_path={schema}"})
    with engine.begin() as connection:
        connection.exec_driver_sql(f"CREATE SCHEMA {schema}")
    yield engine
    with engine.begin() as connection:
        connection.exec_driver_sql(f"DROP SCHEMA {schema} CASCADE")
    engine.dispose()


PLACES = {"sqlite": _in_a_file} | ({"postgresql": _in_a_schema} if POSTGRES else {})


@pytest.fixture(params=PLACES)
def older(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """A database as it was before, with one plan of a Vietnamese owner."""
    for engine in PLACES[request.param](tmp_path):
        database.upgrade(engine, "003")
        _fill(engine)
        yield engine


def _fill(engine: Engine) -> None:
    file = engine.dialect.name == "sqlite"
    at = NOW.replace(tzinfo=None) if file else NOW
    key = (lambda one: one.hex) if file else str
    user, plan = uuid.UUID(int=1), uuid.UUID(int=2)
    with engine.begin() as db:
        db.execute(
            text(
                "INSERT INTO users (id, username, username_key, secret_hash, name, language,"
                " country, stage, joined_at, consented_at, consent_version, is_demo) VALUES"
                " (:id, 'lan', 'lan', 'x', 'Lan', 'vi', 'vn', 'in_korea', :at, :at, 1, false)"
            ),
            {"id": key(user), "at": at},
        )
        db.execute(
            text(
                "INSERT INTO plans (id, owner_id, title, country, currency, created_at, updated_at)"
                " VALUES (:id, :owner, 'Greens', 'vn', 'VND', :at, :at)"
            ),
            {"id": key(plan), "owner": key(user), "at": at},
        )
        for number, (section, kept) in enumerate(OLD.items()):
            db.execute(
                text(
                    "INSERT INTO plan_sections (id, plan_id, key, answers, rev, saved_at, saved_by)"
                    " VALUES (:id, :plan, :key, :answers, :rev, :at, :by)"
                ),
                {
                    "id": key(uuid.uuid4()),
                    "plan": key(plan),
                    "key": section,
                    "answers": json.dumps(kept),
                    "rev": number + 1,
                    "at": at,
                    "by": key(user),
                },
            )


def read(engine: Engine) -> tuple[dict[str, dict[str, str]], Any]:
    with make_sessions(engine)() as db:
        plan = queries.plan_with_sections(db, uuid.UUID(int=2))
        return {one.key: one.answers for one in plan.sections}, plan


def table(values: dict[str, str], key: str) -> list[dict[str, str]]:
    return [row for _, row in answers.rows(values, key)]


def test_every_old_answer_is_where_the_new_question_asks_for_it(older):
    database.upgrade(older)

    moved, plan = read(older)

    assert sorted(moved) == ["costs", "idea", "people", "products"]
    assert moved["idea"] == OLD["idea"]
    assert table(moved["people"], "members") == [
        {"name": "Lan", "skill": "Drying"},
        {"name": "Minh"},
    ]
    assert (moved["people"]["notes/people"], moved["people"]["notes/women"]) == ("5", "3")
    assert table(moved["products"], "products") == [
        {
            "name": COSTING["product"],
            "unit": "jar",
            "minutes": "12",
            "hourly_rate": "30000",
            "price": "28000",
            "normal_month": "1000",
        }
    ]
    product = answers.rows(moved["products"], "products")[0][0]
    assert table(moved["products"], "materials")[0] == {
        "product": product,
        "name": "Mustard greens",
        "quantity": "0.9",
        "price": "7000",
    }
    assert table(moved["costs"], "monthly")[:2] == [
        {"name": "Tiền thuê, điện và nước", "amount": "6500000"},
        {"name": "Tiền lương", "amount": "5000000"},
    ]
    assert [(one.name, one.role.value) for one in plan.people] == [("Lan", "owner")]


def test_what_was_moved_has_its_history_and_can_be_brought_back(older):
    database.upgrade(older)

    with make_sessions(older)() as db:
        plan = queries.plan_with_sections(db, uuid.UUID(int=2))
        version = history_queries.versions(db, plan.id)[0]
        rebuilt = history_queries.answers_at(db, plan.id, version.revs)

    assert rebuilt == {one.key: one.answers for one in plan.sections}
    assert {one.key: one.rev for one in plan.sections} == version.revs


def test_the_way_back_gives_the_old_answers_and_the_way_up_again_the_new_ones(older):
    database.upgrade(older)
    first, _ = read(older)

    database.downgrade(older, "003")
    with older.begin() as db:
        rows = db.execute(text("SELECT key, answers FROM plan_sections")).all()
    old = {key: kept if isinstance(kept, dict) else json.loads(kept) for key, kept in rows}
    database.upgrade(older)
    again, _ = read(older)

    assert {key: old[key] for key in ("idea", "costing", "break-even")} == {
        key: OLD[key] for key in ("idea", "costing", "break-even")
    }
    assert (old["people"]["people"], old["people"]["founders/2/name"]) == ("5", "Minh")
    assert table(again["people"], "members") == table(first["people"], "members")
    assert table(again["products"], "products") == table(first["products"], "products")
    assert table(again["costs"], "monthly") == table(first["costs"], "monthly")
