"""`lms courses load` and `export` with a web that was published meanwhile: nobody overwrites."""

from __future__ import annotations

import io
import shutil
import sys
from types import SimpleNamespace

import pytest
from course_fixture import SMALL, cheap_pdf
from factories import NOW, Make
from sqlalchemy import select

from lms import cli, database
from lms.accounts.models import User
from lms.authoring import copying, lesson_verbs, publishing, queries, service
from lms.authoring.models import DraftState
from lms.authoring.module_files import content_of
from lms.courses import publishing as making
from lms.courses import queries as courses
from lms.courses.models import Kind
from lms.db import make_engine, make_sessions
from tests.authoring.conftest import LESSON, MODULE, PRESS, QUIZ

HERE = f"modules/01-first-steps/{LESSON}"
OTHER = "modules/02-shared-shop/en/01-one-vote.md"


@pytest.fixture(scope="module")
def loaded(tmp_path_factory):
    """A house into which the small course was loaded from files; each test takes a copy."""
    folder = tmp_path_factory.mktemp("loaded")
    engine = make_engine(f"sqlite:///{folder}/lms.sqlite")
    database.upgrade(engine)
    engine.dispose()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LMS_DATA_DIR", str(folder))
        patch.delenv("LMS_DATABASE_URL", raising=False)
        _print_cheaply(patch)
        patch.setattr(sys, "argv", ["lms", "courses", "load", str(SMALL)])
        cli.main()
    engine = make_engine(f"sqlite:///{folder}/lms.sqlite")
    with make_sessions(engine)() as db:
        Make(db).admin(username="chief")
        db.commit()
    engine.dispose()
    return folder


def _print_cheaply(patch):
    make = making.make
    patch.setattr(
        making, "make", lambda *what, **how: make(*what, **{**how, "print_pdf": cheap_pdf})
    )


@pytest.fixture
def house(tmp_path, monkeypatch, loaded):
    """The loaded house, named by LMS_DATA_DIR, and a session of its database."""
    shutil.copytree(loaded, tmp_path / "data")
    monkeypatch.setenv("LMS_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.delenv("LMS_DATABASE_URL", raising=False)
    _print_cheaply(monkeypatch)
    engine = make_engine(f"sqlite:///{tmp_path}/data/lms.sqlite")
    yield make_sessions(engine)
    engine.dispose()


@pytest.fixture
def lms(monkeypatch, capfdbinary):
    """lms("courses", "load", ...): .code, .out and .err are what came of it."""

    def call(*arguments):
        monkeypatch.setattr(sys, "argv", ["lms", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"")))
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
    """A copy of the small course, as it was loaded."""
    return shutil.copytree(SMALL, tmp_path / "course")


def on_web(house, change):
    """Publish a module on the web; change(db, chief) gives the draft."""
    with house() as db:
        chief = db.scalars(select(User)).one()
        db.refresh(chief, ["grants"])
        how = {"kind": Kind.REVISION, "message": "On the web.", "press": PRESS, "now": NOW}
        publishing.publish(db, chief, change(db, chief), **how)
        db.commit()


def save_on_web(house, words="On the web", path=LESSON):
    def change(db, chief):
        draft = service.open_draft(db, chief, MODULE, now=NOW)
        seen = draft.files[path]
        text = queries.content(db, seen).decode().replace("Every evening", words)
        content = content_of(text)
        made = service.save_file(db, chief, draft, path, content, seen=seen, now=NOW)
        made.state = DraftState.APPROVED
        return made

    on_web(house, change)


def edit(folder, path, old, new):
    file = folder / path
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def published(house, path=HERE):
    with house() as db:
        name, _, rest = path.removeprefix("modules/").partition("/")
        module = name.partition("-")[2]
        version = courses.published_version(db, module)
        return queries.content(db, version.files[rest]).decode()


def test_a_folder_that_is_only_behind_loads_nothing_and_keeps_the_web(lms, house, folder):
    save_on_web(house)

    answer = lms("courses", "load", folder)

    assert (answer.code, answer.err) == (0, "")
    assert answer.out == f"{HERE}: kept as it is on the web\nversions made: 0\n"
    assert "On the web" in published(house)


def test_what_each_changed_alone_comes_together(lms, house, folder):
    save_on_web(house)
    edit(folder, HERE.replace("01-write-it-down", "02-two-pockets"), "## ", "## Now: ")
    edit(folder, OTHER, "## ", "## Now: ")

    first, again = lms("courses", "load", folder), lms("courses", "load", folder)

    assert [one.out.splitlines()[-1] for one in (first, again)] == [
        "versions made: 2",
        "versions made: 0",
    ]
    assert "On the web" in published(house)
    assert "## Now: " in published(house, OTHER)


def test_what_both_changed_is_named_and_nothing_is_loaded(lms, house, folder):
    save_on_web(house)
    edit(folder, HERE, "Every evening", "In the folder")
    edit(folder, OTHER, "## ", "## Now: ")

    answer = lms("courses", "load", folder)

    assert answer.code == 1
    assert answer.err == f"{HERE}: changed here and on the web\nlms: nothing was loaded.\n"
    assert "## Now: " not in published(house, OTHER)


