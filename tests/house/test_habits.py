"""The habits of the house that a machine can keep: sizes, names, who commits, templates."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import re
import sys
from pathlib import Path

import pytest
from jinja2 import StrictUndefined, nodes

import lms
from lms.db import Base

ROOT = Path(__file__).parents[2]
OURS = sorted((ROOT / "lms").rglob("*.py"))
PYTHON = [p for p in OURS if "versions" not in p.parts]
TESTS = sorted((ROOT / "tests").rglob("*.py"))
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
SCRIPTS = [p for p in sorted((ROOT / "static" / "js").rglob("*.js")) if "vendor" not in p.parts]

LONG, TOO_LONG = 300, 400
LONGEST_FUNCTION = 60
LONGEST_SCRIPT = 200
# Longer than a head holds, and why ("lms/room/file.py": "reason"). Take a line away when the file
# is split. Tests may be longer: they are tables of cases.
MAY_BE_LONG: dict[str, str] = {}
COMMITS = {"lms/web/pages.py", "lms/cli.py", "lms/demo.py"}  # and commands.py of a room
# |safe and Markup( may stand where the text is ours or comes from courses.markdown.to_html.
HTML_FROM = {
    "lms/authoring/previewing.py": "made by courses.markdown",
    "lms/web/frame.py": "marks of holes and a rendered template",
    "lms/courses/lesson_pages.py": "made by courses.markdown",
    "lms/courses/side_pages.py": "made by courses.markdown",
    "lms/courses/views.py": "made by courses.markdown",
    "lms/quizzes/cards.py": "made by a template that escapes",
    "lms/quizzes/texts.py": "made by courses.markdown, or escaped by Markup.format",
}
BANNED = {"utils", "util", "helpers", "helper", "common", "manager", "data", "info", "misc"}
NO_PAGE = {"macros", "layouts", "messages"}


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def functions(path: Path) -> list[tuple[str, int]]:
    """(name, lines of code below its docstring) of every function."""
    found = []
    for node in ast.walk(ast.parse(text_of(path))):
        if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            continue
        first = node.body[1] if ast.get_docstring(node) and node.body[1:] else node.body[0]
        end = node.end_lineno or node.lineno
        found.append((f"{name_of(path)}: {node.name}", end - first.lineno + 1))
    return found


def calls(path: Path, method: str) -> list[tuple[int, str]]:
    """(line number, the line and the one above) of every call of db.<method> and its like."""
    lines = text_of(path).splitlines()
    return [
        (number, "\n".join(lines[max(0, number - 2) : number]))
        for number, line in enumerate(lines, 1)
        if re.search(rf"\b(db|session|visit\.db|sessions?\(\))\.{method}\(", line)
    ]


def test_no_file_is_longer_than_a_head_holds():
    sizes = {name_of(p): len(text_of(p).splitlines()) for p in [*PYTHON, *TESTS]}

    assert {name: n for name, n in sizes.items() if n > TOO_LONG} == {}
    long = {name for name, n in sizes.items() if n > LONG and name.startswith("lms/")}
    assert sorted(long) == sorted(MAY_BE_LONG)


def test_no_function_is_longer_than_a_screen():
    long = {name: n for p in [*PYTHON, *TESTS] for name, n in functions(p) if n > LONGEST_FUNCTION}

    assert long == {}


def test_no_script_is_longer_than_two_hundred_lines():
    assert {
        name_of(p): n for p in SCRIPTS if (n := len(text_of(p).splitlines())) > LONGEST_SCRIPT
    } == {}


def test_only_the_door_and_the_command_line_commit():
    commits = {name_of(p) for p in OURS if calls(p, "commit")}

    assert {n for n in commits if n not in COMMITS and not n.endswith("/commands.py")} == set()


def test_every_flush_says_why():
    silent = [
        f"{name_of(p)}:{n}" for p in PYTHON for n, text in calls(p, "flush") if "#" not in text
    ]

    assert silent == []


def test_no_relationship_loads_by_itself():
    for module in pkgutil.walk_packages(lms.__path__, "lms."):
        if module.name.endswith(".models"):
            importlib.import_module(module.name)

    loading = {
        f"{mapper.class_.__name__}.{relation.key}": relation.lazy
        for mapper in Base.registry.mappers
        for relation in mapper.relationships
        if relation.lazy != "raise_on_sql"
    }
    assert loading == {}


def test_html_is_called_safe_only_where_it_was_made_safe():
    markup = {name_of(p) for p in PYTHON if re.search(r"(?<![\w.])Markup\((?!['\"])", text_of(p))}
    safe = {
        name_of(p) for p in TEMPLATES if re.search(r"\|\s*safe\b|autoescape\s+false", text_of(p))
    }

    assert markup - set(HTML_FROM) == set()
    assert safe - set(HTML_FROM) == set()


def test_every_list_of_exceptions_names_files_that_are_there():
    assert [name for name in [*MAY_BE_LONG, *HTML_FROM] if not (ROOT / name).is_file()] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_a_template_holds_neither_script_nor_style(path):
    text = re.sub(r"\{#.*?#\}", "", text_of(path), flags=re.DOTALL)

    assert re.findall(r"<script(?![^>]*\bsrc=)", text) == []
    assert re.findall(r"<style\b", text) == []
    assert re.findall(r"\s(?:style|on[a-z]+)=[\"']", text) == []


def test_marks_and_money_are_never_floats():
    exact = [p for p in PYTHON if p.stem == "grading" or "finance" in p.parts or "money" in p.stem]

    assert exact
    assert [name_of(p) for p in exact if re.search(r"\bfloat\(", text_of(p))] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_a_template_is_a_page_of_a_layout_with_a_title_or_a_part(app, path):
    environment = app.jinja_env
    assert environment.undefined is StrictUndefined
    tree = environment.parse(text_of(path))
    environment.get_template(path.relative_to(ROOT / "templates").as_posix())

    is_part = path.name.startswith("_") or path.parent.name in NO_PAGE or path.name == "base.html"
    if is_part:
        return
    parents = [node.template.value for node in tree.find_all(nodes.Extends)]
    assert len(parents) == 1
    assert parents[0].startswith("layouts/")
    assert "title" in {block.name for block in tree.find_all(nodes.Block)}


def test_every_room_says_in_two_sentences_what_it_is_and_is_not_for():
    wrong = {}
    for path in PYTHON:
        if path.name == "__init__.py" and len(path.relative_to(ROOT / "lms").parts) == 2:
            said = ast.get_docstring(ast.parse(text_of(path))) or ""
            sentences = re.findall(r"[.!?](?:\s|$)", said)
            if len(sentences) < 2:
                wrong[name_of(path)] = said
    assert wrong == {}


def test_every_file_says_in_its_first_line_what_it_is():
    silent = [name_of(p) for p in [*PYTHON, *TESTS] if not ast.get_docstring(ast.parse(text_of(p)))]

    assert silent == []


def test_only_the_clock_reads_the_time():
    reading = re.compile(r"\b(?:datetime\.(?:now|today|utcnow)|date\.today|time\.time(?:_ns)?)\(")

    assert [name_of(p) for p in PYTHON if reading.search(text_of(p))] == ["lms/clock.py"]


def test_no_module_has_a_name_that_says_nothing():
    names = {part.removesuffix(".py") for p in PYTHON for part in p.relative_to(ROOT / "lms").parts}

    assert names & BANNED == set()


def test_every_test_is_a_sentence():
    short = [
        f"{name_of(p)}: {node.name}"
        for p in TESTS
        for node in ast.walk(ast.parse(text_of(p)))
        if isinstance(node, ast.FunctionDef)
        and node.name.startswith("test_")
        and node.name.count("_") < 3
    ]

    assert short == []


def test_no_service_reads_the_request_or_the_clock():
    web = re.compile(
        r"^(?:from|import) (?:flask|lms\.clock|lms\.web)\b|^from lms import .*\bclock\b",
        re.MULTILINE,
    )

    services = [
        p for p in PYTHON if p.name in {"service.py", "queries.py", "rules.py", "models.py"}
    ]
    assert [name_of(p) for p in services if web.search(text_of(p))] == []


def test_the_habits_look_at_the_house_and_not_at_something_else():
    assert Path(inspect.getfile(lms)).parent == ROOT / "lms"
    assert len(PYTHON) > 50
    assert sys.modules["lms"] is lms
