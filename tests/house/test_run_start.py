"""run.py's words: what is started, what comes out, and one real start with an empty lock file."""

import shutil
import subprocess
import sys

import pytest

import run


@pytest.mark.parametrize(
    ("given", "passed"),
    [
        ([], ["-n", "2"]),
        (["-q", "tests/house"], ["-n", "2", "-q", "tests/house"]),
        (["-n", "4"], ["-n", "4"]),
        (["-n0"], ["-n0"]),
        (["-p", "no:xdist"], ["-p", "no:xdist"]),
        (["--pdb"], ["--pdb"]),
    ],
)
def test_tests_run_two_at_a_time_unless_the_call_says_otherwise(monkeypatch, given, passed):
    monkeypatch.delenv("PYTEST_ADDOPTS", raising=False)

    assert run.pytest_arguments(given) == passed


@pytest.mark.parametrize(
    ("given", "kind", "end"),
    [
        (["--port", "5001"], "base", ["-P", "-m", "lms", "demo", "--port", "5001"]),
        (["lms", "doctor"], "base", ["-P", "-m", "lms", "doctor"]),
        (["test", "-n0"], "dev", ["-m", "pytest", "-n0"]),
    ],
)
def test_the_first_word_says_what_is_started(tmp_path, monkeypatch, given, kind, end):
    prepared: list[str] = []
    monkeypatch.setattr(run, "ready", prepared.append)
    monkeypatch.setattr(run, "start", lambda command: len(command))
    monkeypatch.setattr(run, "ROOT", tmp_path)
    monkeypatch.chdir(tmp_path)

    assert run.main(given) == len(end) + 1
    assert prepared == [kind]


@pytest.mark.parametrize(
    ("fault", "code", "text"),
    [
        (KeyboardInterrupt(), 130, "Stopped."),
        (run.Trouble("No network."), 1, "No network."),
        (PermissionError(13, "Permission denied"), 1, "[Errno 13] Permission denied"),
    ],
)
def test_what_goes_wrong_ends_in_a_sentence(monkeypatch, capsys, fault, code, text):
    def fail(kind: str) -> None:
        raise fault

    monkeypatch.setattr(run, "ready", fail)

    assert run.main([]) == code
    assert capsys.readouterr().err.strip() == text


def test_a_real_start_mends_what_broke_off_and_the_next_one_only_starts(tmp_path):
    shutil.copy(run.__file__, tmp_path / "run.py")
    for lock in run.LOCKS.values():
        (tmp_path / lock).write_text("# empty\n")
    (tmp_path / "lms").mkdir()
    (tmp_path / "lms" / "__main__.py").write_text("import sys; print('lms', *sys.argv[1:])\n")
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    (tmp_path / ".venv" / run.BUSY).touch()

    def start(*words: str) -> tuple[str, str]:
        done = subprocess.run(words, capture_output=True, text=True, cwd="/", check=True)
        return done.stdout.strip(), done.stderr.strip()

    script = [sys.executable, str(tmp_path / "run.py"), "--port", "5"]
    launcher = tmp_path / ".venv" / ("Scripts/lms.cmd" if run.WINDOWS else "bin/lms")
    told = "Setting up: this takes about a minute, once.\nReady."
    assert start(*script) == ("lms demo --port 5", told)
    assert start(*script) == ("lms demo --port 5", "")
    assert start(str(launcher), "doctor") == ("lms doctor", "")
