"""The texts of a TOML file: those of one language in module.toml, words and meanings of a glossary.

The library reads values and not where they stand, so the places are found here; each is read
again with the library, and a file in which the two differ has no texts to exchange.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from lms.authoring.translation_units import Form, TextUnit, UnitKind, in_order
from lms.words import N_

_UNCLEAR = N_("The places of the texts in this file cannot be told.")
_SPACE = re.compile(r"(?:\s|#[^\n]*)*+")
_STRING = re.compile(
    r'"""(?:[^\\]|\\.)*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:[^"\\\n]|\\.)*+"|\'[^\'\n]*+\'', re.DOTALL
)
_PART = r"(?:[A-Za-z0-9_-]+|\"(?:[^\"\\\n]|\\.)*\"|'[^'\n]*')"
_KEY = re.compile(rf"{_PART}(?:[ \t]*\.[ \t]*{_PART})*")
_HEAD = re.compile(rf"(\[\[?)[ \t]*({_KEY.pattern})[ \t]*\]\]?")
_PARTS = re.compile(_PART)
_OTHER = re.compile(r"[^\s,\]}#]++")

_BY_LANGUAGE = {"title": UnitKind.TITLE, "summary": UnitKind.SUMMARY, "outcomes": UnitKind.OUTCOME}
_IN_GLOSSARY = {"word": UnitKind.WORD, "meaning": UnitKind.MEANING}

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Value:
    """A text or a list of the file: its path, and the offsets of what is written there."""

    path: Path
    start: int
    end: int


def language_units(text: str, language: str) -> tuple[TextUnit, ...]:
    """The texts of one language in course.toml or module.toml: titles, summaries, outcomes.

    raises  ValueError when the file is no TOML, or too odd to be taken apart
    """
    return in_order(_of_language(text, language))


def glossary_units(text: str) -> tuple[TextUnit, ...]:
    """The words and meanings of a glossary; raises ValueError like language_units."""
    return in_order(_of_glossary(text))


def with_language(text: str, source: str, language: str, texts: Mapping[str, str]) -> str:
    """The file with a language added behind the source language, wherever that one has a text.

    texts   what to write, by the key of the source's text
    raises  ValueError like language_units, and KeyError when a text is missing
    """
    if any(value.path[-1] == language for value in _values(text)):
        raise ValueError(_UNCLEAR)
    for value in reversed(_values(text)):
        if value.path[-1] == source:
            head = ".".join(map(str, value.path[:-1]))
            count = len(_at(tomllib.loads(text), value.path)) if text[value.start] == "[" else 0
            lines = [f"  {_quoted(texts[f'{head}/{place}'])},\n" for place in range(1, count + 1)]
            written = f"[\n{''.join(lines)}]" if text[value.start] == "[" else _quoted(texts[head])
            text = f"{text[: value.end]}\n{language} = {written}{text[value.end :]}"
    return text


def _of_language(text: str, language: str) -> Iterator[TextUnit]:
    loaded = tomllib.loads(text)
    for value in _values(text):
        *head, last = value.path
        if last == language and text[value.start] != "[":
            kind = _BY_LANGUAGE.get(str(head[-1]), UnitKind.TEXT) if head else UnitKind.TEXT
            yield _unit(text, loaded, value, ".".join(map(str, head)), kind)
        elif isinstance(last, int) and head[-1] == language:
            *head, _ = head
            kind = _BY_LANGUAGE.get(str(head[-1]), UnitKind.TEXT) if head else UnitKind.TEXT
            key = f"{'.'.join(map(str, head))}/{last + 1}"
            yield _unit(text, loaded, value, key, kind)


def _of_glossary(text: str) -> Iterator[TextUnit]:
    loaded = tomllib.loads(text)
    for value in _values(text):
        if len(value.path) == 2 and value.path[1] in _IN_GLOSSARY and text[value.start] != "[":
            key = f"{value.path[0]}/{value.path[1]}"
            yield _unit(text, loaded, value, key, _IN_GLOSSARY[str(value.path[1])])


def _unit(text: str, loaded: dict[str, Any], value: Value, key: str, kind: UnitKind) -> TextUnit:
    said = tomllib.loads(f"a = {text[value.start : value.end]}")["a"]
    if said != _at(loaded, value.path):
        raise ValueError(_UNCLEAR)
    line = text.count("\n", 0, value.start) + 1
    return TextUnit(key, kind, str(said), line, Form.TOML, ((value.start, value.end),))


def _at(loaded: Any, path: Path) -> Any:
    try:
        for one in path:
            loaded = loaded[one]
    except (KeyError, IndexError, TypeError):
        raise ValueError(_UNCLEAR) from None
    return loaded


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _values(text: str) -> list[Value]:
    """Every text and every list of the file in order."""
    return list(_Scan(text).whole())


class _Scan:
    """Goes through a TOML file once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0

    def whole(self) -> Iterator[Value]:
        section: Path = ()
        self._skip()
        while self._at < len(self._text):
            head = _HEAD.match(self._text, self._at)
            if head:
                if head[1] == "[[":  # nothing in a course is a list of tables
                    raise ValueError(_UNCLEAR)
                section = _path(head[2])
                self._at = head.end()
            else:
                yield from self._pair(section)
            self._skip()

    def _pair(self, section: Path) -> Iterator[Value]:
        key = self._take(_KEY)
        self._skip()
        self._sign("=")
        self._skip()
        yield from self._value((*section, *_path(key)))

    def _value(self, path: Path) -> Iterator[Value]:
        start = self._at
        sign = self._text[start : start + 1]
        if sign == "[":
            inner = list(self._listed("]", lambda place: self._value((*path, place))))
            yield Value(path, start, self._at)
            yield from inner
        elif sign == "{":
            yield from self._listed("}", lambda _: self._pair(path))
        elif sign in ('"', "'"):
            self._take(_STRING)
            yield Value(path, start, self._at)
        else:
            self._take(_OTHER)

    def _listed(self, end: str, read: Any) -> Iterator[Value]:
        self._at += 1
        place = 0
        self._skip()
        while not self._text.startswith(end, self._at):
            yield from read(place)
            place += 1
            self._skip()
            if not self._text.startswith(end, self._at):
                self._sign(",")
                self._skip()
        self._at += 1

    def _skip(self) -> None:
        found = _SPACE.match(self._text, self._at)
        self._at = found.end() if found else self._at

    def _take(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self._text, self._at)
        if not found:
            raise ValueError(_UNCLEAR)
        self._at = found.end()
        return found[0]

    def _sign(self, sign: str) -> None:
        if not self._text.startswith(sign, self._at):
            raise ValueError(_UNCLEAR)
        self._at += 1


def _path(key: str) -> Path:
    """The parts of a key, without their quotes."""
    return tuple(str(next(iter(tomllib.loads(f"{part} = 1")))) for part in _PARTS.findall(key))
