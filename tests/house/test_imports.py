"""Which part of the house may look at which: the contracts in pyproject.toml hold."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_every_contract_of_imports_is_kept(tmp_path):
    tool = Path(sys.executable).with_name("lint-imports")
    said = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]

    run = subprocess.run(
        [tool, "--no-logo", "--cache-dir", tmp_path],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert run.returncode == 0, run.stdout
    assert f"Contracts: {len(said['contracts'])} kept, 0 broken." in run.stdout


def test_every_contract_has_a_sentence_for_a_name():
    said = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]

    names = [contract["name"] for contract in said["contracts"]]

    assert [name for name in names if not name.endswith(".") or " " not in name] == []


def test_every_room_has_its_place_in_the_order():
    said = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
    order = next(one["layers"] for one in said["contracts"] if one["type"] == "layers")

    rooms = {f"lms.{path.parent.name}" for path in (ROOT / "lms").glob("*/models.py")}

    assert set(order) == rooms
