"""Which state of a certificate may follow which. Pure."""

from __future__ import annotations

from lms.certificates.models import State

LIFECYCLE: dict[State, frozenset[State]] = {
    State.ISSUED: frozenset({State.WITHDRAWN, State.DELETED}),
    State.WITHDRAWN: frozenset({State.DELETED}),
    State.DELETED: frozenset(),
}
