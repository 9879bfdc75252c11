"""What README and docs/ tell a reader to type, to set and to open is there."""

from __future__ import annotations

import re
import shlex
import tomllib
from dataclasses import fields
from pathlib import Path

import click
import pytest

from lms.cli import lms
from lms.config import PREFIX, Settings

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
FENCED = re.compile(r"^```\w*\n(.*?)^```", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"`([^`]+)`")
LINK = re.compile(r"\]\(([^)\s]+)\)")
# Read elsewhere than in config.py: by `lms demo` and by the tests.
OTHER_VARIABLES = {"LMS_DEMO_PASSWORD", "LMS_LIGHTHOUSE", "LMS_TEST_DATABASE_URL", "LMS_TEST_ALL"}
STARTS = (
    ("python3", "run.py", "lms"),
    ("python3", "run.py"),
    ("python", "-m", "lms"),
    (".venv/bin/python", "-m", "lms"),
    (".venv/bin/lms",),
    ("lms",),
)


def _typed(page: Path) -> list[str]:
    """Everything of ours that the page says to type."""
    text = page.read_text("utf-8")
    lines = [line for block in FENCED.findall(text) for line in block.splitlines()]
    # What is not marked as code, or names a folder, is no call.
    lines += [" ".join(code.split()) for code in INLINE.findall(FENCED.sub("", text))]
    calls = []
    for line in lines:
        line = line.split("#")[0].removeprefix("ExecStart=/srv/sse-lms/").strip()
        if re.match(r"(python3 run\.py|(\.venv/bin/)?python -m lms|(\.venv/bin/)?lms)( |$)", line):
            calls.append(line)
    return calls


CALLS = [(page.name, call) for page in PAGES for call in _typed(page)]


def _follow(words: list[str]) -> None:
    """Take a call as `lms` would, without running it; click says what is unknown."""
    context = click.Context(lms)
    command: click.Command = lms
    while isinstance(command, click.Group) and words and not words[0].startswith("-"):
        found = command.get_command(context, words[0])
        assert found is not None, f"no command {words[0]!r} in {command.name}"
        context = click.Context(found, parent=context, info_name=words[0])
        command, words = found, words[1:]
    if words in (["--help"], ["-h"]) or (isinstance(command, click.Group) and not words):
        return
    command.parse_args(context, words)


@pytest.mark.parametrize(("page", "call"), CALLS, ids=[f"{p}: {c}" for p, c in CALLS])
def test_every_call_in_the_docs_can_be_made(page: str, call: str):
    words = shlex.split(call)
    start = next(one for one in STARTS if tuple(words[: len(one)]) == one)
    rest = words[len(start) :]
    if start == ("python3", "run.py"):
        if rest[:1] == ["test"]:
            return  # the rest is pytest's
        rest = ["demo", *rest]
    _follow(rest)


def test_the_docs_do_say_what_to_type():
    assert {page for page, _ in CALLS} >= {"README.md", "operate.md", "content.md"}
    assert len(CALLS) > 12


@pytest.mark.parametrize("call", ["nothing", "db upgrad", "serve --prot 8000", "people grant Lan"])
def test_a_call_that_nobody_could_make_would_be_found(call: str):
    with pytest.raises((AssertionError, click.UsageError)):
        _follow(call.split())


def test_the_table_of_settings_is_the_settings():
    table = (ROOT / "docs" / "operate.md").read_text("utf-8")
    told = re.findall(r"^\| `(LMS_\w+)` \|", table, re.MULTILINE)

    assert sorted(told) == sorted(PREFIX + one.name.upper() for one in fields(Settings))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_variable_in_the_docs_is_read_somewhere(page: Path):
    known = {PREFIX + one.name.upper() for one in fields(Settings)} | OTHER_VARIABLES

    assert set(re.findall(r"LMS_[A-Z_]*[A-Z]", page.read_text("utf-8"))) <= known


def _told_default(value: object) -> str:
    return str(int(value)) if isinstance(value, int) else str(value)


def test_the_defaults_in_the_table_are_the_defaults():
    table = (ROOT / "docs" / "operate.md").read_text("utf-8")
    told = dict(re.findall(r"^\| `(LMS_\w+)` \|.*\| `([^`|]*)` \|$", table, re.MULTILINE))
    kept = {PREFIX + one.name.upper(): _told_default(one.default) for one in fields(Settings)}

    assert told, "no default stands in the table"
    assert told == {name: kept[name] for name in told}


@pytest.mark.parametrize("page", [*PAGES, ROOT / "CHANGELOG.md"], ids=lambda page: page.name)
def test_every_link_and_picture_is_there(page: Path):
    text = FENCED.sub("", page.read_text("utf-8"))
    links = [link.partition("#")[0] for link in LINK.findall(text)]

    own = [link for link in links if link and not re.match(r"[a-z]+:", link)]
    assert [link for link in own if not (page.parent / link).exists()] == []


def test_the_changes_name_the_version_of_the_package():
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]

    heads = re.findall(r"^## (\S+?),? ", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert version in heads
