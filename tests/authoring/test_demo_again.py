"""A demo that is started again: accounts that it lacks are made, what authors did there stays."""

from __future__ import annotations

from sqlalchemy import delete, select
from sqlalchemy.orm import selectinload

from lms import clock, demo
from lms.accounts.models import Grant, LoginSession, User
from lms.app import create_app
from lms.authoring import publishing, queries, service
from lms.authoring.models import DraftState
from lms.courses.models import Kind
from lms.serving import demo_settings
from tests.authoring.conftest import PRESS

MODULE, LESSON = "coming-home", "en/02-what-i-keep.md"


def test_a_demo_started_again_keeps_what_was_published_and_makes_missing_accounts(tmp_path):
    settings = demo_settings(tmp_path)
    demo.prepare(settings, "a good demo password")
    sessions = create_app(settings).extensions["lms.sessions"]
    with sessions() as db:
        asked = select(User).where(User.username == "admin").options(selectinload(User.grants))
        admin = db.scalars(asked).one()
        draft = service.open_draft(db, admin, MODULE, now=clock.now())
        seen = draft.files[LESSON]
        text = (queries.content(db, seen) or b"").replace(b"Batbayar is from", b"Batbayar left")
        service.save_file(db, admin, draft, LESSON, text, seen=seen, now=clock.now())
        draft.state = DraftState.APPROVED
        how = {"kind": Kind.REVISION, "message": "x", "press": PRESS, "now": clock.now()}
        publishing.publish(db, admin, draft, **how)
        translator = db.scalars(select(User).where(User.username == "translator")).one()
        for table in (Grant, LoginSession):
            db.execute(delete(table).where(table.user_id == translator.id))
        db.delete(translator)
        db.commit()

    demo.prepare(settings, "a good demo password")

    with sessions() as db:
        versions = [(one.number, one.is_published) for one in queries.history(db, MODULE)]
        names = set(db.scalars(select(User.username)))
    assert versions == [(2, True), (1, False)]
    assert names == set(demo.ACCOUNTS)
