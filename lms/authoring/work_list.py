"""What translators have to do: counts by file, and what an author's change asks of them. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lms.authoring.steps import Counts, Record, State, UnitStep, counts, remember, step
from lms.authoring.translation_files import Twins
from lms.authoring.translation_units import TextUnit


@dataclass(frozen=True, slots=True)
class FileWork:
    """How far the translation of one file is."""

    twins: Twins
    counts: Counts


def work_list(
    files: Mapping[str, str], twins: Sequence[Twins], records: Mapping[str, Sequence[Record]]
) -> list[FileWork]:
    """Each file of a language with its counts, in the order of the twins.

    files    the texts of the course's files by path; a twin that is not there is all missing
    records  by the path of the twin
    raises   ValueError when a file is too odd to be taken apart
    """
    return [
        FileWork(one, counts(step(*one.units(files), records.get(one.twin, ())))) for one in twins
    ]


def source_changes(before: Sequence[TextUnit], after: Sequence[TextUnit]) -> list[UnitStep]:
    """What an author changed in a file: each text that was changed, added or taken out.

    STALE    source is the new text, old_text the one before: it may not matter to translations
    MISSING  source is a new text
    SURPLUS  target is a text that was taken out
    """
    records = remember(step(before, before, ()))
    return [one for one in step(after, before, records) if one.state is not State.CURRENT]
