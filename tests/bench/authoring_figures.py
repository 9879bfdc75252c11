"""Figures of authoring: preview, difference, publishing in six languages, work list, round trip."""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session, selectinload

from lms import clock, paths
from lms.accounts.kinds import Role
from lms.accounts.models import Grant, User
from lms.authoring import draft_checks, publishing, queries, service, translation_lists
from lms.authoring import pairs as pair_reading
from lms.authoring.differences import difference
from lms.authoring.draft_checks import Press
from lms.authoring.models import DraftState, ModuleDraft
from lms.authoring.opening import FileAt, Opened
from lms.authoring.previewing import preview
from lms.courses import markdown, parser
from lms.courses.models import Kind
from lms.courses.service import export_course
from lms.courses.sources import read_course
from lms.courses.words import pack_words
from lms.quiz_checker import check_quiz, read_self_check
from lms.web.last_used import LastUsed

from . import answers_made, course_made
from .report import Figure
from .statements import counted_on

PREVIEW = ("Preview of a lesson of 700 words", "under 150 ms")
DIFFERENCE = ("Difference of two versions of 4,000 words", "under 300 ms")
PUBLISHING = ("Publishing a module in 6 languages, all of them changed", "under 1 s")
WORK = ("SQL statements: work list of 14 modules in 6 languages", "at most 6")
ROUND_TRIP = ("Load, export, load of the shipped course: files that differ, new versions", "0, 0")
LANGUAGES = ("en", "vi", *course_made.NEW)
MODULES = 14
_MODULE = "coming-home"
_LESSON = "en/04-sending-money.md"  # the one nearest to 700 words
_ROUNDS = 5
_PRESS = Press(check_quiz, read_self_check, pack_words, paths.FONTS)


def of_authoring() -> list[Figure]:
    """All of them, on databases of their own that are thrown away."""
    with _site(3) as (db, _), _author(db) as author:
        figures = [_preview(db, author), of_difference(), _publishing(db, author)]
    with _site(MODULES) as (db, _), _author(db) as author:
        figures.append(_work(db, author))
    return [*figures, of_round_trip()]


def of_difference() -> Figure:
    """A long text and the same with each tenth line changed, some gone and some new."""
    text = "\n".join(_shipped_lines())
    words = text.split(" ")[:4000]
    old = " ".join(words)
    chance = random.Random(4)  # the same changes in each run
    new = "\n".join(_mended(line, chance) for line in old.split("\n"))
    took = _median(lambda _n: difference(old, new))
    count = len(old.split())
    return Figure(*DIFFERENCE, f"{1000 * took:.0f} ms", took < 0.3, f"{count:,} words")


def of_round_trip() -> Figure:
    """The shipped course into an empty site, out of it, and in again."""
    source, _ = read_course(paths.COURSES)
    assert source is not None
    with _empty() as (db, folder):
        course_made.load(db, paths.COURSES)
        files = export_course(db, source.id)
        for name, content in files.items():
            target = folder / "out" / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        made = course_made.load(db, folder / "out")
        again = export_course(db, source.id)
    wanted = source.all_files()
    differ = sum(
        not wanted.get(one) == files.get(one) == again.get(one) for one in {*wanted, *files, *again}
    )
    note = f"{len(wanted)} files"
    return Figure(*ROUND_TRIP, f"{differ}, {made}", not differ and not made, note)


def _preview(db: Session, author: User) -> Figure:
    draft = service.open_draft(db, author, _MODULE, now=clock.now())
    at = FileAt(Opened(_MODULE, draft.folder, draft.files, draft, 0), _LESSON)
    text = queries.contents(db, {_LESSON: draft.files[_LESSON]})[_LESSON].decode()
    # Another text each time, as while somebody types.
    took = _median(lambda n: preview(db, at, f"{text}\nLine {n}.\n", _PRESS))
    count = len(text.split())
    return Figure(*PREVIEW, f"{1000 * took:.0f} ms", took < 0.15, f"{count} words with their marks")


