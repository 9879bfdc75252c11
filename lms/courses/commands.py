"""`lms courses`: check, load, export, render."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import BinaryIO

import click

from lms import clock, paths
from lms.console import fail, given, house, table
from lms.courses import queries, service
from lms.courses.checks import check_course
from lms.courses.faults import Fault
from lms.courses.markdown import split_front_matter, to_html
from lms.courses.models import Kind
from lms.courses.sources import read_course
from lms.courses.words import pack_words
from lms.db import begin_writing

LONGEST_RENDERED = 200_000


@click.group()
def courses() -> None:
    """Course files and published versions."""


def _folder(path: Path | None) -> Path:
    folder = path or paths.COURSES
    if not folder.is_dir():
        fail(f"{folder} is no folder.")
    if not (folder / "course.toml").is_file():
        fail(f"{folder} holds no course.toml.")
    return folder


def _print(found: list[Fault], *, as_json: bool) -> None:
    if as_json:
        rows = [
            {"file": f.path, "line": f.line, "message": f.message, "level": f.level} for f in found
        ]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    for fault in found:
        click.echo(str(fault))


@courses.command()
@click.argument("path", required=False, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def check(path: Path | None, *, as_json: bool) -> None:
    """Find faults in course files; each as file:line: message. Exit 1 when there are any."""
    found = check_course(_folder(path), check_quiz=given().check_quiz)
    _print(found, as_json=as_json)
    faults = sum(fault.level == "fault" for fault in found)
    if not as_json:
        click.echo(f"faults: {faults}, warnings: {len(found) - faults}")
    sys.exit(1 if faults else 0)


@courses.command()
@click.argument("path", required=False, type=click.Path(path_type=Path))
@click.option("--kind", type=click.Choice([k.value for k in Kind]), default="revision")
def load(path: Path | None, kind: str) -> None:
    """Make versions of what changed in course files. One broken module: nothing is loaded."""
    folder = _folder(path)
    found = [f for f in check_course(folder, check_quiz=given().check_quiz) if f.level == "fault"]
    source, _ = read_course(folder)
    if found or source is None:
        for fault in found:
            click.echo(str(fault), err=True)
        click.echo("lms: nothing was loaded.", err=True)
        sys.exit(1)
    with house(writes=False) as (_app, db):  # printing takes seconds, in which learners may write
        now = clock.now()
        fresh = service.changed_modules(db, source, words_of=pack_words, fonts=paths.FONTS, now=now)
        db.rollback()  # what was read may be older than what they wrote
        begin_writing(db)
        made = service.publish_course(db, source, fresh, kind=Kind(kind), now=now)
        db.commit()
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
        files = service.export_course(db, str(wanted))
    for name, content in files.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    click.echo(f"files written: {len(files)}")


@courses.command()
@click.argument("file", type=click.File("rb"))
def render(file: BinaryIO) -> None:
    """Print the safe HTML that a learner would get of a Markdown file (- is standard input)."""
    content = file.read(LONGEST_RENDERED + 1)
    if len(content) > LONGEST_RENDERED:
        fail("The text is longer than 200 kB.")
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        fail(f"The text is not UTF-8 (byte {error.start}).")
    click.echo(to_html(split_front_matter(text).body).encode(), nl=False)


@courses.command("list")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def show_list(*, as_json: bool) -> None:
    """List the published modules with their versions."""
    with house(writes=False) as (_app, db):
        found = queries.learner_s_modules(db, None)
        rows = [(key, v.facts["code"], v.number, v.kind) for key, (v, _, _n) in found.items()]
    table(("module", "code", "version", "kind"), sorted(rows), as_json=as_json)
