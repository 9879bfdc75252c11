"""How far translations are, kept with a version so that lists need not take its files apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import astuple
from typing import Any

from lms.authoring.pairs import Pair
from lms.authoring.steps import Counts


def with_language(
    facts: Mapping[str, Any], source: str, language: str, pairs: Iterable[Pair]
) -> dict[str, Any]:
    """The facts of a version with what is now known of one language.

    translation  {source, files: {language: {path of the source: its counts}}}
    stale        language -> lessons that say less or something else than the source says
    stale_rev    counts the changes of `stale`, so that pages kept by it are made anew; missing: 0
    """
    known = list(pairs)
    translation = facts.get("translation", {})
    files = translation.get("files", {}) | {language: {one.path: _kept(one) for one in known}}
    behind = [one.lesson_id for one in known if one.lesson_id and one.is_behind]
    there = any(sum(astuple(one.counts)) > one.counts.missing for one in known)
    now = behind if there else []
    before = facts.get("stale", {})
    found = {
        **facts,
        "translation": {"source": source, "files": files},
        "stale": before | {language: now},
    }
    if before.get(language, []) != now:
        found["stale_rev"] = facts.get("stale_rev", 0) + 1
    return found


def counts_in(facts: Mapping[str, Any], language: str) -> dict[str, Counts]:
    """The counts of each file of a language, by the path of the source; {}: they are not known."""
    files = facts.get("translation", {}).get("files", {}).get(language, {})
    return {path: _read(kept) for path, kept in files.items()}


def _kept(pair: Pair) -> int | list[int]:
    """A number where everything is current, as it mostly is: facts are read with every page."""
    found = pair.counts
    return found.current if found == Counts(found.current) else list(astuple(found))


def _read(kept: int | list[int]) -> Counts:
    return Counts(kept) if isinstance(kept, int) else Counts(*kept)
