"""What course files say, as frozen values: the course, its modules, their lessons; and its hash.

sources.py reads them; whether they are good stands in checks.py.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Term:
    """An entry of the glossary; line is where it stands in glossary/<lang>.toml."""

    word: str
    meaning: str
    line: int


@dataclass(frozen=True)
class Completion:
    """What finishes a lesson ("read"), a module ("lessons", "quiz") and the course ("modules")."""

    lesson: str
    module: tuple[str, ...]
    course: tuple[str, ...]


@dataclass(frozen=True)
class QuizRules:
    """The rules of a module's quiz, as its module.toml says them.

    draw          questions drawn, 1 to 100
    pass_mark     share of the marks that passes, 0 to 1
    pause_minutes between two attempts, 0 to 10,080
    attempts      how many there may be; 0: as many as one likes
    counts        which attempt counts: best, latest or first
    minutes       time limit, 0 to 600; 0: none
    show_answers  when the key is shown: after an attempt is sent, once the quiz is passed, never
    mastery       questions that must be wholly right to pass, instead of pass_mark; 0: not so
    shuffle       whether questions that fill no slot, and options, are mixed
    pre_test      whether one may try it before the module, to see later what was learned
    draw_from     (tag, questions drawn that bear it); empty: by slots
    """

    draw: int
    pass_mark: Decimal
    pause_minutes: int
    attempts: int = 0
    counts: str = "best"
    minutes: int = 0
    show_answers: str = "sent"
    mastery: int = 0
    shuffle: bool = True
    pre_test: bool = False
    draw_from: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class LessonSource:
    """A lesson, or trainer notes (their id is "trainer").

    path       relative to the course's folder
    body       the text below the front matter, with LF
    body_line  the line of the file on which the body begins
    """

    id: str
    title: str
    minutes: int
    body: str
    path: str
    body_line: int


@dataclass(frozen=True)
class Parent:
    """What a module was copied from for a country: another module, in a version of it.

    country  vn, mn, kg or other, as accounts.kinds has them
    """

    id: str
    version: int
    country: str


@dataclass(frozen=True)
class ModuleSource:
    """A module as its folder holds it; files are all its bytes, by path within the folder.

    parent  None: it is no copy
    """

    id: str
    code: str
    folder: str
    minutes: int
    lesson_ids: tuple[str, ...]
    terms: tuple[str, ...]
    needs: tuple[str, ...]
    title: Mapping[str, str]
    summary: Mapping[str, str]
    outcomes: Mapping[str, tuple[str, ...]]
    quiz: QuizRules
    lessons: Mapping[str, Mapping[str, LessonSource]]
    quizzes: Mapping[str, str]
    trainer_notes: Mapping[str, LessonSource]
    media: Mapping[str, bytes]
    files: Mapping[str, bytes]
    parent: Parent | None = None

    @property
    def path(self) -> str:
        """The module's folder relative to the course's."""
        return f"modules/{self.folder}"


@dataclass(frozen=True)
class CourseSource:
    """A course as its folder holds it.

    files          the bytes of everything outside modules/, by path; with every module's files
                   they are the whole folder, byte for byte
    self_approval  whether an author may approve what they have written
    copies         copies of modules for a country that the course does not list
    """

    id: str
    source_language: str
    languages: tuple[str, ...]
    modules: tuple[ModuleSource, ...]
    title: Mapping[str, str]
    summary: Mapping[str, str]
    completion: Completion
    glossary: Mapping[str, Mapping[str, Term]]
    files: Mapping[str, bytes]
    self_approval: bool = False
    copies: tuple[ModuleSource, ...] = ()

    @property
    def all_modules(self) -> tuple[ModuleSource, ...]:
        """The modules in order, then the copies that are not listed."""
        return (*self.modules, *self.copies)

    @property
    def translations(self) -> tuple[str, ...]:
        """The languages but the source language, in order."""
        return tuple(one for one in self.languages if one != self.source_language)

    def all_files(self) -> dict[str, bytes]:
        """Every file of the folder by its path, ready to be written back."""
        files = dict(self.files)
        for module in self.all_modules:
            files.update((f"{module.path}/{name}", data) for name, data in module.files.items())
        return dict(sorted(files.items()))


_TERM = re.compile(r"\bterm:([a-z0-9-]{2,60})")


def content_hash(module: ModuleSource, glossary: Mapping[str, Mapping[str, Term]]) -> str:
    """64 hex digits that change when a byte of the module, or the meaning of a term in it, does.

    glossary  language to key to term, of the course the module is in
    """
    digest = hashlib.sha256()
    for part in _hashed_parts(module, glossary):
        # The length stands first, so that no two different lists of parts read the same.
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.hexdigest()


def linked_terms(module: ModuleSource) -> frozenset[str]:
    """Keys of the glossary that the module teaches or links in any language."""
    keys = set(module.terms)
    for texts in (*module.lessons.values(), module.trainer_notes):
        for text in texts.values():
            keys.update(_TERM.findall(text.body))
    for quiz in module.quizzes.values():
        keys.update(_TERM.findall(quiz))
    return frozenset(keys)


def _hashed_parts(
    module: ModuleSource, glossary: Mapping[str, Mapping[str, Term]]
) -> Iterator[bytes]:
    for path, data in sorted(module.files.items()):
        yield path.encode()
        yield data
    keys = sorted(linked_terms(module))
    for language in sorted(glossary):
        for key in keys:
            term = glossary[language].get(key)
            if term is not None:
                yield from (one.encode() for one in (language, key, term.word, term.meaning))
