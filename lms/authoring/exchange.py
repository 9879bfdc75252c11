"""A language of a course out to translators as XLIFF, and what they send back into its files."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from lms.authoring.incoming import Finding, Incoming, NotTakenError
from lms.authoring.readable_texts import readable
from lms.authoring.steps import Record, State, UnitStep, confirm, source_hash, step
from lms.authoring.translation_files import Twins
from lms.authoring.translation_units import TextUnit
from lms.authoring.xliff import Entry, UnreadableError, read_xliff, writable, write_xliff
from lms.words import N_

_STATES = {
    State.MISSING: "needs-translation",
    State.STALE: "needs-review-translation",
    State.CURRENT: "translated",
    State.CONFIRMED: "signed-off",
}

_NO_FILE = N_("There is no such file in the course: %(path)s.")
_OTHER_LANGUAGE = N_("The translations are into %(here)s, not into %(wanted)s.")
_TWICE = N_("This text is there twice.")
_GONE = N_("The source has no such text any more.")
_CHANGED = N_("The source has changed since this was sent out.")
_INCOMPLETE = N_(
    "A new text can be taken with all others that its file lacks; %(count)s are still missing."
)
_NO_PLACE = N_("The file has some texts of this language; add this one to it by hand.")
_UNCLEAR = N_("The places of the texts in this file cannot be told.")


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of an import.

    files    the new texts of those files that change, by path; empty when there is a fault
    records  what to remember from now on of each file that was named, by the twin's path
    left     what was left out, while all else was taken
    faults   why nothing at all was taken
    """

    files: dict[str, str]
    records: dict[str, tuple[Record, ...]]
    left: tuple[Finding, ...] = ()
    faults: tuple[Finding, ...] = ()


def export(
    files: Mapping[str, str],
    twins: Sequence[Twins],
    records: Mapping[str, Sequence[Record]],
    *,
    open_only: bool = False,
) -> bytes:
    """An XLIFF file of one language.

    files    the texts of the course's files by path
    twins    the files to send out, all of one language; at least one
    records  by the path of the twin
    open_only  whether only what is missing or stale goes out
    raises   ValueError when a file is too odd to be taken apart
    """
    entries = [
        _entry(one, unit, path.path)
        for path in twins
        for one in step(*path.units(files), records.get(path.twin, ()))
        for unit in (one.source,)
        if unit and (not open_only or one.state in (State.MISSING, State.STALE))
    ]
    return write_xliff(entries, twins[0].source, twins[0].target)


def take(
    content: bytes,
    files: Mapping[str, str],
    twins: Sequence[Twins],
    records: Mapping[str, Sequence[Record]],
) -> Taken:
    """What the files become with the translations of an XLIFF file.

    Only what was made from the source of today is taken; an empty translation changes nothing. A
    translation marked as looked at, whose text is as it was, confirms a stale text. A file that
    the language lacks is made when all its texts are there.

    returns  with a fault no files at all: an unreadable or wrong file, a text given twice, texts
             that would break what they stand in
    """
    try:
        language, entries = read_xliff(content)
    except UnreadableError as error:
        return _refused([Finding("", "", error.line, error.template, error.values)])
    desk = _Desk(files, {one.path: one for one in twins}, records)
    wanted = twins[0].target if twins else ""
    if language and language != wanted:
        values = {"here": language, "wanted": wanted}
        return _refused([Finding("", "", 1, _OTHER_LANGUAGE, values)])
    by_path: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        by_path[entry.original].append(entry)
    for path, of_file in by_path.items():
        desk.take(path, of_file)
    if desk.faults:
        return _refused(desk.faults)
    return Taken(desk.changed, desk.remembered, tuple(desk.left))


def _refused(faults: Iterable[Finding]) -> Taken:
    return Taken({}, {}, faults=tuple(sorted(faults, key=lambda one: one.line)))


def _entry(one: UnitStep, source: TextUnit, path: str) -> Entry:
    notes = [source.kind.value]
    if one.old_text:
        notes.append(f"old: {readable(source, one.old_text)}")
    target = readable(one.target, one.target.text) if one.target else ""
    return Entry(
        path, source.key, readable(source, source.text), target, _STATES[one.state], tuple(notes)
    )


@dataclass
class _Desk:
    """Takes the entries file by file and collects what comes of it."""

    files: Mapping[str, str]
    twins: Mapping[str, Twins]
    records: Mapping[str, Sequence[Record]]
    changed: dict[str, str] = field(default_factory=dict)
    remembered: dict[str, tuple[Record, ...]] = field(default_factory=dict)
    left: list[Finding] = field(default_factory=list)
    faults: list[Finding] = field(default_factory=list)

    def take(self, path: str, entries: Sequence[Entry]) -> None:
        """All entries of one file."""
        twins = self.twins.get(path)
        if twins is None or path not in self.files:
            line = entries[0].line
            self.faults.append(Finding(path, "", line, _NO_FILE, {"path": path}))
            return
        try:
            self._take(twins, entries)
        except NotTakenError as error:
            self.faults += error.findings
        except ValueError:
            self.faults.append(Finding(path, "", entries[0].line, _UNCLEAR))

    def _take(self, twins: Twins, entries: Sequence[Entry]) -> None:
        files = {**self.files, **self.changed}
        source, target = twins.units(files)
        records = self.records.get(twins.twin, ())
        steps = step(source, target, records)
        file = Incoming(twins, {one.source.key: one for one in steps if one.source})
        for entry, unit in self._matched(twins.path, entries, source):
            file.note(entry, unit)
        if file.added and not self._may_add(file, len(target)):
            file.added.clear()
        text = file.text(files)
        if text is not None and text != files.get(twins.twin):
            self.changed[twins.twin] = text
            files[twins.twin] = text
            target = twins.read_target(text)
        self._remember(twins, file, step(source, target, records))

    def _matched(
        self, path: str, entries: Sequence[Entry], source: Sequence[TextUnit]
    ) -> Iterator[tuple[Entry, TextUnit]]:
        """Each entry with the text of today's source that it was made from."""
        by_key = {one.key: one for one in source}
        by_hash: dict[str, list[TextUnit]] = defaultdict(list)
        for one in source:
            by_hash[source_hash(writable(readable(one, one.text)))].append(one)
        seen: set[str] = set()
        for entry in entries:
            same = by_hash.get(source_hash(entry.source), [])
            unit = by_key.get(entry.key)
            if entry.key in seen:
                self.faults.append(Finding(path, entry.key, entry.line, _TWICE))
            elif unit in same and unit is not None:
                yield entry, unit
            elif len(same) == 1:  # it stands somewhere else by now
                yield entry, same[0]
            else:
                reason = _GONE if unit is None else _CHANGED
                self.left.append(Finding(path, entry.key, entry.line, reason))
            seen.add(entry.key)

    def _may_add(self, file: Incoming, known: int) -> bool:
        """Whether the texts that the file lacks are all there; else they are left out."""
        lacking = file.lacking()
        if not lacking and not (file.twins.shared and known):
            return True
        for entry in file.added.values():
            template = _INCOMPLETE if lacking else _NO_PLACE
            values = {"count": len(lacking)}
            self.left.append(Finding(file.twins.path, entry.key, entry.line, template, values))
        return False

    def _remember(self, twins: Twins, file: Incoming, steps: Sequence[UnitStep]) -> None:
        confirmed = [
            one.target.key
            for one in steps
            if one.source and one.target and one.source.key in file.confirmed
        ]
        self.remembered[twins.twin] = confirm(steps, *confirmed)
