"""Sets this checkout up on a machine that has only Python, then starts it.

    python3 run.py [--port N] [--data DIR] [--password P] [--no-browser]    a demo in the browser
    python3 run.py test [pytest arguments]                                  the tests
    python3 run.py lms COMMAND ...                                          any command of lms

The first start makes `.venv/` beside this file and fills it from the lock file: only ready-made
packages whose hash stands there. Later starts compare a stamp and go straight on. To begin afresh,
delete `.venv/`. Only the standard library is used; down to the version check the syntax is one that
old Pythons can read, so that they answer with a sentence.
"""

import contextlib
import hashlib
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from subprocess import DEVNULL, PIPE, STDOUT


def too_old(version: str) -> str:
    """What to tell a person whose Python is too old; a name on the path may be an empty shim."""
    for name in [f"python3.{minor}" for minor in range(19, 10, -1)]:
        if shutil.which(name) and subprocess.run([name, "-c", ""], stderr=DEVNULL).returncode == 0:
            return f"This needs Python 3.11 or newer; {version} is too old. Type: {name} run.py"
    return f"This needs Python 3.11 or newer; {version} is too old. Install a newer one first."


if sys.version_info < (3, 11):  # noqa: UP036 - an old Python must get as far as this line
    sys.exit(too_old(sys.version.split()[0]))

ROOT = Path(__file__).resolve().parent
WINDOWS, MAC = os.name == "nt", sys.platform == "darwin"
LOCKS = {"base": "requirements.lock", "dev": "requirements-dev.lock"}
BUSY = "busy"  # a file that lies in `.venv/` during changes: found later, it tells of a break

# The Python outside of any environment: run.py may have been started with the one in `.venv/`.
BASE = str(getattr(sys, "_base_executable", "") or sys.executable)

# Asked of the environment's own Python, for a system upgrade may have changed it under our feet.
PROBE = (
    "import os, sys, sysconfig; print(sys.implementation.cache_tag, sys.platform, "
    "os.path.relpath(sysconfig.get_path('purelib'), sys.prefix), sep='|')"
)
OFFLINE = "connection broken|Could not fetch|ConnectionError|Timeout|unreachable|name resolution"


class Trouble(Exception):  # noqa: N818 - a sentence for a person, not a fault in the program
    """Setting up cannot go on; the message says what to do."""


def say(sentence: str) -> None:
    """Progress goes to standard error, so that what `lms` prints can be piped."""
    print(sentence, file=sys.stderr, flush=True)


def inside(name: str = "") -> Path:
    return ROOT / ".venv" / name


def stamp(kind: str) -> Path:
    return inside(f".sse-lms-{kind}")


def program(name: str) -> Path:
    return inside("Scripts" if WINDOWS else "bin") / name


def venv_python() -> str:
    return str(program("python.exe" if WINDOWS else "python"))


def ask(*command: str) -> "subprocess.CompletedProcess[str]":
    """Run quietly; what cannot even be started counts as failed."""
    try:
        return subprocess.run(command, input="", capture_output=True, text=True, errors="replace")
    except OSError as error:
        return subprocess.CompletedProcess(command, 127, "", str(error))


def works(*command: str) -> bool:
    return ask(*command).returncode == 0


def probe() -> str:
    """Version, platform and package folder of the environment's Python; "" when it is broken."""
    return ask(venv_python(), "-I", "-c", PROBE).stdout.strip()


def fingerprint(kind: str, python: str) -> list[str]:
    """What must be unchanged for a start without pip: the lock, the Python and the place."""
    try:
        lock = (ROOT / LOCKS[kind]).read_bytes()
    except FileNotFoundError:
        raise Trouble(f"{LOCKS[kind]} is missing: fetch the whole project again.") from None
    return [hashlib.sha256(lock).hexdigest(), python, str(ROOT)]


def remembered(kind: str) -> list[str]:
    return stamp(kind).read_text("utf-8").splitlines() if stamp(kind).is_file() else []


