"""`lms courses`, `lms doors`, `lms db`: what they print, and with what they end."""

from __future__ import annotations

import io
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from types import SimpleNamespace

import course_fixture
import pytest
from course_fixture import SMALL, cheap_pdf
from sqlalchemy import create_engine, text

from lms import cli, database, paths, serving
from lms.courses import publishing
from lms.courses.sources import read_course
from lms.db import make_engine

LESSON = "modules/02-shared-shop/en/01-one-vote.md"


@pytest.fixture(scope="session")
def migrated(tmp_path_factory):
    """An upgraded SQLite file; each test takes a copy."""
    path = tmp_path_factory.mktemp("migrated") / "lms.sqlite"
    engine = make_engine(f"sqlite:///{path}")
    database.upgrade(engine)
    engine.dispose()
    return path


@pytest.fixture
def house(tmp_path, monkeypatch, migrated):
    """A data folder with an upgraded, empty database, named by LMS_DATA_DIR."""
    folder = tmp_path / "data"
    folder.mkdir()
    shutil.copy(migrated, folder / "lms.sqlite")
    monkeypatch.setenv("LMS_DATA_DIR", str(folder))
    monkeypatch.delenv("LMS_DATABASE_URL", raising=False)
    make = course_fixture._made_once
    cheap = {"print_pdf": cheap_pdf}
    monkeypatch.setattr(publishing, "make", lambda *what, **how: make(*what, **{**how, **cheap}))
    return folder


@pytest.fixture
def lms(monkeypatch, capfdbinary):
    """lms("courses", "check") calls the command line; .code, .out and .err are what came of it."""

    def call(*arguments, given=b""):
        monkeypatch.setattr(sys, "argv", ["lms", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given)))
        capfdbinary.readouterr()
        code = 0
        try:
            cli.main()
        except SystemExit as end:
            code = end.code or 0
        out, err = capfdbinary.readouterr()
        return SimpleNamespace(code=code, out=out.decode(), err=err.decode())

    return call


@pytest.fixture
def folder(tmp_path):
    """A copy of the small course."""
    return shutil.copytree(SMALL, tmp_path / "course")


def rows(house, table):
    engine = create_engine(f"sqlite:///{house}/lms.sqlite")
    with engine.connect() as connection:
        count = connection.scalar(text(f"SELECT count(*) FROM {table}"))
    engine.dispose()
    return count


