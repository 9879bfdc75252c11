"""The fonts we ship are the files their makers published, with licence and hash."""

from __future__ import annotations

import hashlib
import tomllib
from pathlib import Path

FONTS = Path(__file__).parents[2] / "static" / "fonts"


def shipped() -> list[dict[str, str]]:
    return tomllib.loads((FONTS / "manifest.toml").read_text(encoding="utf-8"))["file"]


def test_every_font_file_has_the_hash_its_manifest_names():
    for entry in shipped():
        found = hashlib.sha256((FONTS / entry["name"]).read_bytes()).hexdigest()

        assert found == entry["sha256"], entry["name"]


def test_no_font_file_is_without_a_line_in_the_manifest():
    ours = {"manifest.toml", "README.md"}

    assert {path.name for path in FONTS.iterdir()} - ours == {entry["name"] for entry in shipped()}


def test_every_line_names_package_version_and_licence():
    facts = {(entry["package"], entry["version"], entry["licence"]) for entry in shipped()}

    assert facts == {("pretendard", "1.3.9", "OFL-1.1")}


def test_the_readme_and_the_manifest_agree_on_every_hash():
    readme = (FONTS / "README.md").read_text(encoding="utf-8")

    assert [entry["name"] for entry in shipped() if entry["sha256"] not in readme] == []