def is_ready(kind: str) -> bool:
    python = probe()
    unbroken = python and not inside(BUSY).exists()
    return bool(unbroken and remembered(kind) == fingerprint(kind, python))


def is_root() -> bool:
    return bool(getattr(os, "geteuid", lambda: 1)() == 0)


def mending_line() -> str:
    """The one line that gives this machine's Python `venv` and `pip`."""
    if WINDOWS:
        return "winget install --exact --id Python.Python.3.13"
    if MAC:
        return "brew install python3"
    lines = {
        "apt-get": f"apt-get install -y python3.{sys.version_info.minor}-venv",
        "dnf": "dnf install -y python3-pip",
    }
    for line in (lines[tool] for tool in lines if shutil.which(tool)):
        return line if is_root() else f"sudo {line}"
    return "python3 -m ensurepip"


def new_venv(*options: str) -> str:
    """Make `.venv/` from nothing; returns "" or the last line of what Python complained about."""
    if inside().exists():
        shutil.rmtree(inside())
    inside().mkdir()
    inside(BUSY).touch()
    answer = ask(BASE, "-I", "-m", "venv", *options, str(inside()))
    if answer.returncode == 0 and probe():
        inside(BUSY).unlink()
        return ""
    return ((answer.stdout + answer.stderr).strip().splitlines() or ["it does not start"])[-1]


def apt() -> bool:
    """Install what Debian leaves out of its own Python; only where that needs no password."""
    if not (is_root() and shutil.which("apt-get") and sys.base_prefix == "/usr"):
        return False
    say(f"This Python lacks venv. Running: {mending_line()}")
    line = ["env", "DEBIAN_FRONTEND=noninteractive", *mending_line().split()]
    return works(*line) or (works("apt-get", "update") and works(*line))


def make_venv() -> None:
    """Three ways, from the one that asks least of the machine."""
    complaint = new_venv()
    if complaint and works(BASE, "-I", "-c", "import venv; from ensurepip import bootstrap"):
        raise Trouble(f"Python could not make {inside()}: {complaint}")
    # A pip that is already on the machine can fill an environment that has none.
    if complaint and works(BASE, "-m", "pip", "--python", BASE, "--version"):
        complaint = new_venv("--without-pip")
    if complaint and apt():
        complaint = new_venv()
    if complaint:
        raise Trouble(f"This Python lacks venv or pip. Type this, then try again: {mending_line()}")


def pip() -> list[str]:
    """The environment's pip, or else the machine's; empty when there is none."""
    choices = [venv_python(), "-I", "-m", "pip"], [BASE, "-m", "pip", "--python", venv_python()]
    return next((each for each in choices if works(*each, "--version")), [])


def explain(log: str) -> str:
    """One sentence from pip's many lines; addresses in them mean nothing to the reader."""
    if "DO NOT MATCH THE HASHES" in log:
        return "A downloaded package is not the one this project names; nothing was installed."
    if re.search(OFFLINE, log):
        return "The packages could not be downloaded. Connect to the internet and start again."
    errors = re.findall(r"^ERROR: (.*)", log, re.MULTILINE) or log.split("\n")[-2:] or [""]
    return f"Packages are not installed: {re.sub(r'https?://[^ ]+', '(address)', errors[-1])}"


