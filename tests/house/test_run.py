"""run.py on each system: where things lie, how it starts, what it does when venv is missing."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import run

PYTHON = "cpython-311|linux|lib/python3.11/site-packages"
MINOR = sys.version_info.minor


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A checkout with two small lock files and an empty `.venv/`."""
    monkeypatch.setattr(run, "ROOT", tmp_path)
    for lock in run.LOCKS.values():
        (tmp_path / lock).write_text("# empty\n")
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    return tmp_path


@pytest.fixture
def machine(monkeypatch):
    """Says which system this is, who is at work and which programs it has."""

    def be(system: str = "linux", *, tools: tuple[str, ...] = (), root: bool = False) -> None:
        monkeypatch.setattr(run, "WINDOWS", system == "windows")
        monkeypatch.setattr(run, "MAC", system == "mac")
        monkeypatch.setattr(run, "is_root", lambda: root)
        monkeypatch.setattr(run.shutil, "which", lambda name: name if name in tools else None)

    return be


@pytest.fixture
def calls(monkeypatch):
    """Replaces every quiet command; those whose text holds a word of `fail` do not work."""
    made: list[str] = []

    def pretend(*, fail: tuple[str, ...] = ()) -> list[str]:
        def ask(*command: str) -> "subprocess.CompletedProcess[str]":
            made.append(" ".join(command))
            failed = any(word in made[-1] for word in fail)
            text = "" if failed else PYTHON
            return subprocess.CompletedProcess(command, int(failed), text, "no such module")

        monkeypatch.setattr(run, "ask", ask)
        return made

    return pretend


# --- systems ---


@pytest.mark.parametrize(
    ("system", "python"),
    [
        ("linux", ".venv/bin/python"),
        ("mac", ".venv/bin/python"),
        ("windows", ".venv/Scripts/python.exe"),
    ],
)
def test_the_environment_s_python_lies_where_the_system_puts_it(place, machine, system, python):
    machine(system)

    assert Path(run.venv_python()) == place / python


@pytest.mark.parametrize(
    ("system", "tools", "root", "line"),
    [
        ("windows", (), False, "winget install --exact --id Python.Python.3.13"),
        ("mac", (), False, "brew install python3"),
        ("linux", ("apt-get",), True, f"apt-get install -y python3.{MINOR}-venv"),
        ("linux", ("apt-get",), False, f"sudo apt-get install -y python3.{MINOR}-venv"),
        ("linux", ("dnf",), False, "sudo dnf install -y python3-pip"),
        ("linux", (), False, "python3 -m ensurepip"),
    ],
)
def test_each_system_gets_the_one_line_that_mends_it(machine, system, tools, root, line):
    machine(system, tools=tools, root=root)

    assert run.mending_line() == line


def test_on_linux_and_macos_the_program_takes_the_place_of_run_py(machine, monkeypatch):
    machine("mac")
    replaced: list[tuple[str, list[str]]] = []

    def execv(path: str, command: list[str]) -> None:
        replaced.append((path, command))
        raise SystemExit  # the real one does not come back either

    monkeypatch.setattr(run.os, "execv", execv)
    with pytest.raises(SystemExit):
        run.start(["/python", "-m", "lms"])

    assert replaced == [("/python", ["/python", "-m", "lms"])]


def test_on_windows_run_py_waits_and_hands_on_the_exit_code(machine):
    machine("windows")

    assert run.start([sys.executable, "-c", "raise SystemExit(7)"]) == 7


def test_ctrl_c_on_windows_lets_the_program_close_down_and_ends_with_130(machine, monkeypatch):
    class Server:
        answers = iter([KeyboardInterrupt(), 0])

        def wait(self) -> int:
            answer = next(self.answers)
            if isinstance(answer, KeyboardInterrupt):
                raise answer
            return answer

    machine("windows")
    monkeypatch.setattr(run.subprocess, "Popen", lambda command: Server())

    assert run.start(["python"]) == 130


