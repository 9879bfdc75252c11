"""Catalogues of the interface: compiled where needed, and readable without a request."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations

from lms.paths import LOCALE

DOMAIN = "messages"


def compile_stale(folder: Path = LOCALE) -> list[str]:
    """Compile the catalogues that are newer than what was made of them; the languages done.

    A wheel holds compiled catalogues, so nothing is written there.
    """
    done = []
    for source in sorted(folder.glob(f"*/LC_MESSAGES/{DOMAIN}.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        with source.open("rb") as file:
            catalogue = read_po(file, locale=source.parts[-3])
        _drop_untranslated(catalogue)
        partly = target.with_suffix(f".mo.{id(catalogue)}")
        with partly.open("wb") as file:
            write_mo(file, catalogue)
        partly.replace(target)  # two processes may start at once
        done.append(source.parts[-3])
    return done


def _drop_untranslated(catalogue: Catalog) -> None:
    """Leave to the fall-back what is empty: Babel would write the English singular for plurals."""
    for message in list(catalogue):
        texts = message.string if isinstance(message.string, tuple) else (message.string,)
        if message.id and not all(texts):
            catalogue.delete(message.id, message.context)


@lru_cache(maxsize=16)
def _catalogue(language: str) -> NullTranslations:
    return Translations.load(str(LOCALE), [language], DOMAIN)


def translate(language: str, message: str, **values: object) -> str:
    """A marked sentence in a language, in English where it is not translated."""
    text: str = _catalogue(language).gettext(message)
    return text % values if values else text


def translate_count(language: str, one: str, many: str, num: int) -> str:
    """A marked sentence with a count, in the plural form of the language."""
    text: str = _catalogue(language).ngettext(one, many, num)
    return text % {"num": num}
