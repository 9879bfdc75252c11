"""Catalogues of the interface: compiled where needed, and readable without a request."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path
from threading import get_ident

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations

from lms.paths import IS_WHEEL, LOCALE

DOMAIN = "messages"


def compile_stale(folder: Path = LOCALE, *, is_wheel: bool = IS_WHEEL) -> list[str]:
    """Compile the catalogues that are newer than what was made of them; the languages done.

    A wheel holds compiled catalogues, so nothing is written there, whichever file came out first.
    """
    done = []
    for source in sorted(folder.glob(f"*/LC_MESSAGES/{DOMAIN}.po")):
        target = source.with_suffix(".mo")
        if target.exists() and (is_wheel or target.stat().st_mtime >= source.stat().st_mtime):
            continue
        # A name of its own: two processes may start at once.
        partly = target.with_suffix(f".mo.{os.getpid()}-{get_ident()}")
        compile_one(source, partly)
        partly.replace(target)
        done.append(source.parts[-3])
    return done


def compile_one(source: Path, target: Path) -> None:
    """Write what is translated in a catalogue as gettext reads it; used by hatch_build.py, too.

    source  ends in <language>/LC_MESSAGES/<name>.po
    """
    with source.open("rb") as file:
        words = read_po(file, locale=source.parts[-3])
    _drop_untranslated(words)
    with target.open("wb") as file:
        write_mo(file, words)


def _drop_untranslated(words: Catalog) -> None:
    """Leave to the fall-back what is empty: Babel would write the English singular for plurals."""
    for message in list(words):
        texts = message.string if isinstance(message.string, tuple) else (message.string,)
        if message.id and not all(texts):
            words.delete(message.id, message.context)


@lru_cache(maxsize=16)
def catalogue(language: str) -> NullTranslations:
    """The words of a language; those of no catalogue are English."""
    return Translations.load(str(LOCALE), [language], DOMAIN)


def translate(language: str, message: str, **values: object) -> str:
    """A marked sentence in a language, in English where it is not translated."""
    text: str = catalogue(language).gettext(message)
    return text % values if values else text


def translate_count(language: str, one: str, many: str, num: int) -> str:
    """A marked sentence with a count, in the plural form of the language."""
    text: str = catalogue(language).ngettext(one, many, num)
    return text % {"num": num}
