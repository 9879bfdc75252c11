"""A module's files in two languages, text by text, with the state of each translation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lms.authoring.remembering import Memory
from lms.authoring.steps import Counts, Record, UnitStep, counts, step
from lms.authoring.translation_files import Twins, twins_of
from lms.authoring.translation_queries import Subject
from lms.authoring.translation_units import TextUnit
from lms.web.last_used import LastUsed

_units = LastUsed(most=300)  # taken apart once for each content; some 60 texts in each
_LESSON_FILE = re.compile(r"[a-z]{2,3}/\d{2}-([a-z0-9-]{2,60})\.md")


@dataclass(frozen=True)
class Pair:
    """A file of a module in the source language and in another one.

    steps    each text of both, in the order of the source
    records  of the translation as it stands
    is_odd   whether a file cannot be taken apart; then there are no texts
    known    its counts, where they are known without its texts; else None
    """

    twins: Twins
    prefix: str
    steps: tuple[UnitStep, ...] = ()
    records: tuple[Record, ...] = ()
    is_odd: bool = False
    known: Counts | None = None

    @property
    def path(self) -> str:
        """The path of the source within the module's folder."""
        return self.twins.path.removeprefix(self.prefix)

    @property
    def twin(self) -> str:
        """The path of the translation within the module's folder."""
        return self.twins.twin.removeprefix(self.prefix)

    @property
    def counts(self) -> Counts:
        """How many texts are in which state."""
        return counts(self.steps) if self.known is None else self.known

    @property
    def lesson_id(self) -> str | None:
        """The lesson that this file holds; None when it holds something else."""
        match = _LESSON_FILE.fullmatch(self.path)
        return match[1] if match else None

    @property
    def is_behind(self) -> bool:
        """Whether a reader of the translation misses something that the source says."""
        found = self.counts
        return bool(found.stale or found.missing or found.surplus)


def prefix_of(subject: Subject) -> str:
    """What stands in front of the paths of a module's files in its course; "" of its own files."""
    return f"modules/{subject.folder}/" if subject.course is None else ""


def twins_in(subject: Subject, language: str) -> list[Twins]:
    """The files of a module that are translated, with their twins in a language."""
    prefix = prefix_of(subject)
    found = twins_of((prefix + path for path in subject.files), subject.source, language)
    order = {"module.toml": 0, "lesson": 1, "quiz.gift": 2, "trainer.md": 3}

    def place(one: Twins) -> tuple[int, str]:
        return order.get(one.path.rpartition("/")[2], 1), one.path

    return sorted(found, key=place)


def wanted_blobs(subject: Subject, twins: list[Twins]) -> set[str]:
    """The hashes of the contents that these files have."""
    prefix = prefix_of(subject)
    paths = {path.removeprefix(prefix) for one in twins for path in (one.path, one.twin)}
    return {subject.files[path] for path in paths if path in subject.files}


def pairs(
    subject: Subject,
    twins: list[Twins],
    contents: Mapping[str, bytes],
    memory: Memory,
    *,
    draft: bool = True,
) -> Iterator[Pair]:
    """Each of these files with the state of its texts.

    contents  by hash
    draft     whether what is remembered of a draft counts
    """
    prefix = prefix_of(subject)
    for one in twins:
        try:
            yield _pair(subject, one, prefix, contents, memory, draft=draft)
        except ValueError:  # no UTF-8, no TOML, or too odd to be taken apart
            yield Pair(one, prefix, is_odd=True)


def texts_of(subject: Subject, twins: list[Twins], contents: Mapping[str, bytes]) -> dict[str, str]:
    """The texts of these files by their paths in the course; ValueError when one is no UTF-8."""
    prefix = prefix_of(subject)
    paths = {path for one in twins for path in (one.path, one.twin)}
    there = ((path, subject.files.get(path.removeprefix(prefix))) for path in sorted(paths))
    return {path: contents[key].decode() for path, key in there if key}


def _pair(
    subject: Subject,
    twins: Twins,
    prefix: str,
    contents: Mapping[str, bytes],
    memory: Memory,
    *,
    draft: bool,
) -> Pair:
    path, twin = (one.removeprefix(prefix) for one in (twins.path, twins.twin))
    source = _read(subject.files[path], twins, contents, is_source=True)
    target_key = subject.files.get(twin)
    target = _read(target_key, twins, contents, is_source=False) if target_key else ()
    records = memory.records(twins.target, path, twin, target, draft=draft)
    return Pair(twins, prefix, tuple(step(source, target, records)), records)


def _read(
    key: str, twins: Twins, contents: Mapping[str, bytes], *, is_source: bool
) -> tuple[TextUnit, ...]:
    read = twins.read_source if is_source else twins.read_target
    language = (twins.source if is_source else twins.target) if twins.shared else ""
    kind = twins.path.rpartition(".")[2]
    return _units.get((key, kind, language), lambda: read(contents[key].decode()))
