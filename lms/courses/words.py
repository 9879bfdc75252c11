"""The words that a module's own files need in the language of its text, without a request."""

from __future__ import annotations

from lms.catalogues import translate, translate_count
from lms.courses.handout import PackWords
from lms.courses.renderer import KIND_NAMES
from lms.words import N_

_CONTENTS = N_("Contents")
_OUTCOMES = N_("After this module")
_GLOSSARY = N_("Words in this module")
_VERSION = N_("Version %(number)s")


def pack_words(language: str, number: int) -> PackWords:
    """The words of a module's pack.

    number  the version's
    """
    return PackWords(
        contents=translate(language, _CONTENTS),
        outcomes=translate(language, _OUTCOMES),
        glossary=translate(language, _GLOSSARY),
        version=translate(language, _VERSION, number=number),
        kind_names={key: translate(language, word) for key, word in KIND_NAMES.items()},
        show_minutes=lambda count: translate_count(
            language, "%(num)s minute", "%(num)s minutes", count
        ),
    )
