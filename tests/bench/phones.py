"""Three phones that write one section of a plan over a line that loses, repeats and overtakes.

Pure: every random step comes from a seed. Nothing here knows how merging decides; it counts what
people would miss.
"""

from __future__ import annotations

import random
import uuid
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from lms.plans.kinds import Choice
from lms.plans.merge import Change, Head, Merged, Packet, Question, answer, by_others, merge

_START = datetime(2026, 11, 1, tzinfo=UTC)
_ROWS = ("products/r1", "products/r2")
_PATHS = ("need", "offer", *(f"{row}/{key}" for row in _ROWS for key in ("name", "price")))
_GONE = tuple(f"{row}/_gone" for row in _ROWS)
STEPS = 60


@dataclass
class Tally:
    """What came of one group's work."""

    typed: int = 0
    lost: list[str] = field(default_factory=list)
    unseen: list[str] = field(default_factory=list)
    twice: list[str] = field(default_factory=list)
    asked: int = 0
    agree: bool = True


@dataclass
class Server:
    """The section, its history and its questions; a packet sent again has no second effect."""

    head: Head = field(default_factory=Head)
    history: list[Change] = field(default_factory=list)
    waiting: list[Question] = field(default_factory=list)
    settled: list[Question] = field(default_factory=list)
    done: Counter[uuid.UUID] = field(default_factory=Counter)

    def receive(self, packet: Packet) -> tuple[int, dict[str, str]]:
        if packet.op_id not in self.done:
            self.done[packet.op_id] += 1
            self.keep(merge(self.head, packet, self.waiting))
        return self.head.rev, by_others(self.head, packet)

    def keep(self, merged: Merged) -> None:
        self.head = merged.head
        self.history += merged.applied
        gone = [closed.question for closed in merged.closed]
        self.settled += gone
        self.waiting = [one for one in self.waiting if one not in gone] + list(merged.questions)


@dataclass
class Phone:
    """One page load: what is on its screen, and what waits to be sent, oldest first."""

    device: str
    screen: dict[str, str] = field(default_factory=dict)
    shown: set[tuple[str, str]] = field(default_factory=set)
    base_rev: int = 0
    outbox: list[Packet] = field(default_factory=list)

    def show(self, rev: int, changed: dict[str, str]) -> None:
        """Put an answer on the screen; not over words that wait, and then the base stays too."""
        if self.outbox:
            return
        self.base_rev = rev
        self.screen |= changed
        self.shown |= set(changed.items())


class Group:
    """A section, three phones and the line between them."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.server = Server()
        self.phones = [Phone(f"phone-{number}") for number in range(3)]
        self.now = _START
        self.typed: list[tuple[str, str]] = []
        self.tally = Tally()

    def work(self) -> Tally:
        """Type, send, lose, answer; then everybody gets a line; what is missing?"""
        acts = (self._type, self._type, self._send, self._send, self._fetch, self._settle)
        for _ in range(STEPS):
            self.now += timedelta(seconds=7)
            self.chance.choice(acts)(self.chance.choice(self.phones))
        for phone in self.phones * 2:
            while phone.outbox:
                self._deliver(phone, phone.outbox.pop(0), lost=False)
            self._fetch(phone)
        return self._count()

    def _type(self, phone: Phone) -> None:
        path = self.chance.choice(_PATHS + _GONE)
        value = f"{len(self.typed)} by {phone.device}"
        if path in _GONE:
            value = self.chance.choice(("1", ""))
            if phone.screen.get(path, "") == value:
                return
        elif self.chance.random() < 0.1:
            value = "the same idea"
        phone.screen[path] = value
        self.typed.append((path, value))
        packet = Packet(
            uuid.UUID(int=self.chance.getrandbits(128)),
            phone.device,
            phone.device,
            phone.base_rev,
            {path: value},
            self.now,
        )
        phone.outbox.append(packet)

    def _send(self, phone: Phone) -> None:
        if not phone.outbox:
            return
        luck = self.chance.random()
        # Once in a while a packet overtakes the one before it, though phones send one at a time.
        packet = phone.outbox.pop(1 if luck > 0.95 and len(phone.outbox) > 1 else 0)
        if luck < 0.2:  # never arrived
            phone.outbox.insert(0, packet)
        elif luck < 0.45:  # arrived, but the phone was not told
            self._deliver(phone, packet, lost=True)
            phone.outbox.insert(0, packet)
        else:
            self._deliver(phone, packet, lost=False)

    def _deliver(self, phone: Phone, packet: Packet, *, lost: bool) -> None:
        before, past = self.server.head, len(self.server.history)
        rev, changed = self.server.receive(packet)
        for change in self.server.history[past:]:
            self._look(phone, before, change)
        if not lost:
            phone.show(rev, changed)

    def _look(self, phone: Phone, before: Head, change: Change) -> None:
        """Was something replaced that the one who wrote had never seen?"""
        stood = before.values.get(change.path, "")
        stamp = before.stamps.get(change.path)
        if change.overtaken or not stood or stamp is None or stamp.device == phone.device:
            return
        if (change.path, stood) not in phone.shown:
            self.tally.unseen.append(change.path)

    def _fetch(self, phone: Phone) -> None:
        if phone.outbox:
            return
        head = self.server.head
        paths = set(head.stamps) | set(phone.screen)
        phone.show(head.rev, {path: head.values.get(path, "") for path in paths})

    def _settle(self, phone: Phone) -> None:
        if not self.server.waiting:
            return
        question = self.chance.choice(self.server.waiting)
        others = [one for one in self.server.waiting if one is not question]
        choice = self.chance.choice((Choice.MINE, Choice.THEIRS))
        by = Packet(uuid.uuid4(), phone.device, phone.device, 0, {}, self.now)
        phone.shown.add((question.path, self.server.head.values.get(question.path, "")))
        self.server.keep(answer(self.server.head, question, choice, by, others))

    def _count(self) -> Tally:
        tally, server = self.tally, self.server
        known = {(change.path, change.value) for change in server.history}
        known |= {(one.path, one.mine) for one in (*server.waiting, *server.settled)}
        known |= set(server.head.values.items())
        words = [one for one in self.typed if one[0] not in _GONE]
        tally.typed = len(words)
        tally.lost = [f"{path}: {value}" for path, value in words if (path, value) not in known]
        tally.twice = [str(op) for op, times in server.done.items() if times > 1]
        tally.asked = len(server.waiting) + len(server.settled)
        standing = dict(server.head.values)
        tally.agree = rebuilt(server.history) == standing and all(
            {path: value for path, value in phone.screen.items() if value} == standing
            for phone in self.phones
        )
        return tally


def rebuilt(history: list[Change]) -> dict[str, str]:
    """The answers that a history ends in."""
    standing = {change.path: change.value for change in history if not change.overtaken}
    return {path: value for path, value in standing.items() if value}


def of_group(seed: int) -> Tally:
    """One simulated group."""
    return Group(seed).work()
