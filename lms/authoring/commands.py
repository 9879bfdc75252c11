"""`lms courses load` and `export`: files and the web are one, and neither overwrites the other."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

import click
from sqlalchemy.orm import Session

from lms import clock, paths
from lms.authoring import file_queries
from lms.authoring.file_loading import move_learners, note_written_out, with_web
from lms.authoring.meaning_guard import faults_of_load
from lms.authoring.noting import note_course, note_published
from lms.console import fail, given, house
from lms.courses import queries, service
from lms.courses.checks import check_source
from lms.courses.commands import courses, faults_in, folder_of
from lms.courses.faults import Findings
from lms.courses.models import Kind
from lms.courses.source_types import CourseSource
from lms.courses.sources import read_course, read_files
from lms.courses.words import pack_words
from lms.db import begin_writing


@courses.command()
@click.argument("path", required=False, type=click.Path(path_type=Path))
@click.option(
    "--kind",
    type=click.Choice([k.value for k in Kind]),
    default=Kind.REVISION.value,
    show_default=True,
    help="A slip, which reaches everybody at once, a better text, or a new build of a module.",
)
@click.option(
    "--take",
    type=click.Choice(["files", "web"]),
    help="Whose file stands where both the folder and the web changed it.",
)
def load(path: Path | None, kind: str, take: str | None) -> None:
    """Make versions of what changed in course files. One broken module: nothing is loaded.

    What was changed on the web only is kept.
    """
    folder = folder_of(path)
    found = [f for f in faults_in(folder) if f.level == "fault"]
    source, _ = read_course(folder)
    if found or source is None:
        _give_up([str(fault) for fault in found])
    with house(writes=False) as (_app, db):  # printing takes seconds, in which learners may write
        now = clock.now()
        before = file_queries.pointers(db)
        together = with_web(db, source, take=take)
        if together.conflicts:
            _give_up([f"{one}: changed here and on the web" for one in together.conflicts])
        if together.files != source.all_files():
            source = _read_again(together.files)
        _keep_meanings(db, source)
        fresh = service.changed_modules(
            db,
            source,
            words_of=pack_words,
            fonts=paths.FONTS,
            now=now,
            read_check=given().read_check,
        )
        db.rollback()  # what was read may be older than what they wrote
        begin_writing(db)
        if file_queries.pointers(db) != before:
            fail("Something was published meanwhile. Load again.")
        _keep_meanings(db, source)  # a question may have got its first answer meanwhile
        course = queries.course_version(db, source.id)
        made = service.publish_course(db, source, fresh, kind=Kind(kind), now=now)
        db.flush()  # what was published is looked up
        after = file_queries.pointers(db)
        moved = move_learners(db, before, after) if kind == Kind.CORRECTION else 0
        note_published(db, before, after, now=now)
        note_course(db, course, now=now)
        db.commit()
    for one in together.from_web:
        click.echo(f"{one}: kept as it is on the web")
    if moved:
        click.echo(f"learners moved to the corrected text: {moved}")
    click.echo(f"versions made: {made}")


@courses.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--course", "course_id", default=None, help="Its id; needed when there are several.")
def export(folder: Path, course_id: str | None) -> None:
    """Write the published versions back to files, byte for byte."""
    if folder.exists() and any(folder.iterdir()):
        fail(f"{folder} is not empty.")
    with house(writes=False) as (_app, db):
        ids = queries.course_ids(db)
        wanted = course_id or (ids[0] if len(ids) == 1 else None)
        if wanted not in ids:
            fail("Name the course with --course: " + (", ".join(ids) or "none is published") + ".")
        seen = file_queries.not_written_out(db)
        files = service.export_course(db, str(wanted))
        for name, content in files.items():
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        if seen:
            db.rollback()  # what only reads waits for no writer
            begin_writing(db)
            note_written_out(db, seen, now=clock.now())
            db.commit()
    click.echo(f"files written: {len(files)}")


def _keep_meanings(db: Session, source: CourseSource) -> None:
    """Nothing is loaded where an answered question would mean something else under its id."""
    found = Findings(faults_of_load(db, source)).sorted()
    if found:
        _give_up([str(fault) for fault in found])


def _give_up(lines: Sequence[str]) -> NoReturn:
    for line in lines:
        click.echo(line, err=True)
    click.echo("lms: nothing was loaded.", err=True)
    sys.exit(1)


def _read_again(files: dict[str, bytes]) -> CourseSource:
    """The folder and the web together, checked as one: each alone may be right, and not both."""
    source, found = read_files(files)
    findings = Findings(found)
    if source is not None:
        check_source(source, findings, check_quiz=given().check_quiz, read_check=given().read_check)
    faults = [str(fault) for fault in findings.sorted() if fault.level == "fault"]
    if faults or source is None:
        _give_up(faults)
    return source