def install(kind: str) -> None:
    lock = ROOT / LOCKS[kind]
    command = [*pip(), "install", "--require-hashes", "--only-binary", ":all:", "--no-deps"]
    command += ["--no-input", "--no-warn-script-location", "--retries", "2", "-r", str(lock)]
    env = {**os.environ, "PIP_USER": "0", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    log, fetched, wanted = "", 0, lock.read_text("utf-8").count("==")
    inside(BUSY).touch()
    try:
        with subprocess.Popen(
            command, env=env, text=True, errors="replace", stdin=DEVNULL, stdout=PIPE, stderr=STDOUT
        ) as child:
            for line in child.stdout or ():
                log += line
                fetched += line.startswith("Collecting ")
                if sys.stderr.isatty():
                    print(f"\r  {fetched} of {wanted} packages ", end="", file=sys.stderr)
    finally:
        if "Installing collected packages" not in log:
            inside(BUSY).unlink()  # pip changed nothing, so what was there before still works
    if child.returncode:
        raise Trouble(explain(log))


def link(python: str) -> None:
    """Make `lms` importable and callable without building it: a path file and a launcher."""
    packages = inside(python.split("|")[2])
    # The path is relative: Python may read it in an encoding that lacks the folder's letters.
    (packages / "sse-lms.pth").write_text(os.path.relpath(ROOT, packages) + "\n", "utf-8")
    if WINDOWS:
        program("lms.cmd").write_text('@"%~dp0python.exe" -P -m lms %*\n', "utf-8")
        return
    call = f'#!/bin/sh\nexec {shlex.quote(venv_python())} -P -m lms "$@"\n'
    program("lms").write_text(call, "utf-8")
    program("lms").chmod(0o755)


def mend_scripts(old: str) -> None:
    """After a move the scripts in `.venv/` still name the old place in their first line."""
    for script in program("").iterdir():
        if script.is_file() and not script.is_symlink() and b"\0" not in script.read_bytes():
            script.write_bytes(script.read_bytes().replace(old.encode(), str(ROOT).encode()))


def set_up(kind: str) -> None:
    before, python = remembered("base"), probe()
    usable = python and before[1:2] in ([], [python]) and not inside(BUSY).exists() and pip()
    if usable and before:
        say("Something has changed: bringing the packages up to date.")
        mend_scripts(before[-1])
    else:
        say("Setting up: this takes about a minute, once.")
    if not usable:
        make_venv()
    install(kind)
    link(probe())
    for each in {kind, "base"}:  # the lock for tests holds every line of the other one
        stamp(each).write_text("\n".join(fingerprint(each, probe())), "utf-8")
    inside(BUSY).unlink(missing_ok=True)
    say("\nReady." if sys.stderr.isatty() else "Ready.")


def ready(kind: str) -> None:
    if is_ready(kind):
        return
    with contextlib.ExitStack() as stack:
        if sys.platform != "win32":  # two first starts at once would tear at the same folder
            import fcntl  # noqa: PLC0415 - exists on POSIX only

            handle = os.open(ROOT, os.O_RDONLY)
            stack.callback(os.close, handle)
            with contextlib.suppress(OSError):  # some network disks cannot lock
                fcntl.flock(handle, fcntl.LOCK_EX)
        if not is_ready(kind):
            set_up(kind)


def pytest_arguments(given: list[str]) -> list[str]:
    """Two tests at a time, unless the call or the environment says how many."""
    said = " ".join([os.environ.get("PYTEST_ADDOPTS", ""), *given])
    own = re.search(r"(^|\s)(-n|--numprocesses|--dist|--pdb|--trace|-p\s*no:xdist)", said)
    return given if own else ["-n", "2", *given]


def start(command: list[str]) -> int:
    """Become the program; Windows cannot, so there we wait for it and hand on its exit code."""
    if not WINDOWS:
        os.execv(command[0], command)
    child, interrupted = subprocess.Popen(command), False
    while True:
        try:
            code = child.wait()
            return 130 if interrupted else code
        except KeyboardInterrupt:  # the child got it too and is closing down
            interrupted = True


def main(given: list[str]) -> int:
    try:
        if given[:1] in (["-h"], ["--help"]):
            print(__doc__)
            return 0
        ready("dev" if given[:1] == ["test"] else "base")
        if given[:1] == ["test"]:
            os.chdir(ROOT)
            return start([venv_python(), "-m", "pytest", *pytest_arguments(given[1:])])
        rest = given[1:] if given[:1] == ["lms"] else ["demo", *given]
        return start([venv_python(), "-P", "-m", "lms", *rest])
    except (Trouble, OSError) as trouble:
        say(str(trouble))
    except KeyboardInterrupt:
        say("\nStopped.")
        return 130
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
