"""What two languages of one text must have in common: numbers, links, pictures, places to fill."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from lms.authoring.readable_texts import readable
from lms.authoring.translation_units import Form, TextUnit, UnitKind
from lms.courses.units import Difference, Unit, differences, numbers_in, units
from lms.words import N_

# [[1]] of a gap, %(name)s and {name} of a sentence to be filled in, a line to write on
_FILLED_IN = re.compile(r"\[\[[0-9a-z]{1,3}\]\]|%\([a-z_]+\)[sd]|\{[a-z_]+\}|_{3,}")
_FOOTNOTE = re.compile(r"\[\^([^\]\s]+)\]")
_PLACES = N_(
    "The places to fill in differ: %(here)s here, %(there)s in the source (line %(line)s)."
)
_OWN_WORDS = (UnitKind.UNIT,)  # VND and đồng need have nothing in common


def unit_checks(source: TextUnit, target: TextUnit) -> list[Difference]:
    """What differs besides the words; of level "fault" what may not, "warning" numbers.

    Lines are those of the two files.
    """
    if source.kind in _OWN_WORDS:
        return []
    there, here = _compared(source), _compared(target)
    return [*differences([there], [here]), *_places(source, target)]


def _compared(unit: TextUnit) -> Unit:
    text = readable(unit, unit.text)
    if unit.form is not Form.MARKDOWN or unit.kind is UnitKind.CODE:
        return Unit(unit.kind, unit.line, text, numbers=numbers_in(text))
    found = units(text)
    whole = Unit(unit.kind, unit.line, text)
    for one in found:  # a single block; a text such as "1. of May" alone reads as a list
        whole = replace(
            whole,
            links=tuple(sorted((*whole.links, *one.links))),
            images=tuple(sorted((*whole.images, *one.images))),
        )
    notes = tuple(sorted(_FOOTNOTE.findall(text)))
    bare = _FOOTNOTE.sub("", _TARGET.sub("](", text))
    return replace(whole, notes=notes, numbers=numbers_in(bare))


_TARGET = re.compile(r"\]\([^)\s]*")  # numbers in addresses are compared with the addresses


def _places(source: TextUnit, target: TextUnit) -> Iterator[Difference]:
    wanted, given = (
        sorted(_FILLED_IN.findall(readable(one, one.text))) for one in (source, target)
    )
    if wanted != given:
        values: dict[str, object] = {
            "here": ", ".join(given) or "-",
            "there": ", ".join(wanted) or "-",
            "line": source.line,
        }
        yield Difference(target.line, "fault", _PLACES, values)
