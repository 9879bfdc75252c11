"""run.py remembers what it installed: what counts as a change, and what a change costs."""

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import run

CHECKOUT = Path(run.__file__).resolve().parent
PYTHON = "cpython-311|linux|lib/python3.11/site-packages"


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A checkout with two small lock files and an empty `.venv/`."""
    monkeypatch.setattr(run, "ROOT", tmp_path)
    for lock in run.LOCKS.values():
        (tmp_path / lock).write_text("# empty\n")
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    return tmp_path


@pytest.fixture
def python(monkeypatch):
    """Says what the environment's Python answers; "" when it does not start."""

    def answers(text: str = PYTHON) -> None:
        monkeypatch.setattr(
            run, "ask", lambda *command: subprocess.CompletedProcess(command, int(not text), text)
        )

    answers()
    return answers


def remember(kind: str, lines: list[str]) -> None:
    run.stamp(kind).write_text("\n".join(lines), "utf-8")


def test_a_stamp_for_this_lock_python_and_place_means_ready(place, python):
    remember("base", run.fingerprint("base", PYTHON))

    assert run.is_ready("base")
    assert not run.is_ready("dev")


def lock_changes(place: Path) -> None:
    (place / "requirements.lock").write_text("# another\n")


def python_changes(place: Path) -> None:
    remember("base", run.fingerprint("base", PYTHON.replace("311", "313")))


def checkout_moves(place: Path) -> None:
    remember("base", [*run.fingerprint("base", PYTHON)[:2], "/elsewhere"])


def set_up_breaks_off(place: Path) -> None:
    run.inside(run.BUSY).touch()


@pytest.mark.parametrize("event", [lock_changes, python_changes, checkout_moves, set_up_breaks_off])
def test_a_change_is_noticed(place, python, event: Callable[[Path], None]):
    remember("base", run.fingerprint("base", PYTHON))

    event(place)

    assert not run.is_ready("base")


def test_an_environment_whose_python_does_not_start_is_not_ready(place, python):
    python("")
    remember("base", run.fingerprint("base", ""))

    assert not run.is_ready("base")


@pytest.mark.parametrize(
    ("event", "made_anew"),
    [
        (lock_changes, False),
        (checkout_moves, False),
        (python_changes, True),
        (set_up_breaks_off, True),
    ],
)
def test_only_a_broken_environment_is_made_anew(place, python, monkeypatch, event, made_anew):
    (place / ".venv" / "lib" / "python3.11" / "site-packages").mkdir(parents=True)
    remember("base", run.fingerprint("base", PYTHON))
    event(place)
    done: list[str] = []
    monkeypatch.setattr(run, "make_venv", lambda: done.append("made"))
    monkeypatch.setattr(run, "install", lambda kind: done.append(kind))
    monkeypatch.setattr(run.sys, "stderr", sys.__stdout__)

    run.set_up("base")

    assert done == (["made", "base"] if made_anew else ["base"])
    assert run.is_ready("base")


def test_the_test_tools_bring_everything_else_with_them(place, python, monkeypatch):
    (place / ".venv" / "lib" / "python3.11" / "site-packages").mkdir(parents=True)
    monkeypatch.setattr(run, "install", lambda kind: None)

    run.set_up("dev")

    assert run.is_ready("dev")
    assert run.is_ready("base")


def test_every_pin_of_the_lock_stands_in_the_lock_for_tests():
    def pins(name: str) -> set[str]:
        return set(re.findall(r"^\S+==\S+", (CHECKOUT / name).read_text("utf-8"), re.MULTILINE))

    assert pins("requirements.lock") - pins("requirements-dev.lock") == set()


def test_after_a_move_scripts_name_the_new_place(place):
    script = place / ".venv" / "bin" / "flask"
    script.write_text("#!/old/place/.venv/bin/python\n")

    run.mend_scripts("/old/place")

    assert script.read_text() == f"#!{place}/.venv/bin/python\n"


def test_a_missing_lock_is_named(place):
    (place / "requirements.lock").unlink()

    with pytest.raises(run.Trouble, match=r"^requirements\.lock is missing"):
        run.fingerprint("base", PYTHON)


@pytest.mark.parametrize(
    ("log", "sentence"),
    [
        (
            "WARNING: Retrying (Retry(total=1)) after connection broken by 'X'\nERROR: No match\n",
            "The packages could not be downloaded. Connect to the internet and start again.",
        ),
        (
            "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.\n",
            "A downloaded package is not the one this project names; nothing was installed.",
        ),
        (
            "Looking in indexes: https://a.test/simple\nERROR: nothing at https://a.test/simple ok",
            "Packages are not installed: nothing at (address) ok",
        ),
    ],
)
def test_pip_s_lines_become_one_sentence_without_addresses(log, sentence):
    assert run.explain(log) == sentence
