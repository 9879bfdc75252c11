"""Words for kinds and states: each has its own."""

from __future__ import annotations

from lms.authoring.steps import State
from lms.authoring.translation_units import UnitKind
from lms.authoring.unit_words import KIND_WORDS, STATE_WORDS


def test_every_kind_of_text_and_every_state_has_words_of_its_own():
    assert list(KIND_WORDS) == list(UnitKind)
    assert list(STATE_WORDS) == list(State)
    assert len(set(KIND_WORDS.values())) == len(UnitKind)
