"""Which state of a draft's review may follow which."""

from __future__ import annotations

from collections.abc import Mapping

from lms.authoring.models import DraftState as S

REVIEW: Mapping[S, frozenset[S]] = {
    S.OPEN: frozenset({S.ASKED, S.APPROVED, S.RETURNED}),
    S.ASKED: frozenset({S.OPEN, S.APPROVED, S.RETURNED}),
    S.APPROVED: frozenset({S.OPEN, S.RETURNED}),
    S.RETURNED: frozenset({S.OPEN, S.ASKED, S.APPROVED}),
}
