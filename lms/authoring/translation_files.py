"""Which files of a course hold which texts, and which file of a language is the twin of which."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from lms.authoring.gift_units import quiz_units
from lms.authoring.markdown_units import lesson_units
from lms.authoring.toml_units import glossary_units, language_units
from lms.authoring.translation_units import Reader, TextUnit

_IN_A_MODULE = re.compile(r"(modules/[^/]+/)([a-z-]+)(/[^/]+\.(?:md|gift))")
_GLOSSARY = re.compile(r"(glossary/)([a-z-]+)(\.toml)")
_FOR_ALL = re.compile(r"course\.toml|modules/[^/]+/module\.toml")
_BY_LANGUAGE = (_IN_A_MODULE, _GLOSSARY)


@dataclass(frozen=True, slots=True)
class Twins:
    """A file of the source language and its twin in another one: the same where it holds both.

    path, twin  relative to the course's folder
    source, target  the languages
    """

    path: str
    twin: str
    source: str
    target: str

    @property
    def shared(self) -> bool:
        """Whether one file holds both languages."""
        return self.path == self.twin

    @property
    def read_source(self) -> Reader:
        """What reads the texts of the source language."""
        return _reader(self.path, self.source)

    @property
    def read_target(self) -> Reader:
        """What reads the texts of the other language."""
        return _reader(self.twin, self.target)

    def units(self, files: Mapping[str, str]) -> tuple[tuple[TextUnit, ...], tuple[TextUnit, ...]]:
        """The texts of both languages; none of a language whose file is missing.

        raises  ValueError when a file is too odd to be taken apart
        """
        target = self.read_target(files[self.twin]) if self.twin in files else ()
        return self.read_source(files[self.path]), target


def twins_of(paths: Iterable[str], source: str, target: str) -> Iterator[Twins]:
    """Each file that has texts of the source language, with its twin, in the order of the paths.

    >>> [one.twin for one in twins_of(["glossary/en.toml", "glossary/vi.toml"], "en", "mn")]
    ['glossary/mn.toml']
    """
    for path in sorted(paths):
        if _FOR_ALL.fullmatch(path):
            yield Twins(path, path, source, target)
        for pattern in _BY_LANGUAGE:
            match = pattern.fullmatch(path)
            if match and match[2] == source:
                yield Twins(path, f"{match[1]}{target}{match[3]}", source, target)


def _reader(path: str, language: str) -> Reader:
    if _FOR_ALL.fullmatch(path):
        return partial(language_units, language=language)
    if path.endswith(".toml"):
        return glossary_units
    return quiz_units if path.endswith(".gift") else lesson_units
