"""The shipped course as tests of translations take it: its text files, and those in step."""

from __future__ import annotations

from functools import cache

from lms import paths
from lms.authoring.translation_files import Twins, twins_of


@cache
def shipped_files() -> dict[str, str]:
    """The text of every file that holds texts to translate, by its path in the course."""
    found = {}
    for path in sorted(paths.COURSES.rglob("*")):
        if path.suffix in (".md", ".gift", ".toml"):
            found[path.relative_to(paths.COURSES).as_posix()] = path.read_text(encoding="utf-8")
    return found


def twins_into(language: str) -> list[Twins]:
    """Every file of the source language with its twin in this one."""
    return list(twins_of(shipped_files(), "en", language))
