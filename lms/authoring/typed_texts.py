"""What somebody typed on a page of translations, put beside the texts that it belongs to. Pure.

A field is named after the source's text, not after its place, so that what was typed finds its
text also when others came or went meanwhile.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from lms.authoring.readable_texts import readable
from lms.authoring.steps import UnitStep, source_hash
from lms.authoring.xliff import Entry

_SHORT = 16  # hex digits
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")


@dataclass(frozen=True)
class Typed:
    """What is to be written, and what cannot be.

    changes     texts that were changed, as entries with the keys of the source
    conflicts   keys of texts that somebody else changed since the page was opened
    emptied     keys of texts whose translation was taken away
    confirmed   keys of texts whose translation was found still right
    kept        key -> what was typed, where it is not what stands there
    homeless    what was typed for texts that are not in the source any more
    """

    changes: tuple[Entry, ...] = ()
    conflicts: frozenset[str] = frozenset()
    emptied: frozenset[str] = frozenset()
    confirmed: frozenset[str] = frozenset()
    kept: Mapping[str, str] = field(default_factory=dict)
    homeless: tuple[str, ...] = ()


def field_names(steps: Sequence[UnitStep]) -> dict[str, str]:
    """Key of the source's text -> the name of its field, a new one for each time a text comes."""
    seen: Counter[str] = Counter()
    found = {}
    for one in steps:
        if one.source is None:
            continue
        short = source_hash(one.source.text)[:_SHORT]
        seen[short] += 1
        found[one.source.key] = f"{short}-{seen[short]}"
    return found


def shown_text(one: UnitStep) -> str:
    """The translation as the page shows it; "" where there is none."""
    return readable(one.target, one.target.text) if one.target else ""


def mark_of(text: str) -> str:
    """What a page remembers of a text that it showed: 16 hex digits."""
    return sha256(_plain(text).encode("utf-8", "replace")).hexdigest()[:_SHORT]


def read_typed(form: Mapping[str, str], steps: Sequence[UnitStep]) -> Typed:
    """What a page of these texts sent.

    form  "t-<name>" the text, "s-<name>" the mark of what was shown, "confirm" a name; others
          are nobody's
    """
    names = field_names(steps)
    changes, conflicts, emptied, kept = [], set(), set(), {}
    for one in steps:
        if one.source is None or f"t-{names[one.source.key]}" not in form:
            continue
        key, name = one.source.key, names[one.source.key]
        typed, now = _plain(form[f"t-{name}"]), _plain(shown_text(one))
        shown = form.get(f"s-{name}", "")
        if typed == now or mark_of(typed) == shown:
            continue
        kept[key] = typed
        if mark_of(now) != shown:
            conflicts.add(key)
        elif not typed:
            emptied.add(key)
        else:
            changes.append(Entry("", key, one.source.text, typed))
    wanted = frozenset(key for key, name in names.items() if form.get("confirm") == name)
    return Typed(
        tuple(changes),
        frozenset(conflicts),
        frozenset(emptied),
        wanted,
        kept,
        _homeless(form, set(names.values())),
    )


def _homeless(form: Mapping[str, str], names: set[str]) -> tuple[str, ...]:
    found = []
    for key, text in form.items():
        name = key.removeprefix("t-")
        is_field = key.startswith("t-") and name not in names
        if is_field and text.strip() and mark_of(text) != form.get(f"s-{name}", ""):
            found.append(_plain(text))
    return tuple(found)


def _plain(text: str) -> str:
    """With line ends of one kind, and without what pasting brings along and nobody sees."""
    return _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
