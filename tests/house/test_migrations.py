"""Migrations and models say the same, forwards, backwards and forwards again."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, inspect

import lms.app  # noqa: F401 - knows every room, so every table is known
from lms import database
from lms.db import Base, make_engine

POSTGRES = os.environ.get("LMS_TEST_DATABASE_URL", "")
TABLES = {table.name for table in Base.metadata.sorted_tables}


def _in_a_file(folder: Path) -> Iterator[Engine]:
    engine = make_engine(f"sqlite:///{folder}/house.sqlite")
    yield engine
    engine.dispose()


def _in_a_schema(_folder: Path) -> Iterator[Engine]:
    schema = f"migrations_{uuid.uuid4().hex[:12]}"
    engine = create_engine(POSTGRES, connect_args={"options": f"-csearch_path={schema}"})
    with engine.begin() as connection:
        connection.exec_driver_sql(f"CREATE SCHEMA {schema}")
    yield engine
    with engine.begin() as connection:
        connection.exec_driver_sql(f"DROP SCHEMA {schema} CASCADE")
    engine.dispose()


PLACES = {"sqlite": _in_a_file} | ({"postgresql": _in_a_schema} if POSTGRES else {})


@pytest.fixture(params=PLACES)
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An empty database: a SQLite file, and a PostgreSQL schema where the suite has one."""
    yield from PLACES[request.param](tmp_path)


def tables(engine: Engine) -> set[str]:
    return set(inspect(engine).get_table_names()) - {"alembic_version"}


def test_an_empty_database_lacks_every_table(empty):
    found = database.differences(empty)

    assert len(found) >= len(TABLES)


def test_upgrading_makes_what_the_models_say(empty):
    database.upgrade(empty)

    assert database.differences(empty) == []
    assert tables(empty) == TABLES


def test_upgrading_twice_changes_nothing(empty):
    database.upgrade(empty)

    database.upgrade(empty)

    assert database.differences(empty) == []


def test_the_way_leads_back_to_nothing_and_up_again(empty):
    database.upgrade(empty)

    database.downgrade(empty, "base")
    below = tables(empty)
    database.upgrade(empty)

    assert below == set()
    assert database.differences(empty) == []


def test_constraints_have_the_names_that_the_models_give_them(empty):
    database.upgrade(empty)

    found = inspect(empty)
    for table in Base.metadata.sorted_tables:
        checks = {one["name"] for one in found.get_check_constraints(table.name)}
        uniques = {one["name"] for one in found.get_unique_constraints(table.name)}
        said = {str(one.name) for one in table.constraints if one.name}
        missing = {name for name in said if name.startswith(("ck_", "uq_"))} - checks - uniques
        assert missing == set(), table.name


def test_numbers_of_migrations_follow_each_other():
    files = sorted(path.name for path in database.MIGRATIONS.glob("versions/[0-9]*.py"))

    numbers = [name.partition("_")[0] for name in files]

    assert numbers == [f"{number:03}" for number in range(1, len(files) + 1)]
    assert database.head() == numbers[-1]
