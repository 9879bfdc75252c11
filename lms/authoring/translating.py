"""Verbs of translation: note what was published, save texts, confirm, forgive, take a file in."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from lms.accounts.models import User
from lms.authoring import pairs as pair_reading
from lms.authoring import service
from lms.authoring import translation_queries as queries
from lms.authoring.incoming import Incoming
from lms.authoring.models import Forgiven, ModuleDraft
from lms.authoring.noting import count_again
from lms.authoring.pairs import Pair
from lms.authoring.remembering import Memory, Writing, memories
from lms.authoring.steps import Record, UnitStep, confirm, step
from lms.authoring.translation_queries import Subject
from lms.authoring.xliff import Entry
from lms.courses import queries as courses
from lms.errors import Refusal
from lms.trail import service as trail
from lms.words import N_

_ODD = N_("The places of the texts in this file cannot be told.")


@dataclass(frozen=True)
class Desk:
    """A module as somebody translates it into one language.

    texts  of its files, by their paths in the course
    """

    subject: Subject
    language: str
    memory: Memory
    contents: Mapping[str, bytes]
    pairs: tuple[Pair, ...]
    texts: Mapping[str, str]

    @property
    def module_id(self) -> str:
        """The module."""
        return self.subject.module_id

    def pair(self, path: str) -> Pair | None:
        """A file by the path of its source."""
        return next((one for one in self.pairs if one.path == path), None)


@dataclass(frozen=True)
class Saved:
    """What came of saving the texts of a page.

    changed    how many texts were changed or added
    confirmed  how many were found still right
    waiting    keys of new texts that cannot be added while others of their file are missing
    """

    changed: int
    confirmed: int
    waiting: tuple[str, ...] = ()


@dataclass(frozen=True)
class Written:
    """A file with texts that somebody typed; waiting: as in Saved.

    text     None: it stays as it is
    changed  how many texts were changed or added
    """

    text: str | None
    changed: int
    waiting: tuple[str, ...]


def desk(
    db: Session, module_id: str, language: str, path: str | None = None, *, glossary: bool = False
) -> Desk | None:
    """What is translated, all files or one; five statements. None: there is no such thing.

    glossary  whether the contents hold the course's glossaries of both languages, too
    """
    subject = queries.subject(db, module_id)
    if subject is None or language == subject.source:
        return None
    twins = pair_reading.twins_in(subject, language)
    if path is not None:
        twins = [one for one in twins if one.path == pair_reading.prefix_of(subject) + path]
        if not twins:
            return None
    wanted = pair_reading.wanted_blobs(subject, twins)
    if glossary:
        wanted |= {k for one, k in subject.glossary.items() if one in (subject.source, language)}
    contents = courses.blobs(db, wanted)
    memory = memories(db, [module_id])[module_id]
    found = tuple(pair_reading.pairs(subject, twins, contents, memory))
    good = [one.twins for one in found if not one.is_odd]
    texts = pair_reading.texts_of(subject, good, contents)
    return Desk(subject, language, memory, contents, found, texts)


def save_texts(
    db: Session,
    actor: User,
    wanted: Desk,
    pair: Pair,
    entries: Sequence[Entry],
    confirmed: Collection[str],
    *,
    now: datetime,
) -> Saved:
    """Write translated texts into the draft; a draft is opened when there is none.

    entries    the texts that changed, with the keys of the source
    confirmed  keys of the source's texts whose translations were found still right
    raises     NotTakenError naming the texts that their file cannot take
    """
    written = with_entries(wanted, pair, entries)
    steps = pair.steps
    if written.text is not None:
        draft = service.open_draft(db, actor, wanted.module_id, now=now)
        _save(db, actor, draft, wanted, pair.twin, written.text, now=now)
        texts = {**wanted.texts, pair.twins.twin: written.text}
        steps = tuple(step(*pair.twins.units(texts), pair.records))
    keys = _targets(steps, confirmed)
    is_draft = written.text is not None
    _remember(db, actor, wanted, [(pair, confirm(steps, *keys))], is_draft=is_draft, now=now)
    return Saved(written.changed, len(keys), written.waiting)


def with_entries(wanted: Desk, pair: Pair, entries: Sequence[Entry]) -> Written:
    """A file with texts that changed; raises NotTakenError as save_texts does."""
    if pair.is_odd:
        raise Refusal(_ODD, status=422)
    file = Incoming(pair.twins, {one.source.key: one for one in pair.steps if one.source})
    for entry in entries:
        unit = file.steps[entry.key].source
        assert unit is not None
        file.note(entry, unit)
    waiting = _waiting(file, pair)
    text = file.text(wanted.texts)
    if text is None or text == wanted.texts.get(pair.twins.twin):
        return Written(None, 0, waiting)
    return Written(text, len(file.edited) + len(file.added), waiting)


def confirm_texts(
    db: Session, actor: User, wanted: Desk, pair: Pair, confirmed: Collection[str], *, now: datetime
) -> int:
    """Note that texts of the course's own files were found still right; how many there are.

    confirmed  keys of the source's texts
    """
    keys = _targets(pair.steps, confirmed)
    if keys:
        records = confirm(pair.steps, *keys)
        _remember(db, actor, wanted, [(pair, records)], is_draft=False, now=now)
    return len(keys)


def keep_records(
    db: Session,
    actor: User,
    wanted: Desk,
    records: Mapping[str, tuple[Record, ...]],
    *,
    now: datetime,
) -> None:
    """Remember what a translators' file said of the course's own files, once they are saved."""
    by_twin = {one.twins.twin: one for one in wanted.pairs}
    kept = [(by_twin[path], some) for path, some in records.items()]
    _remember(db, actor, wanted, kept, is_draft=False, now=now)


def take_texts(
    db: Session,
    actor: User,
    wanted: Desk,
    files: Mapping[str, str],
    records: Mapping[str, tuple[Record, ...]],
    *,
    now: datetime,
) -> None:
    """Write what `exchange.take` made of a translators' file into the draft.

    files, records  by the paths of translations in the course
    """
    by_twin = {one.twins.twin: one for one in wanted.pairs}
    if files:
        draft = service.open_draft(db, actor, wanted.module_id, now=now)
        for path, text in files.items():
            draft = _save(db, actor, draft, wanted, by_twin[path].twin, text, now=now)
    changed = [(by_twin[path], kept) for path, kept in records.items() if path in files]
    same = [(by_twin[path], kept) for path, kept in records.items() if path not in files]
    _remember(db, actor, wanted, changed, is_draft=True, now=now)
    _remember(db, actor, wanted, same, is_draft=False, now=now)


def forgive(
    db: Session,
    actor: User,
    module_id: str,
    path: str,
    old: str,
    new: str,
    *,
    now: datetime,
) -> None:
    """Note that a change of the source does not matter to translations; twice is once.

    path      of the source within the module's folder
    old, new  the hashes of the text before and after
    """
    if queries.is_forgiven(db, module_id, path, old, new):
        return
    found = Forgiven(
        module_id=module_id, path=path, old_hash=old, new_hash=new, by_id=actor.id, at=now
    )
    db.add(found)
    db.flush()  # the trail names it, and the counts below read it
    trail.note(db, actor, "authoring.forgive", found, now=now, module=module_id)
    subject = queries.subject(db, module_id)
    if subject is not None:
        count_again(db, subject, subject.languages)


def _waiting(file: Incoming, pair: Pair) -> tuple[str, ...]:
    """New texts that have no place yet, taken out of what is written; () when all have one."""
    if not file.added:
        return ()
    is_begun = pair.twins.shared and any(one.target for one in pair.steps)
    if not is_begun and not file.lacking():
        return ()
    waiting = tuple(file.added)
    file.added.clear()
    return waiting


def _targets(steps: Iterable[UnitStep], confirmed: Collection[str]) -> list[str]:
    """The keys of the translations of these texts of the source."""
    return [
        one.target.key for one in steps if one.source and one.target and one.source.key in confirmed
    ]


def _save(
    db: Session,
    actor: User,
    draft: ModuleDraft,
    wanted: Desk,
    path: str,
    text: str,
    *,
    now: datetime,
) -> ModuleDraft:
    seen = wanted.subject.files.get(path)
    return service.save_file(db, actor, draft, path, text.encode(), seen=seen, now=now)


def _remember(
    db: Session,
    actor: User,
    wanted: Desk,
    kept: Sequence[tuple[Pair, Iterable[Record]]],
    *,
    is_draft: bool,
    now: datetime,
) -> None:
    """Keep records of files: of the draft where it differs from what is published."""
    writing = Writing(wanted.module_id, wanted.memory, actor.id, now)
    again = False
    for pair, records in kept:
        drafted = is_draft or wanted.subject.is_changed(pair.path, pair.twin)
        writing.keep(wanted.language, pair.twin, records, draft=drafted)
        again = again or not drafted
    writing.write(db)
    if again and writing.new:
        count_again(db, wanted.subject, (wanted.language,))
