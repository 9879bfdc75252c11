"""Lighthouse on a lesson, where it is installed; it is never installed from here."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

CATEGORIES = ("performance", "accessibility")
CHROME = "--headless=new --no-sandbox --disable-gpu"


def command() -> list[str] | None:
    """How Lighthouse is started here; None when it is not here.

    LMS_LIGHTHOUSE names a program; else `lighthouse` on the path, or one that npx knows already.
    """
    named = os.environ.get("LMS_LIGHTHOUSE") or shutil.which("lighthouse")
    if named:
        return [named]
    npx = shutil.which("npx")
    if npx is None:
        return None
    asked = [npx, "--no-install", "lighthouse"]
    known = subprocess.run([*asked, "--version"], capture_output=True, timeout=60, check=False)
    return asked if known.returncode == 0 else None


def scores(program: list[str], address: str, cookie: str) -> tuple[float, float]:
    """(performance, accessibility) of a page on a phone, out of 100.

    raises  RuntimeError when Lighthouse ends without a report
    """
    with tempfile.TemporaryDirectory() as folder:
        report, headers = Path(folder) / "report.json", Path(folder) / "headers.json"
        headers.write_text(json.dumps({"Cookie": cookie}))
        options = [
            "--quiet",
            "--output=json",
            f"--output-path={report}",
            f"--extra-headers={headers}",
            f"--chrome-flags={CHROME}",
            f"--only-categories={','.join(CATEGORIES)}",
        ]
        chrome = os.environ.get("CHROME_PATH") or shutil.which("chromium") or ""
        done = subprocess.run(
            [*program, address, *options],
            env=os.environ | {"CHROME_PATH": chrome},
            capture_output=True,
            text=True,
            timeout=150,
            check=False,
        )
        if not report.is_file():
            raise RuntimeError(f"Lighthouse ended: {done.stderr.strip().splitlines()[-1:]}")
        found = json.loads(report.read_text())["categories"]
    performance, accessibility = (100 * found[name]["score"] for name in CATEGORIES)
    return performance, accessibility
