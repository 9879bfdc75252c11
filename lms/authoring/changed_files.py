"""What changed from one state of a module's folder to another, file by file and line by line."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from lms.authoring.differences import Line, around, difference
from lms.authoring.three_way import Hashes

MOST_LINES = 1_200  # of all files of a page together; further files are opened one by one
MOST_OF_A_FILE = 3_000
_MOST_BYTES = 300_000  # a longer text is no lesson; comparing it would take seconds


@dataclass(frozen=True, slots=True)
class FileChange:
    """A file that was added, removed or changed.

    language  of its folder; "" outside of one
    before, after  bytes; None: it was not there
    lines     what changed with some lines around, None for lines that were left out;
              empty when it is no text or was left out
    is_text   whether it has lines at all
    left_out  whether its lines were not compared, for the page holds many already
    cut       whether it has more changed lines than are shown
    """

    path: str
    change: str
    language: str
    before: int | None
    after: int | None
    lines: tuple[Line | None, ...] = ()
    is_text: bool = True
    left_out: bool = False
    cut: bool = False


def changed_paths(old: Hashes, new: Hashes) -> list[str]:
    """The paths that differ, sorted; files outside of the languages' folders last.

    >>> changed_paths({"en/a.md": "1", "b.toml": "1"}, {"en/a.md": "2", "b.toml": "2"})
    ['en/a.md', 'b.toml']
    """
    return sorted(
        (path for path in {*old, *new} if old.get(path) != new.get(path)),
        key=lambda path: (not language_of(path), path),
    )


def language_of(path: str) -> str:
    """The language that a file of a module is in, "" for module.toml and pictures.

    >>> language_of("vi/quiz.gift"), language_of("media/map.svg"), language_of("module.toml")
    ('vi', '', '')
    """
    folder, _, file = path.partition("/")
    return folder if file and folder != "media" else ""


def compare(
    old: Hashes,
    new: Hashes,
    contents: Mapping[str, bytes],
    *,
    only: str | None = None,
) -> list[FileChange]:
    """Every file that differs, the lines of as many as a page can hold.

    contents  hash -> content, of all files that differ
    only      the one file whose lines are wanted; None: those that come first
    """
    found: list[FileChange] = []
    left = MOST_LINES if only is None else MOST_OF_A_FILE
    for path in changed_paths(old, new):
        before, after = (contents[one[path]] if path in one else None for one in (old, new))
        is_wanted = path == only if only else left > 0
        change = _file_change(path, before, after, compared=is_wanted)
        left -= len(change.lines)
        found.append(change)
    return found


def out_of_step(
    changed: Collection[str], files: Iterable[str], source: str, languages: Iterable[str]
) -> Iterator[tuple[str, str]]:
    """(path, language) of translations that stayed as they were while their source changed.

    changed  paths that differ from the published version
    source   the source language of the course

    >>> list(out_of_step(["en/a.md"], ["en/a.md", "vi/a.md"], "en", ["en", "vi"]))
    [('vi/a.md', 'vi')]
    """
    there = set(files)
    for path in changed:
        if language_of(path) != source or path not in there or path.endswith("/trainer.md"):
            continue
        for language in languages:
            twin = f"{language}{path[len(source) :]}"
            if language != source and twin in there and twin not in changed:
                yield twin, language


def _file_change(
    path: str, before: bytes | None, after: bytes | None, *, compared: bool
) -> FileChange:
    change = "added" if before is None else "removed" if after is None else "changed"
    whole = FileChange(path, change, language_of(path), _size(before), _size(after))
    old, new = _text(before), _text(after)
    if old is None or new is None:
        return replace(whole, is_text=False)
    if not compared:
        return replace(whole, left_out=True)
    lines = tuple(around(difference(old, new)))
    return replace(whole, lines=lines[:MOST_OF_A_FILE], cut=len(lines) > MOST_OF_A_FILE)


def _size(content: bytes | None) -> int | None:
    return None if content is None else len(content)


def _text(content: bytes | None) -> str | None:
    """The content as text; "" for a file that is not there, None for a picture and its like."""
    if content is None:
        return ""
    if len(content) > _MOST_BYTES:
        return None
    try:
        return content.decode()
    except UnicodeDecodeError:
        return None
