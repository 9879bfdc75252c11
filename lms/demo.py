"""A demo: one account for each role, the shipped course, a graduate; never beside real people."""

from __future__ import annotations

import secrets
from datetime import timedelta
from fractions import Fraction
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lms import clock, database, paths
from lms.accounts import secrets_kept
from lms.accounts import service as accounts
from lms.accounts.kinds import Country, Role, Stage
from lms.accounts.models import User
from lms.app import create_app
from lms.authoring.file_loading import with_web
from lms.authoring.file_queries import pointers
from lms.authoring.noting import note_course, note_published
from lms.certificates import service as certificates
from lms.config import Settings
from lms.courses import queries as course_queries
from lms.courses import service as courses
from lms.courses.completing import note_module_done
from lms.courses.models import Kind
from lms.courses.sources import read_course, read_files
from lms.courses.words import pack_words
from lms.db import begin_writing
from lms.errors import Refusal
from lms.progress import service as progress
from lms.quiz_checker import read_self_check
from lms.words import N_

ACCOUNTS = {
    "learner": "begins with the first lesson",
    "learner2": "begins with the first lesson, too",
    "graduate": "has finished the course",
    "trainer": "sees the trainer notes beside the lessons",
    "author": "writes lessons, mends questions, publishes",
    "translator": "translates lessons into Vietnamese",
    "reviewer": "approves what the author has written, or sends it back",
    "admin": "can withdraw a certificate",
}
_ROLES = {
    "trainer": Role.TRAINER,
    "author": Role.AUTHOR,
    "translator": Role.TRANSLATOR,
    "reviewer": Role.REVIEWER,
    "admin": Role.ADMIN,
}
_NAMES = {
    "learner": "Nguyễn Thị Lan",
    "learner2": "Бат-Эрдэнэ",
    "graduate": "Trần Văn Đức",
    "trainer": "Phạm Thu Hà",
    "author": "Айгүл Осмонова",
    "translator": "Lê Minh Châu",
    "reviewer": "Оюунчимэг",
    "admin": "",
}
_FOREIGN = N_("This database holds other people. A demo needs a folder of its own.")
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that look alike


def prepare(
    settings: Settings, password: str | None, site: str = "http://127.0.0.1:8000"
) -> tuple[str, bool]:
    """Bring the demo up to date: (the password of all accounts, whether the demo was made now).

    password  None: the one kept in the demo's folder, or a random one
    site      the address that the graduate's certificate names
    raises    Refusal when the database holds people who are not the demo's
    """
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    app = create_app(settings)
    database.upgrade(app.extensions["lms.engine"])
    kept = _kept_password(settings)
    secret = password or kept or "".join(secrets.choice(_LETTERS) for _ in range(10))
    with app.app_context(), app.extensions["lms.sessions"]() as db:
        begin_writing(db)
        if db.scalar(select(func.count()).select_from(User).where(User.is_demo.is_(False))):
            raise Refusal(_FOREIGN)
        _load(db)
        made = _people(db, secret, is_new=secret != kept)
        if "graduate" in made:
            _graduate(db, made["graduate"], settings.public_url or site)
        db.commit()
    _password_file(settings).write_text(secret, encoding="utf-8")
    return secret, bool(made)


def _password_file(settings: Settings) -> Path:
    return settings.data_dir / "demo-password.txt"


def _kept_password(settings: Settings) -> str | None:
    path = _password_file(settings)
    return path.read_text(encoding="utf-8").strip() if path.is_file() else None


def _load(db: Session) -> None:
    """Load the shipped curriculum; its files were checked when it was released.

    What was published on the web of an older demo stays as it is there.
    """
    source, _ = read_course(paths.COURSES)
    assert source is not None
    together = with_web(db, source, take="web")
    if together.files != source.all_files():
        source, _ = read_files(together.files)
        assert source is not None
    now = clock.now()
    before, course = pointers(db), course_queries.course_version(db, source.id)
    courses.load_course(
        db,
        source,
        kind=Kind.REVISION,
        words_of=pack_words,
        fonts=paths.FONTS,
        now=now,
        read_check=read_self_check,
    )
    db.flush()  # the graduate reads what was loaded
    note_published(db, before, pointers(db), now=now)
    note_course(db, course, now=now)


def _people(db: Session, secret: str, *, is_new: bool) -> dict[str, User]:
    """Make the accounts that are missing, set the password where it is new; those made now."""
    there = {user.username: user for user in db.scalars(select(User))}
    made = {}
    now = clock.now()
    for name in ACCOUNTS:
        if name in there:
            if is_new:
                there[name].secret_hash = secrets_kept.hashed(secret)
            continue
        language = "vi" if name == "graduate" else "en"
        profile = accounts.Profile(language, Country.VIET_NAM, Stage.IN_KOREA, _NAMES[name])
        user = accounts.join(db, username=name, secret=secret, profile=profile, now=now, demo=True)
        if name in _ROLES:
            accounts.grant(db, None, user, _ROLES[name], now=now)
        made[name] = user
    return made


def _graduate(db: Session, user: User, site: str) -> None:
    """Take somebody through the whole course with the verbs that a learner's pages use."""
    began = clock.now() - timedelta(days=30)
    version, _ = course_queries.the_course(db, user.id)
    modules = version.facts["modules"]
    progress.begin_course(db, user, version.course_id, modules, now=began)
    for day, module_id in enumerate(modules, start=1):
        found = course_queries.published_version(db, module_id)
        assert found is not None
        then = began + timedelta(days=7 * day)
        start = progress.begin_module(db, user, module_id, found.id, now=then)
        for lesson_id in found.facts["order"]:
            progress.finish_lesson(db, user, module_id, lesson_id, found.id, now=then)
        progress.note_quiz(db, start, Fraction(9, 10), passed=True, now=then)
        note_module_done(db, user, module_id, now=then)
    db.flush()  # the certificate is for what has just been finished
    certificates.issue(
        db,
        user,
        holder=user.name,
        site=site,
        demo=True,
        now=clock.now(),
    )
