"""What translations from outside make of one file: texts changed, added, found still right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from lms.authoring.readable_texts import as_written, readable
from lms.authoring.steps import State, UnitStep
from lms.authoring.toml_units import with_language
from lms.authoring.translation_files import Twins
from lms.authoring.translation_units import TextUnit, UnfitError, UnitFault, rebuild
from lms.authoring.xliff import Entry, writable

_LOOKED_AT = ("translated", "signed-off", "final")


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that was not taken: which text, its line in the XLIFF file, and why.

    template  a sentence to translate; values, what its named values stand for
    """

    path: str
    key: str
    line: int
    template: str
    values: Mapping[str, object] = field(default_factory=dict, hash=False)

    def __str__(self) -> str:
        return f"{self.line}: {self.path} {self.key}: {self.template % self.values}"


class NotTakenError(ValueError):
    """Texts that their file cannot take; nothing of it is changed."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__("; ".join(map(str, findings)))
        self.findings = tuple(findings)


@dataclass
class Incoming:
    """What the entries of one file ask for, by the key of the source's text."""

    twins: Twins
    steps: Mapping[str, UnitStep]
    edited: dict[str, Entry] = field(default_factory=dict)
    added: dict[str, Entry] = field(default_factory=dict)
    confirmed: list[str] = field(default_factory=list)

    def note(self, entry: Entry, unit: TextUnit) -> None:
        """Whether an entry changes a text, adds one, confirms one, or nothing."""
        one = self.steps[unit.key]
        if not entry.target.strip():
            return
        if one.target is None:
            self.added[unit.key] = entry
        elif writable(readable(one.target, one.target.text)).strip() != entry.target.strip():
            self.edited[unit.key] = entry
        elif one.state is State.STALE and entry.state in _LOOKED_AT:
            self.confirmed.append(unit.key)

    def lacking(self) -> list[str]:
        """The texts of the source for which there is still no translation."""
        return [
            key for key, one in self.steps.items() if one.target is None and key not in self.added
        ]

    def text(self, files: Mapping[str, str]) -> str | None:
        """The new text of the twin; None when there is none and nothing to make it of.

        With texts that were missing it is the source's file with every text exchanged, so that
        both have the same blocks.

        raises  NotTakenError naming every text that cannot stand where it is to stand
        """
        try:
            return self._edited(files) if not self.added else self._whole(files)
        except UnfitError as error:
            raise NotTakenError([self._finding(one) for one in error.faults]) from None

    def _edited(self, files: Mapping[str, str]) -> str | None:
        changes = {
            one.target.key: as_written(one.target, self.edited[key].target, self._like(one))
            for key, one in self.steps.items()
            if one.target and key in self.edited
        }
        if not changes:
            return None
        return rebuild(files[self.twins.twin], changes, self.twins.read_target)

    def _whole(self, files: Mapping[str, str]) -> str:
        twins = self.twins
        texts = {key: self._text_of(key, one) for key, one in self.steps.items()}
        if twins.shared:
            return with_language(files[twins.path], twins.source, twins.target, texts)
        return rebuild(files[twins.path], texts, twins.read_source)

    def _text_of(self, key: str, one: UnitStep) -> str:
        entry = self.added.get(key) or self.edited.get(key)
        if entry is not None and one.source is not None:
            return as_written(one.source, entry.target, self._like(one))
        return one.target.text if one.target else ""

    @staticmethod
    def _like(one: UnitStep) -> str:
        return "".join(unit.text for unit in (one.target, one.source) if unit)

    def _finding(self, fault: UnitFault) -> Finding:
        """The fault at the entry that it is about; its key may be that of the translation."""
        for key, one in self.steps.items():
            entry = self.added.get(key) or self.edited.get(key)
            named = key if self.added or not one.target else one.target.key
            if entry and named == fault.key:
                return Finding(self.twins.path, entry.key, entry.line, fault.template, fault.values)
        return Finding(self.twins.path, fault.key, 1, fault.template, fault.values)
