"""Own data: all of it can be taken along, and deleting leaves nothing but ids in the trail."""

from __future__ import annotations

import json

import pytest
from factories import NOW
from sqlalchemy import Uuid, func, inspect, select
from tokens import PIN

from lms.accounts import recovery, service
from lms.accounts.kinds import Role
from lms.accounts.models import Grant, LoginSession, RecoveryCard, User, WrongTry
from lms.accounts.own_data import Keeper, export_all
from lms.db import Base
from lms.trail.models import TrailEntry

# Not given out: hashes, which somebody with the file could try secrets against; keys of rows, which
# say nothing; the folded name, which is made from the name.
WITHHELD = {
    User: {"id", "username_key", "secret_hash"},
    Grant: {"id", "user_id"},
    LoginSession: {"id", "user_id"},
    RecoveryCard: {"id", "user_id", "words_hash"},
}
SAID = {
    User: lambda account: account,
    Grant: lambda account: account["roles"][0],
    LoginSession: lambda account: account["sign_ins"][0],
    RecoveryCard: lambda account: {"made_at": account["recovery_card_made_at"]},
}


@pytest.fixture
def whole(db, lan):
    """Lan with a row in every table of this room."""
    service.grant(db, None, lan, Role.TRAINER, scope="class:7", now=NOW)
    recovery.make_card(db, lan, now=NOW)
    service.begin_login(db, lan, device="Android", now=NOW)
    db.commit()
    return lan


@pytest.mark.parametrize("table", WITHHELD)
def test_every_column_of_a_persons_rows_is_in_the_export_or_withheld_for_a_reason(db, whole, table):
    account = export_all(db, whole.id, [])["account"]

    columns = {column.key for column in inspect(table).columns}
    assert columns - set(SAID[table](account)) == WITHHELD[table]


def test_every_table_that_hangs_on_a_person_is_known_to_this_test_or_to_a_room(app):
    hanging = {
        table.name
        for table in Base.metadata.tables.values()
        for key in table.foreign_keys
        if key.column.table.name == "users"
    }
    ours = {table.__tablename__ for table in WITHHELD} - {"users"}

    exported = {keeper.room for keeper in app.extensions["lms.keepers"]}
    assert ours <= hanging
    assert hanging == ours or exported


def test_the_download_is_a_file_of_ones_own_data(browse, whole):
    answer = browse(whole).get("/account/data/download")

    kept = json.loads(answer.text)
    assert answer.mimetype == "application/json"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="my-data.json"'
    assert answer.headers["Cache-Control"] == "no-store"
    assert kept["account"]["username"] == "lan"
    assert kept["account"]["roles"] == [
        {"role": "trainer", "scope": "class:7", "given_at": NOW.isoformat()}
    ]
    assert [act["act"] for act in kept["account"]["acts"]] == ["accounts.make_card"]


def test_the_download_holds_no_hash_and_nobody_else(browse, db, make, whole):
    make.user(username="bat", name="Бат")
    db.commit()

    text = browse(whole).get("/account/data/download").text

    assert "argon2" not in text
    assert "Бат" not in text
    assert db.scalar(select(RecoveryCard.words_hash)) not in text


def test_the_download_is_readable_in_ones_own_letters(browse, db, lan):
    lan.name = "Nguyễn Thị Lan"

    assert "Nguyễn Thị Lan" in browse(lan).get("/account/data/download").text


def test_deleting_leaves_no_row_with_the_persons_id_but_in_the_trail(browse, db, whole):
    learner = browse(whole)

    answer = learner.post("/account/leave", data={"password": PIN, "sure": "y"})

    assert answer.location == "/"
    left = {
        f"{table.name}.{column.name}"
        for table in Base.metadata.tables.values()
        for column in table.columns
        if isinstance(column.type, Uuid)
        and db.scalar(select(func.count()).select_from(table).where(column == whole.id))
    }
    assert left == {"trail_entries.actor_id"}


def test_the_trail_of_a_deleted_person_holds_no_name(browse, db, whole):
    browse(whole).post("/account/leave", data={"password": PIN, "sure": "y"})

    entries = db.scalars(select(TrailEntry)).all()
    assert "accounts.leave" in {entry.act for entry in entries}
    assert "lan" not in json.dumps([entry.facts for entry in entries])


def test_after_deleting_the_person_is_a_stranger_and_the_name_is_free(browse, whole, join, sign_in):
    learner, other_phone = browse(whole), browse(whole)

    learner.post("/account/leave", data={"password": PIN, "sure": "y"})

    assert learner.get("/account").location.startswith("/sign-in")
    assert other_phone.get("/account").location.startswith("/sign-in")
    assert sign_in(browse(), "lan").status_code == 422
    assert join(browse(), username="lan").status_code == 302


def test_pressing_delete_twice_does_no_harm(browse, whole):
    learner = browse(whole)

    learner.post("/account/leave", data={"password": PIN, "sure": "y"})
    again = learner.post("/account/leave", data={"password": PIN, "sure": "y"})

    assert again.location.startswith("/sign-in")


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"password": "111222", "sure": "y"}, "password"),
        ({"password": PIN}, "sure"),
        ({}, "password"),
    ],
)
def test_without_the_secret_and_the_tick_nothing_is_deleted(browse, app, db, whole, data, field):
    forgotten = []
    keeper = Keeper("test", lambda db, i: None, lambda db, i: forgotten.append(i))
    app.extensions["lms.keepers"] = [keeper]

    page = browse(whole).post("/account/leave", data=data)

    assert page.status_code == 422
    assert f'id="{field}-fault"' in page.text
    assert db.scalar(select(func.count()).select_from(User)) == 1
    assert forgotten == []


def test_guessing_the_secret_to_delete_an_account_is_slowed(browse, db, whole):
    thief = browse(whole)
    guess = {"password": "111222", "sure": "y"}

    codes = [thief.post("/account/leave", data=guess).status_code for _ in range(5)]

    assert codes[:3] == [422, 422, 422]
    assert codes[4] == 429
    assert db.scalar(select(func.count()).select_from(WrongTry)) == 3


def test_every_room_is_asked_to_export_and_to_forget(browse, app, whole):
    forgotten = []
    app.extensions["lms.keepers"] = [
        Keeper("plans", lambda db, i: {"plans": 2}, lambda db, i: forgotten.append(i))
    ]
    learner = browse(whole)

    kept = json.loads(learner.get("/account/data/download").text)
    learner.post("/account/leave", data={"password": PIN, "sure": "y"})

    assert kept["plans"] == {"plans": 2}
    assert forgotten == [whole.id]


def test_saving_the_profile_keeps_what_was_said_and_turns_the_page_to_the_language(browse, db, lan):
    learner = browse(lan)
    said = {"name": "Лан", "language": "ky", "country": "kg", "stage": "returned"}

    answer = learner.post("/account", data=said)

    db.expire_all()
    assert answer.location == "/account"
    assert (lan.name, lan.language, lan.country.value, lan.stage.value) == tuple(said.values())
    assert '<html lang="ky"' in learner.get("/account").text


def test_the_help_page_needs_no_account_and_keeps_nothing(browse, counting):
    stranger = browse()

    with counting() as statements:
        page = stranger.get("/help/")

    assert "You need no account to read this page." in page.text
    assert statements == []
    assert not [c for c in page.headers.getlist("Set-Cookie") if c.startswith("visit")]