@pytest.mark.parametrize(("side", "words"), [("files", "In the folder"), ("web", "On the web")])
def test_one_may_say_whose_file_stands(lms, house, folder, side, words):
    save_on_web(house)
    edit(folder, HERE, "Every evening", "In the folder")

    answer = lms("courses", "load", folder, "--take", side)

    assert (answer.code, words in published(house)) == (0, True)


def test_an_exported_folder_is_byte_equal_and_goes_on_from_the_web(lms, house, folder, tmp_path):
    save_on_web(house)
    lms("courses", "export", tmp_path / "out")
    unchanged = lms("courses", "load", tmp_path / "out")
    edit(tmp_path / "out", HERE, "On the web", "In the folder")

    changed = lms("courses", "load", tmp_path / "out")

    assert unchanged.out == "versions made: 0\n"
    assert (changed.code, changed.out) == (0, "versions made: 1\n")
    assert "In the folder" in published(house)


def test_an_old_folder_overwrites_nothing_after_another_was_loaded(lms, house, folder):
    save_on_web(house)
    edit(folder, OTHER, "## ", "## Now: ")
    lms("courses", "load", folder)
    edit(folder, OTHER, "## Now: ", "## Then: ")

    answer = lms("courses", "load", folder)

    assert (answer.code, answer.out.splitlines()[-1]) == (0, "versions made: 1")
    assert "On the web" in published(house)


def test_a_module_begun_on_the_web_stays_when_an_older_folder_is_loaded(lms, house, folder):
    def begin(db, chief):
        titles = {"en": "My shop", "vi": "Quán của tôi"}
        draft = lesson_verbs.new_module(
            db, chief, "my-shop", code="T09", titles=titles, lesson_id="day-one", now=NOW
        )
        for language in ("en", "vi"):
            path = f"{language}/quiz.gift"
            seen = draft.files[path]
            service.save_file(db, chief, draft, path, content_of(QUIZ), seen=seen, now=NOW)
        draft.state = DraftState.APPROVED
        return draft

    on_web(house, begin)
    edit(folder, OTHER, "## ", "## Now: ")

    answer = lms("courses", "load", folder)

    assert (answer.code, answer.err) == (0, "")
    assert answer.out.splitlines()[-1] == "versions made: 1"
    with house() as db:
        course = courses.course_version(db, "small-course")
        assert course.facts["modules"][-1] == "my-shop"


def test_files_and_web_that_are_right_alone_and_not_together_are_not_loaded(lms, house, folder):
    save_on_web(house, words="**Every** evening")
    for language in ("en", "vi"):
        lesson = folder / HERE.replace("/en/", f"/{language}/")
        if language == "vi":
            lesson.write_text(lesson.read_text("utf-8") + "\nThêm.\n", "utf-8")

    answer = lms("courses", "load", folder)

    assert answer.code == 1
    assert answer.err.endswith("lms: nothing was loaded.\n")


def copy_on_web(house):
    def change(db, chief):
        draft = copying.copy_module(db, chief, MODULE, "first-steps-mn", country="mn", now=NOW)
        draft.state = DraftState.APPROVED
        return draft

    on_web(house, change)


def test_a_copy_for_a_country_goes_out_and_comes_in_byte_for_byte(lms, house, tmp_path):
    copy_on_web(house)
    lms("courses", "export", tmp_path / "out")

    checked = lms("courses", "check", tmp_path / "out")
    loaded_again = lms("courses", "load", tmp_path / "out")
    lms("courses", "export", tmp_path / "again")

    toml = (tmp_path / "out/modules/03-first-steps-mn/module.toml").read_text("utf-8")
    assert '[parent]\nid = "first-steps"\nversion = 1\ncountry = "mn"\n' in toml
    assert (checked.code, loaded_again.out) == (0, "versions made: 0\n")
    both = [
        {p.relative_to(tmp_path / one): p.read_bytes() for p in (tmp_path / one).rglob("*.*")}
        for one in ("out", "again")
    ]
    assert both[0] == both[1]


def test_a_folder_older_than_a_copy_keeps_the_copy(lms, house, folder):
    copy_on_web(house)
    edit(folder, OTHER, "## ", "## Now: ")

    answer = lms("courses", "load", folder)

    assert (answer.code, answer.err) == (0, "")
    assert answer.out.splitlines()[-1] == "versions made: 1"
    with house() as db:
        course = courses.course_version(db, "small-course")
        assert course.facts["copies"] == ["first-steps-mn"]


def test_a_copy_made_in_files_is_loaded_and_not_listed(lms, house, folder):
    shutil.copytree(folder / "modules/01-first-steps", folder / "modules/04-first-steps-kg")
    edit(
        folder,
        "modules/04-first-steps-kg/module.toml",
        'id = "first-steps"',
        'id = "first-steps-kg"',
    )
    file = folder / "modules/04-first-steps-kg/module.toml"
    parent = '\n[parent]\nid = "first-steps"\nversion = 1\ncountry = "kg"\n'
    file.write_text(file.read_text("utf-8") + parent, "utf-8")

    answer = lms("courses", "load", folder)

    assert (answer.code, answer.out) == (0, "versions made: 1\n")
    with house() as db:
        course = courses.course_version(db, "small-course")
        assert (course.facts["modules"], course.facts["copies"]) == (
            ["first-steps", "shared-shop"],
            ["first-steps-kg"],
        )
