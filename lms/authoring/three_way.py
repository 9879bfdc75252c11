"""Which of two folders a file is taken from when both go back to a third: hashes in, hashes out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Hashes = Mapping[str, str]  # path -> hash of the content; a path that is missing is no file


@dataclass(frozen=True, slots=True)
class Merged:
    """What came of it.

    files      the result; of a file in `conflicts` it holds mine
    theirs     paths that were taken from theirs, for only they had changed
    conflicts  paths that both changed, each in another way
    """

    files: dict[str, str]
    theirs: tuple[str, ...]
    conflicts: tuple[str, ...]


def three_way(base: Hashes, mine: Hashes, theirs: Hashes) -> Merged:
    """Put together what two made of one folder, file by file.

    >>> three_way({"a": "1", "b": "1"}, {"a": "2", "b": "1"}, {"a": "1", "b": "3"}).files
    {'a': '2', 'b': '3'}
    """
    files: dict[str, str] = {}
    taken, conflicts = [], []
    for path in sorted({*base, *mine, *theirs}):
        was, here, there = base.get(path), mine.get(path), theirs.get(path)
        chosen = here
        if here != there and here == was:
            chosen = there
            taken.append(path)
        elif here != there and there != was:
            conflicts.append(path)
        if chosen is not None:
            files[path] = chosen
    return Merged(files, tuple(taken), tuple(conflicts))


def decided(merged: Merged, theirs: Hashes) -> dict[str, str]:
    """The result with theirs in place of mine wherever both had changed a file."""
    files = {path: key for path, key in merged.files.items() if path not in merged.conflicts}
    files.update((path, theirs[path]) for path in merged.conflicts if path in theirs)
    return dict(sorted(files.items()))


@dataclass(frozen=True, slots=True)
class Step:
    """A version in the history of a module, or of the course's own files.

    on_web       whether it was published on the web; otherwise it was loaded from files
    written_out  whether its files have been exported since, so that a folder may hold them
    """

    files: Hashes
    on_web: bool
    written_out: bool = False


def known_to_folder(steps: Sequence[Step], folder: Hashes) -> dict[str, str]:
    """What each file was when the folder and the web went apart, judged by the history.

    steps   the versions from the oldest to the newest, which is the published one
    folder  the files as they are loaded now

    A file that stands in the folder as it was before the web changed it is one that nobody
    touched there. A file that was in no version was changed in the folder: if the web's last
    change of it was never exported, both have changed it.
    """
    newest = steps[-1].files if steps else {}
    paths = {*folder, *newest}
    found = {path: _known(steps, path, folder.get(path)) for path in paths}
    return {path: key for path, key in found.items() if key is not None}


def _known(steps: Sequence[Step], path: str, here: str | None) -> str | None:
    kept = [None, *(step.files.get(path) for step in steps)]  # before the first there was nothing
    newest = kept[-1]
    if here in kept:
        after = max(at for at, key in enumerate(kept) if key == here)
        is_behind = after < len(steps) and steps[after].on_web
        return here if is_behind else _before_the_web(steps, kept, after)
    made = max((at for at, key in enumerate(kept) if key != newest), default=0)
    step = steps[made]
    return kept[made] if step.on_web and not step.written_out else newest


def _before_the_web(steps: Sequence[Step], kept: Sequence[str | None], after: int) -> str | None:
    """The content that the web changed later than `after` and never wrote out; else the newest."""
    for at in range(after, len(steps)):
        if kept[at] != kept[at + 1] and steps[at].on_web and not steps[at].written_out:
            return kept[at]
    return kept[-1]
