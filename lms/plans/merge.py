"""How what several phones typed comes together: nothing is dropped, nothing silently replaced.

Pure: a section as it stands and a packet in; the section afterwards and open questions out.
Source: plan.md B.1, after what ODK learned about phones that come back days later.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum

from lms.plans.answer_paths import GONE, PLACE, UNKNOWN, field_of, row_of
from lms.plans.kinds import Cause, Choice, Outcome

PARAGRAPH = "\n\n"


@dataclass(frozen=True)
class Stamp:
    """Who wrote what stands at a path, and in which revision.

    person  the user's id as text; "" when not known
    at      when it was typed
    """

    rev: int
    device: str
    person: str
    at: datetime


@dataclass(frozen=True)
class Head:
    """A section as it stands; `stamps` also know the paths that were emptied."""

    rev: int = 0
    values: Mapping[str, str] = field(default_factory=dict)
    stamps: Mapping[str, Stamp] = field(default_factory=dict)


@dataclass(frozen=True)
class Packet:
    """What one device typed into one section since it saw revision `base_rev`; "" empties.

    device    one page load: two tabs are two devices
    base_rev  the revision on the screen when it was typed, not when it was sent; an older one
              is always safe, because a device's own changes never count against it
    at        when it was typed, not later than it came
    """

    op_id: uuid.UUID
    device: str
    person: str
    base_rev: int
    changes: Mapping[str, str]
    at: datetime


@dataclass(frozen=True)
class Change:
    """One answer for the history.

    overtaken  the same device's newer answer came first: it stands, this one is only remembered
    """

    path: str
    value: str
    overtaken: bool = False


@dataclass(frozen=True)
class Question:
    """An answer that waits beside the one that stands; one open for each (path, device)."""

    path: str
    mine: str
    theirs: str
    device: str
    person: str
    at: datetime
    cause: Cause


@dataclass(frozen=True)
class Closed:
    """A waiting question that settled itself."""

    question: Question
    outcome: Outcome


@dataclass(frozen=True)
class Merged:
    """A section after a packet; its revision is higher only when `applied` holds something."""

    head: Head
    applied: tuple[Change, ...] = ()
    questions: tuple[Question, ...] = ()
    closed: tuple[Closed, ...] = ()


class _Fate(Enum):
    SAME = 1
    APPLY = 2
    OVERTAKEN = 3
    ASK = 4


def merge(head: Head, packet: Packet, waiting: Iterable[Question] = ()) -> Merged:
    """Bring a packet into a section.

    waiting  the section's open questions

    A path that another device changed after base_rev, to something else, becomes a question; the
    rest is applied. A base_rev that never was (a server set back) counts as 0: more is asked.
    """
    waiting = list(waiting)
    base = _base(head, packet)
    newer = {one.path for one in waiting if one.device == packet.device and one.at > packet.at}
    fates = {path: _fate(head, packet, base, path, path in newer) for path in packet.changes}
    applied = tuple(
        Change(path, packet.changes[path], fate is _Fate.OVERTAKEN)
        for path, fate in fates.items()
        if fate in (_Fate.APPLY, _Fate.OVERTAKEN)
    )
    asked = [
        _question(head, packet, path, value, _cause(path))
        for path, value in packet.changes.items()
        if fates[path] is _Fate.ASK
    ]
    asked += _rows_gone(head, packet, base, fates)
    after = _after(head, packet, applied)
    return _settled(after, applied, asked, waiting, _answered_anew(packet, asked, waiting))


def propose(head: Head, packet: Packet, waiting: Iterable[Question] = ()) -> Merged:
    """All of a packet as questions: its writer was taken out of the plan meanwhile."""
    waiting = list(waiting)
    asked = [
        _question(head, packet, path, value, Cause.PROPOSAL)
        for path, value in packet.changes.items()
        if head.values.get(path, "") != value
    ]
    return _settled(head, (), asked, waiting, _answered_anew(packet, asked, waiting))


def answer(
    head: Head, question: Question, choice: Choice, packet: Packet, waiting: Iterable[Question]
) -> Merged:
    """Settle a question.

    packet   who answers and when; its changes and base_rev are not looked at
    waiting  the section's other open questions
    """
    stands = head.values.get(question.path, "")
    value = {
        Choice.MINE: question.mine,
        Choice.THEIRS: stands,
        Choice.BOTH: PARAGRAPH.join(part for part in (stands, question.mine) if part),
    }[choice]
    applied = () if value == stands else (Change(question.path, value),)
    merged = _settled(_after(head, packet, applied), applied, [], list(waiting), [])
    closed = (Closed(question, Outcome(choice.value)), *merged.closed)
    return Merged(merged.head, merged.applied, (), closed)


def by_others(head: Head, packet: Packet) -> dict[str, str]:
    """What other devices wrote since the packet's base_rev, path -> text; "" is emptied."""
    base = _base(head, packet)
    return {
        path: head.values.get(path, "")
        for path, stamp in head.stamps.items()
        if stamp.rev > base and stamp.device != packet.device
    }


