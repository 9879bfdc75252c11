"""Catalogues are compiled in one way, in a checkout and in a wheel."""

from __future__ import annotations

import importlib.util
import os
from gettext import GNUTranslations
from types import SimpleNamespace

import pytest

from lms.catalogues import compile_stale
from lms.paths import ROOT

RUSSIAN = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 ? 1 : 2);\\n"

msgid "%(num)s minute"
msgid_plural "%(num)s minutes"
msgstr[0] ""
msgstr[1] ""
msgstr[2] ""
"""


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "lms" / "locale" / "ru" / "LC_MESSAGES" / "messages.po"
    path.parent.mkdir(parents=True)
    path.write_text(RUSSIAN, encoding="utf-8")
    return path


def the_hook():
    found = importlib.util.spec_from_file_location("hatch_build", ROOT / "hatch_build.py")
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module.CustomBuildHook


def minutes_in(path, count):
    with path.open("rb") as file:
        return GNUTranslations(file).ngettext("%(num)s minute", "%(num)s minutes", count)


def test_what_is_not_translated_counts_in_english_in_a_wheel_too(source, tmp_path):
    compile_stale(tmp_path / "lms" / "locale")

    in_wheel = the_hook().compile(
        SimpleNamespace(compiled=tmp_path / "compiled"), source, source.relative_to(tmp_path)
    )

    assert minutes_in(source.with_suffix(".mo"), 21) == "%(num)s minutes"
    assert minutes_in(in_wheel, 21) == "%(num)s minutes"


def test_nothing_is_written_into_a_wheel(source, tmp_path):
    folder = tmp_path / "lms" / "locale"
    compile_stale(folder)
    os.utime(source.with_suffix(".mo"), (0, 0))

    assert compile_stale(folder, is_wheel=True) == []
    assert compile_stale(folder) == ["ru"]
