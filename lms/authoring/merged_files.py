"""Files of a draft and of a newer version put together, where both have changed them."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy.orm import Session

from lms.authoring import queries
from lms.authoring.merging import MergedText, merge_texts
from lms.authoring.three_way import Hashes

_NAMES = ("draft", "published")  # in the file itself, whatever language its page has


def both(
    db: Session, paths: Iterable[str], base: Hashes, mine: Hashes, theirs: Hashes
) -> dict[str, MergedText]:
    """Each of these files with both changes in it, by path; one statement, none for no files.

    Pictures, and files that one side does not have or did not begin with, are left out.
    """
    sides = (base, mine, theirs)
    wanted = [
        path
        for path in paths
        if path.endswith((".md", ".gift", ".toml")) and all(path in side for side in sides)
    ]
    keys = {f"{at}:{path}": side[path] for at, side in enumerate(sides) for path in wanted}
    contents = queries.contents(db, keys) if keys else {}
    found = {}
    for path in wanted:
        try:
            texts = [contents[f"{at}:{path}"].decode() for at in range(len(sides))]
        except UnicodeDecodeError:
            continue
        found[path] = merge_texts(*texts, names=_NAMES)
    return found
