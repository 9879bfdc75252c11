"""`lms courses`: check, render, list; load and export stand in lms/authoring/commands.py."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import BinaryIO

import click

from lms import paths
from lms.console import fail, given, house, table
from lms.courses import queries
from lms.courses.checks import check_course
from lms.courses.faults import Fault
from lms.courses.markdown import split_front_matter, to_html
from lms.courses.self_checks import reader_for

LONGEST_RENDERED = 200_000


@click.group()
def courses() -> None:
    """Course files and published versions."""


def folder_of(path: Path | None) -> Path:
    """The folder that was named, or the shipped course; exit 2 when it holds no course."""
    folder = path or paths.COURSES
    if not folder.is_dir():
        fail(f"{folder} is no folder.")
    if not (folder / "course.toml").is_file():
        fail(f"{folder} holds no course.toml.")
    return folder


def faults_in(folder: Path) -> list[Fault]:
    """What is wrong in course files, the questions in them included."""
    return check_course(folder, check_quiz=given().check_quiz, read_check=given().read_check)


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
    found = faults_in(folder_of(path))
    _print(found, as_json=as_json)
    faults = sum(fault.level == "fault" for fault in found)
    if not as_json:
        click.echo(f"faults: {faults}, warnings: {len(found) - faults}")
    sys.exit(1 if faults else 0)


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
    read = reader_for(given().read_check, "en")
    click.echo(to_html(split_front_matter(text).body, read_check=read).encode(), nl=False)


@courses.command("list")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def show_list(*, as_json: bool) -> None:
    """List the published modules with their versions."""
    with house(writes=False) as (_app, db):
        found = queries.learner_s_modules(db, None)
        rows = [(key, v.facts["code"], v.number, v.kind) for key, (v, _, _n) in found.items()]
    table(("module", "code", "version", "kind"), sorted(rows), as_json=as_json)