def _publishing(db: Session, author: User) -> Figure:
    """As an author publishes: the page with the checks first, which is not counted."""
    took, checks = [], []
    for number in range(_ROUNDS):
        draft = _changed(db, author, number)
        parser._parsed = LastUsed(parser.MOST_KEPT)  # as in a process that has just begun
        markdown._cleaned = LastUsed(parser.MOST_KEPT)
        pair_reading._units = LastUsed(most=300)
        began = time.perf_counter()
        draft_checks.checks_of(db, draft, _PRESS)
        checked = time.perf_counter()
        now = clock.now()
        ready = publishing.prepare(db, draft, _PRESS, now=now)
        how: dict[str, Any] = {"kind": Kind.REVISION, "message": "A line more.", "now": now}
        publishing.publish(db, author, draft, press=_PRESS, prepared=ready, **how)
        db.commit()
        took.append(time.perf_counter() - checked)
        checks.append(checked - began)
    seconds = median(took)
    note = f"its checks before, in a fresh process: {median(checks):.2f} s"
    return Figure(*PUBLISHING, f"{seconds:.2f} s", seconds < 1, note)


def _changed(db: Session, author: User, number: int) -> ModuleDraft:
    """A draft that somebody else approved, in which a lesson got a line in each language."""
    now = clock.now()
    draft = service.open_draft(db, author, _MODULE, now=now)
    for language in LANGUAGES:
        path = next(one for one in sorted(draft.files) if one.startswith(f"{language}/01"))
        text = queries.contents(db, {path: draft.files[path]})[path] + b"\nLine %d.\n" % number
        seen = draft.files[path]
        draft = service.save_file(db, author, draft, path, text, seen=seen, now=now)
    draft.state = DraftState.APPROVED
    db.commit()
    return draft


def _work(db: Session, author: User) -> Figure:
    """With a draft of each module that differs from what is published, so that nothing is known."""
    now = clock.now()
    for one in [line.module_id for line in queries.desk(db)]:
        draft = service.open_draft(db, author, one, now=now)
        path = next(path for path in sorted(draft.files) if path.startswith("en/01"))
        text = queries.contents(db, {path: draft.files[path]})[path] + b"\nMore.\n"
        service.save_file(db, author, draft, path, text, seen=draft.files[path], now=now)
    db.commit()
    began = time.perf_counter()
    with counted_on(db.get_bind()) as seen:
        lines = translation_lists.work(db, author, "en")
    seconds = time.perf_counter() - began
    count = len(seen) + 1
    modules = sum(line["id"] != "course.toml" for line in lines)
    note = f"{modules} modules and the course's own files, one to know who asks; {seconds:.2f} s"
    return Figure(*WORK, str(count), count <= 6 and modules == MODULES, note)


def _median(work: Callable[[int], object]) -> float:
    took = []
    for number in range(_ROUNDS):
        began = time.perf_counter()
        work(number)
        took.append(time.perf_counter() - began)
    return median(took)


def _shipped_lines() -> Iterator[str]:
    for file in sorted(paths.COURSES.glob("modules/*/vi/*.md")):
        yield from file.read_text("utf-8").split("\n")


def _mended(line: str, chance: random.Random) -> str:
    place = chance.random()
    if place > 0.1 or not line.strip():
        return line
    return "" if place < 0.02 else f"{line} thêm" if place < 0.08 else f"{line}\nMột dòng mới."


@contextmanager
def _empty() -> Iterator[tuple[Session, Path]]:
    with tempfile.TemporaryDirectory(prefix="lms-bench-") as name:
        folder = Path(name)
        db = course_made.empty_site(folder)
        try:
            yield db, folder
        finally:
            engine = db.get_bind()
            db.close()
            engine.dispose()  # type: ignore[union-attr]


@contextmanager
def _site(modules: int) -> Iterator[tuple[Session, Path]]:
    with _empty() as (db, folder):
        course = course_made.six_languages(folder)
        course_made.with_modules(course, modules)
        course_made.load(db, course)
        yield db, folder


@contextmanager
def _author(db: Session) -> Iterator[User]:
    db.execute(insert(User), [answers_made.person(1)])
    key = db.scalars(select(User.id)).one()
    db.add(Grant(user_id=key, role=Role.AUTHOR, scope="", given_at=clock.now()))
    db.commit()
    yield db.scalars(select(User).options(selectinload(User.grants))).one()