def _base(head: Head, packet: Packet) -> int:
    return packet.base_rev if 0 <= packet.base_rev <= head.rev else 0


def _fate(head: Head, packet: Packet, base: int, path: str, is_overtaken: bool) -> _Fate:
    value = packet.changes[path]
    if head.values.get(path, "") == value:
        return _Fate.SAME
    if is_overtaken:
        return _Fate.OVERTAKEN
    if field_of(path) == GONE and value and _row_was_edited(head, packet.device, base, path):
        return _Fate.ASK
    stamp = head.stamps.get(path)
    if stamp is None:
        return _Fate.APPLY
    if stamp.device == packet.device:
        return _Fate.OVERTAKEN if packet.at < stamp.at else _Fate.APPLY
    return _Fate.ASK if stamp.rev > base and not _is_quiet(path) else _Fate.APPLY


def _is_quiet(path: str) -> bool:
    # A place in a list and "I don't know yet" are nobody's words: the last one holds.
    return field_of(path) == PLACE or path.startswith(UNKNOWN)


def _row_was_edited(head: Head, device: str, base: int, gone_path: str) -> bool:
    row = row_of(gone_path)
    return any(
        stamp.rev > base and stamp.device != device
        for path, stamp in head.stamps.items()
        if row is not None and row_of(path) == row and field_of(path) != PLACE
    )


def _rows_gone(head: Head, packet: Packet, base: int, fates: Mapping[str, _Fate]) -> list[Question]:
    """Rows that another device took away while this one wrote in them: shall they stay?"""
    written = {
        f"{row}/{GONE}"
        for path, fate in fates.items()
        if (row := row_of(path)) and not field_of(path).startswith("_") and fate is not _Fate.SAME
    }
    return [
        _question(head, packet, path, "", Cause.ROW_GONE)
        for path in sorted(written - set(packet.changes))
        if head.values.get(path) and _by_another(head.stamps.get(path), packet.device, base)
    ]


def _by_another(stamp: Stamp | None, device: str, base: int) -> bool:
    return stamp is not None and stamp.device != device and stamp.rev > base


def _cause(path: str) -> Cause:
    return Cause.ROW_GONE if field_of(path) == GONE else Cause.BOTH_WROTE


def _question(head: Head, packet: Packet, path: str, mine: str, cause: Cause) -> Question:
    return Question(
        path, mine, head.values.get(path, ""), packet.device, packet.person, packet.at, cause
    )


def _after(head: Head, packet: Packet, applied: tuple[Change, ...]) -> Head:
    if not applied:
        return head
    rev = head.rev + 1
    standing = [change for change in applied if not change.overtaken]
    values = dict(head.values) | {change.path: change.value for change in standing}
    stamp = Stamp(rev, packet.device, packet.person, packet.at)
    return Head(
        rev,
        {path: value for path, value in values.items() if value},
        dict(head.stamps) | {change.path: stamp for change in standing},
    )


def _answered_anew(
    packet: Packet, asked: list[Question], waiting: list[Question]
) -> list[Question]:
    """The device's own questions at whose paths it has now written something newer."""
    again = {(one.path, one.mine) for one in asked}
    return [
        one
        for one in waiting
        if one.device == packet.device
        and one.path in packet.changes
        and one.at <= packet.at
        and (one.path, one.mine) not in again
    ]


def _settled(
    head: Head,
    applied: tuple[Change, ...],
    asked: list[Question],
    waiting: list[Question],
    replaced: list[Question],
) -> Merged:
    """Leave out what is asked already; close what nobody needs to decide any more."""
    words = {(one.path, one.mine) for one in waiting if one not in replaced}
    changed = {change.path for change in applied if not change.overtaken}
    same = [
        one for one in waiting if one.path in changed and head.values.get(one.path, "") == one.mine
    ]
    return Merged(
        head,
        applied,
        tuple(one for one in asked if (one.path, one.mine) not in words),
        (
            *(Closed(one, Outcome.SAME) for one in same),
            *(Closed(one, Outcome.REPLACED) for one in replaced if one not in same),
        ),
    )
