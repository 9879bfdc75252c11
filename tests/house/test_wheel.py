"""The wheel is built, installed on its own, and opens its front page with its style sheet."""

import os
import subprocess
import sys
import sysconfig
import zipfile
from importlib.util import find_spec
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]

OPEN_A_PAGE = """
import re
from pathlib import Path
import lms
from lms.app import create_app

print(Path(lms.__file__).parent)
client = create_app().test_client()
front = client.get("/")
sheet = re.search(r'href="(/static/[^/"]+/css/[^"]+[.]css)"', front.text)
print(front.status_code, client.get(sheet.group(1)).status_code if sheet else "no style sheet")
"""


def call(*command: str | Path, cwd: Path, **variables: str) -> str:
    """Run in another folder than the checkout; what goes wrong is shown whole."""
    inherited = {k: v for k, v in os.environ.items() if not k.startswith(("LMS_", "PYTHON", "COV"))}
    done = subprocess.run(
        [str(word) for word in command],
        cwd=cwd,
        env={**inherited, **variables},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def pip(*words: str | Path, cwd: Path) -> str:
    return call(sys.executable, "-m", "pip", "--disable-pip-version-check", *words, cwd=cwd)


@pytest.fixture(scope="module")
def builder(tmp_path_factory) -> str:
    """Where hatchling can be imported from: this environment or a folder of its own."""
    if find_spec("hatchling"):
        return ""
    folder = tmp_path_factory.mktemp("builder")
    try:
        pip("install", "-q", "--target", folder, "--retries", "1", "hatchling>=1.27", cwd=folder)
    except AssertionError as missing:
        reason = "hatchling, which builds the wheel, is neither installed nor to be had"
        if os.environ.get("LMS_TEST_ALL"):
            pytest.fail(f"{reason}: {missing}")
        pytest.skip(reason)
    return str(folder)


@pytest.fixture(scope="module")
def wheel(builder, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder]
    call(*build, cwd=CHECKOUT, PYTHONPATH=builder)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def python(wheel, tmp_path_factory) -> Path:
    """A Python that has the wheel, and behind it the packages of this environment."""
    folder = tmp_path_factory.mktemp("environment")
    call(sys.executable, "-m", "venv", "--without-pip", folder, cwd=folder)
    scheme = {"base": str(folder), "platbase": str(folder)}
    found = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    pip("--python", found, "install", "-q", "--no-deps", "--no-index", wheel, cwd=folder)
    # Path files inside that folder are not read from here, so the checkout stays out of sight.
    packages = Path(sysconfig.get_path("purelib", "venv", vars=scheme))
    (packages / "behind.pth").write_text(sysconfig.get_path("purelib") + "\n", "utf-8")
    return found


def test_the_wheel_holds_what_a_server_needs_and_no_tests(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    catalogues = {path.parent.parent.name for path in CHECKOUT.glob("lms/locale/*/*/messages.po")}

    assert {name.split("/")[2] for name in names if name.startswith("lms/_data/")} == {
        "templates",
        "static",
        "courses",
    }
    assert {name.split("/")[2] for name in names if name.endswith(".mo")} == catalogues
    assert {name.split("/")[0] for name in names if ".dist-info" not in name} == {"lms"}
    assert sum(name.endswith(("/LICENSE", "/LICENSE-CONTENT")) for name in names) == 2


def test_installed_from_the_wheel_the_front_page_opens_with_its_style_sheet(python, tmp_path):
    settings = {"LMS_DATA_DIR": str(tmp_path / "data")}

    call(python, "-m", "lms", "db", "upgrade", cwd=tmp_path, **settings)
    place, answer = call(python, "-c", OPEN_A_PAGE, cwd=tmp_path, **settings).splitlines()[-2:]

    assert Path(place).is_relative_to(python.parent.parent)
    assert answer == "200 200"


def test_the_wheel_brings_the_command(python, tmp_path):
    command = python.parent / ("lms.exe" if os.name == "nt" else "lms")

    assert "courses" in call(command, "--help", cwd=tmp_path)