@pytest.mark.parametrize(
    ("system", "name", "text"),
    [
        ("linux", "bin/lms", '#!/bin/sh\nexec {python} -P -m lms "$@"\n'),
        ("windows", "Scripts/lms.cmd", '@"%~dp0python.exe" -P -m lms %*\n'),
    ],
)
def test_lms_is_importable_and_callable_without_a_build(place, machine, system, name, text):
    machine(system)
    packages = place / ".venv" / "lib" / "site-packages"
    packages.mkdir(parents=True)
    (place / ".venv" / "Scripts").mkdir()

    run.link("cpython-311|any|lib/site-packages")

    assert (packages / (packages / "sse-lms.pth").read_text().strip()).resolve() == place
    launcher = place / ".venv" / name
    assert launcher.read_text() == text.format(python=run.venv_python())
    assert launcher.suffix == ".cmd" or os.name == "nt" or launcher.stat().st_mode & 0o100


# --- an environment that cannot be made ---


def test_where_nothing_is_missing_one_call_makes_the_environment(place, machine, calls):
    machine()
    made = calls()

    run.make_venv()

    assert [call for call in made if "venv" in call.split()] == [
        f"{run.BASE} -I -m venv {place / '.venv'}"
    ]
    assert not run.inside(run.BUSY).exists()


def test_a_pip_on_the_machine_is_borrowed_before_anything_is_installed(place, machine, calls):
    machine(tools=("apt-get",), root=True)
    made = calls(fail=(f"-m venv {place}", "ensurepip"))

    run.make_venv()

    assert any("-m venv --without-pip" in call for call in made)
    assert not any("apt-get" in call for call in made)


def test_on_debian_root_gets_venv_without_being_asked(place, machine, calls, monkeypatch):
    machine(tools=("apt-get",), root=True)
    monkeypatch.setattr(run.sys, "base_prefix", "/usr")
    made = calls(fail=("-m venv", "ensurepip", "-m pip"))

    with pytest.raises(run.Trouble):
        run.make_venv()  # here it does not help, but it was tried

    assert f"env DEBIAN_FRONTEND=noninteractive apt-get install -y python3.{MINOR}-venv" in made


def test_apt_gets_its_lists_when_the_first_try_fails(machine, calls, monkeypatch):
    machine(tools=("apt-get",), root=True)
    monkeypatch.setattr(run.sys, "base_prefix", "/usr")
    made = calls(fail=("install",))

    assert run.apt() is False
    assert [call.split()[-1] for call in made] == [
        f"python3.{MINOR}-venv",
        "update",
        f"python3.{MINOR}-venv",
    ]


def test_apt_is_left_alone_for_a_python_that_is_not_debian_s(machine, calls, monkeypatch):
    machine(tools=("apt-get",), root=True)
    monkeypatch.setattr(run.sys, "base_prefix", "/opt/python")
    made = calls()

    assert run.apt() is False
    assert made == []


def test_without_venv_and_pip_a_person_is_told_one_line(place, machine, calls):
    machine(tools=("apt-get",))
    calls(fail=("-m venv", "ensurepip", "-m pip"))

    with pytest.raises(run.Trouble) as trouble:
        run.make_venv()

    assert str(trouble.value) == (
        "This Python lacks venv or pip. Type this, then try again: "
        f"sudo apt-get install -y python3.{MINOR}-venv"
    )


def test_another_reason_is_told_as_it_is(place, machine, calls):
    machine()
    calls(fail=("-m venv",))

    with pytest.raises(run.Trouble, match=r"could not make .*\.venv: no such module"):
        run.make_venv()


def test_an_old_python_gets_a_sentence_that_names_a_newer_one_if_there_is_one(machine, monkeypatch):
    def answer(command: list[str], **_: object) -> "subprocess.CompletedProcess[str]":
        return subprocess.CompletedProcess(command, 127 if "3.13" in command[0] else 0)

    monkeypatch.setattr(run.subprocess, "run", answer)
    machine(tools=("python3.13", "python3.12"))
    found = run.too_old("3.8.18")
    machine()
    nothing = run.too_old("3.8.18")

    assert found == "This needs Python 3.11 or newer; 3.8.18 is too old. Type: python3.12 run.py"
    assert nothing.endswith("3.8.18 is too old. Install a newer one first.")


def test_down_to_the_version_check_python_3_6_can_read_the_file():
    source = Path(run.__file__).read_text("utf-8")
    head = source[: source.index("sys.exit(too_old")]

    compile(source, "run.py", "exec")
    assert not re.search(r":=|^\s*match |from __future__|\|\s*None|list\[", head, re.MULTILINE)