def files_of(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_loading_tells_how_many_versions_were_made(lms, house, folder):
    first, again = lms("courses", "load", folder), lms("courses", "load", folder)
    (folder / LESSON).write_text((folder / LESSON).read_text("utf-8") + "\nMore.\n", "utf-8")
    vi = folder / LESSON.replace("/en/", "/vi/")
    vi.write_text(vi.read_text("utf-8") + "\nThêm.\n", "utf-8")
    changed = lms("courses", "load", folder, "--kind", "edition")

    found = [(one.code, one.out.splitlines()[-1], one.err) for one in (first, again, changed)]
    assert found == [(0, f"versions made: {count}", "") for count in (2, 0, 1)]
    listed = json.loads(lms("courses", "list", "--json").out)
    assert [(row["module"], row["version"], row["kind"]) for row in listed] == [
        ("first-steps", 1, "revision"),
        ("shared-shop", 2, "edition"),
    ]


def test_learners_may_write_while_a_course_is_being_loaded(lms, house, folder, monkeypatch):
    make = publishing.make
    engine = make_engine(f"sqlite:///{house}/lms.sqlite")

    def make_slowly(module, *what, **how):
        with engine.begin() as connection:
            connection.execute(
                text("INSERT INTO blobs (hash, content) VALUES (:h, 'x')"), {"h": module.id}
            )
        return make(module, *what, **how)

    monkeypatch.setattr(publishing, "make", make_slowly)
    answer = lms("courses", "load", folder)
    engine.dispose()

    assert (answer.code, answer.out, answer.err) == (0, "versions made: 2\n", "")
    assert rows(house, "module_versions") == 2


@pytest.mark.parametrize(
    ("path", "old", "new", "line"),
    [
        (LESSON, "## Who decides?", "# Who decides?", 9),
        (LESSON, "id: one-vote", "id: two-votes", 2),
        (LESSON, "::: note", "![](media/none.svg)\n\n::: note", 15),
        ("modules/02-shared-shop/module.toml", "minutes = 25", "minutes = ", 3),
        ("modules/02-shared-shop/en/quiz.gift", "=One vote#", "~One vote#", 2),
        ("course.toml", 'lesson = "read"', 'lesson = "slept"', 16),
    ],
)
def test_one_broken_file_and_nothing_is_loaded(lms, house, folder, path, old, new, line):
    words = (folder / path).read_text("utf-8")
    assert old in words
    (folder / path).write_text(words.replace(old, new, 1), "utf-8")

    answer = lms("courses", "load", folder)

    assert (answer.code, answer.out) == (1, "")
    assert any(one.startswith(f"{path}:{line}: ") for one in answer.err.splitlines()), answer.err
    assert "Traceback" not in answer.err
    assert [rows(house, table) for table in ("module_versions", "courses", "blobs")] == [0, 0, 0]


def test_what_is_exported_is_byte_equal_and_loads_as_nothing_new(lms, house, folder, tmp_path):
    lms("courses", "load", folder)

    written = lms("courses", "export", tmp_path / "out" / "deep")
    again = lms("courses", "load", tmp_path / "out" / "deep")

    assert (written.code, written.out) == (0, f"files written: {len(files_of(SMALL))}\n")
    assert files_of(tmp_path / "out" / "deep") == files_of(folder)
    assert (again.code, again.out) == (0, "versions made: 0\n")


def test_an_export_never_writes_over_anything(lms, house, folder, tmp_path):
    lms("courses", "load", folder)
    before = files_of(folder)

    answers = [lms("courses", "export", folder), lms("courses", "export", folder / "course.toml")]

    assert [(one.code, one.out, one.err.count("\n")) for one in answers] == [(2, "", 1)] * 2
    assert files_of(folder) == before


def test_a_course_without_faults_is_said_to_have_none(lms):
    plain, as_json = lms("courses", "check", SMALL), lms("courses", "check", SMALL, "--json")

    warnings = json.loads(as_json.out)
    assert (plain.code, as_json.code) == (0, 0)
    assert plain.out.splitlines()[-1] == f"faults: 0, warnings: {len(warnings)}"
    assert {row["level"] for row in warnings} == {"warning"}


def test_faults_are_listed_by_file_and_line(lms, folder):
    words = (folder / LESSON).read_text("utf-8")
    (folder / LESSON).write_text(words.replace("## Who", "# Who"), "utf-8")

    plain, as_json = lms("courses", "check", folder), lms("courses", "check", folder, "--json")

    found = json.loads(as_json.out)
    assert (plain.code, as_json.code) == (1, 1)
    faults = [row for row in found if row["level"] == "fault"]
    assert (LESSON, 9) in [(row["file"], row["line"]) for row in faults]
    assert plain.out.splitlines()[-1].startswith(f"faults: {len(faults)}, ")
    assert f"{faults[0]['file']}:{faults[0]['line']}: {faults[0]['message']}" in plain.out


def test_without_a_path_the_course_of_the_house_is_checked(lms):
    answer = lms("courses", "check")

    source, _ = read_course(paths.COURSES)
    assert answer.code == 0, answer.out
    assert source is not None


UNUSABLE = [
    ["courses", "load", "/nowhere/at/all"],
    ["courses", "check", "/nowhere/at/all"],
    ["courses", "check", "/"],
    ["courses", "check", __file__],
    ["courses", "load", SMALL, "--kind", "other"],
    ["courses", "load", SMALL, "--nonsense"],
    ["courses", "load", SMALL, SMALL],
    ["courses", "render", "/nowhere.md"],
    ["courses", "render", "/"],
    ["courses", "render"],
    ["courses", "export"],
    ["courses", "nonsense"],
    ["nonsense"],
    ["doors", "extra"],
    ["courses", "check", "a\x00b"],
]


@pytest.mark.parametrize("call", UNUSABLE)
def test_an_unusable_call_is_one_line_and_two(lms, house, call):
    answer = lms(*call)

    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith("lms: ")
    assert answer.err.count("\n") == 1


@pytest.mark.parametrize("command", ["load", "list", "export"])
@pytest.mark.parametrize("address", ["", "nonsense", "sqlite:////nowhere/x.sqlite"])
def test_a_database_that_cannot_be_used_is_one_line(lms, tmp_path, monkeypatch, command, address):
    (tmp_path / "empty").mkdir()
    monkeypatch.setenv("LMS_DATA_DIR", str(tmp_path / "empty"))
    monkeypatch.setenv("LMS_DATABASE_URL", address)

    answer = lms(
        "courses",
        command,
        *([SMALL] if command == "load" else []),
        *([tmp_path / "out"] if command == "export" else []),
    )

    assert (answer.code, answer.out, answer.err.count("\n")) == (2, "", 1)
    assert answer.err.startswith("lms: The database cannot be used (")


def test_a_setting_that_cannot_be_read_is_one_line(lms, house, monkeypatch):
    monkeypatch.setenv("LMS_BEHIND_PROXIES", "many")

    answer = lms("courses", "list")

    assert (answer.code, answer.err) == (
        2,
        "lms: LMS_BEHIND_PROXIES is 'many'; write a whole number.\n",
    )


@pytest.mark.parametrize(
    "words",
    [
        "",
        "Nghĩa là gì? **Đậm** Өнөр 한국\n",
        "---\nid: a\ntitle: b\nminutes: 3\n---\n\n## c\n",
        "---\nnot: [closed\n",
        "---\n---\n",
        "\ufeff# a\r\nb\rc\n",
        "<script>alert(1)</script>\n\n[x](javascript:alert(1))\n",
        "![](media/none.svg) [a](term:none) ::: nonsense\n",
        "\x00\x01\x1b[31m\x7f\u2028",
        "::: tip\n" * 2000,
        "> " * 3000,
        "- " * 3000,
        "[" * 5000,
        "\x00" * 199_000,
        "x" * 200_000,
    ],
)
def test_any_text_becomes_safe_html(lms, tmp_path, words):
    file = tmp_path / "any.md"
    file.write_text(words, encoding="utf-8", newline="")

    from_file = lms("courses", "render", file)
    from_input = lms("courses", "render", "-", given=words.encode())

    assert (from_file.code, from_file.err) == (0, "")
    assert from_input.out == from_file.out
    assert "<script" not in from_file.out
    assert 'href="javascript' not in from_file.out


def test_a_lesson_is_rendered_as_a_learner_gets_it(lms):
    answer = lms("courses", "render", SMALL / "modules/01-first-steps/vi/02-two-pockets.md")

    assert answer.out.startswith("<p>Bat lấy mì trong quán của mình để ăn tối.")
    assert '<h2 id="h-một-túi-cho-quán">Một túi cho quán</h2>' in answer.out
    assert "Hai túi tiền" not in answer.out


@pytest.mark.parametrize(
    "content", [b"x" * 200_001, "é".encode() * 100_001, b"a\xffb", b"\xed\xa0\x80"]
)
def test_a_text_that_is_too_long_or_no_utf_8_is_refused(lms, content):
    answer = lms("courses", "render", "-", given=content)

    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith("lms: The text is ")
    assert answer.err.count("\n") == 1


def test_html_in_other_letters_passes_a_pipe_that_expects_ascii(tmp_path):
    run = subprocess.run(
        [sys.executable, "-m", "lms", "courses", "render", "-"],
        input="Nghĩa là gì?".encode(),
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": "ascii", "LMS_DATA_DIR": str(tmp_path)},
        check=False,
    )

    assert (run.returncode, run.stdout.decode()) == (0, "<p>Nghĩa là gì?</p>\n")


def test_doors_are_printed_with_their_rules(lms):
    plain, as_json = lms("doors"), lms("doors", "--json")

    found = json.loads(as_json.out)
    row = {"method": "POST", "address": "/learn/<module>/<lesson>/done", "rule": "signed_in"}
    assert {**row, "view": "courses.finish_lesson"} in found
    assert len(plain.out.splitlines()) == len(found) + 1
    assert [one for one in found if not one["rule"]] == []
    assert (plain.code, as_json.code) == (0, 0)


def test_the_database_is_upgraded_and_agrees(lms, tmp_path, monkeypatch):
    monkeypatch.setenv("LMS_DATA_DIR", str(tmp_path / "new" / "house"))
    monkeypatch.delenv("LMS_DATABASE_URL", raising=False)

    first, again, check = lms("db", "upgrade"), lms("db", "upgrade"), lms("db", "check")

    said = f"The database is at version {database.head()}.\n"
    assert [(one.code, one.out) for one in (first, again)] == [(0, said)] * 2
    assert (check.code, check.out) == (0, "Models and database agree.\n")


def test_a_database_that_differs_from_the_models_is_a_fault(lms, house):
    engine = create_engine(f"sqlite:///{house}/lms.sqlite")
    with engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE modules ADD COLUMN more INTEGER")
    engine.dispose()

    answer = lms("db", "check")

    assert answer.code == 1
    assert "more" in answer.out


@pytest.mark.parametrize("arguments", [("list",), ("export", "out")])
def test_what_only_reads_waits_for_no_writer(house, lms, tmp_path, monkeypatch, arguments):
    lms("courses", "load", SMALL)
    monkeypatch.chdir(tmp_path)
    writer = sqlite3.connect(house / "lms.sqlite", isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")

    answer = lms("courses", *arguments)

    writer.close()

    assert answer.code == 0


def test_serving_without_a_public_address_is_told_of(house, lms, monkeypatch):
    monkeypatch.setattr(serving, "run", lambda *_: None)

    silent = lms("serve")
    monkeypatch.setenv("LMS_PUBLIC_URL", "https://learn.example.org")

    assert "LMS_PUBLIC_URL is not set" in silent.err
    assert lms("serve").err == ""
