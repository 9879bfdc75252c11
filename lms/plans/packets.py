"""What a phone sends of a section, read and held against the limits before it is merged."""

from __future__ import annotations

import hashlib
import json
import re
import uuid
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from lms.errors import Refusal
from lms.plans import kinds
from lms.plans.merge import Packet
from lms.web.forms import clean
from lms.words import N_

_PATH = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*(/[A-Za-z0-9_-]+){0,5}")
_DEVICE = re.compile(r"[A-Za-z0-9_-]{1,64}")
_SECTION = re.compile(r"[a-z][a-z0-9_-]{0,39}")

LONG = N_("This is longer than %(most)s characters. Shorten it, or put a part elsewhere.")
NO_PATH = N_("The page sent an answer without a place. Load the page again.")
MANY = N_("These are more than %(most)s answers at once. Send them in smaller parts.")
BROKEN = N_("The page sent something that cannot be read. Load it again; your words are kept.")


class Unfit(Refusal):
    """Some answers cannot be kept as they are; none of the packet is.

    errors  path -> (sentence, its values)
    """

    def __init__(self, errors: Mapping[str, tuple[str, dict[str, int]]]) -> None:
        super().__init__(N_("Some answers need another look. What you wrote is kept."), status=422)
        self.errors = errors


def packet(
    op_id: str, device: str, base_rev: str, changes: Mapping[str, str], *, at: datetime
) -> Packet:
    """A packet from the hidden fields of a form.

    base_rev  what is no number counts as 0: nothing is overwritten then, more is asked
    at        when it was typed, or when it came
    raises    Refusal 422 when op_id is no uuid or device no name of a device
    """
    if not _DEVICE.fullmatch(device):
        raise Refusal(BROKEN, status=422)
    try:
        operation = uuid.UUID(op_id)
    except ValueError:
        raise Refusal(BROKEN, status=422) from None
    seen = base_rev.isascii() and base_rev.isdigit() and len(base_rev) < 10
    return Packet(operation, device, "", int(base_rev) if seen else 0, changes, at)


def fit(sent: Packet, *, person: uuid.UUID, now: datetime) -> Packet:
    """The packet with cleaned words, its writer, and no moment that is still to come.

    raises  Refusal 422 for too many answers, Unfit for answers that are too long or nowhere
    """
    if len(sent.changes) > kinds.MOST_CHANGES:
        raise Refusal(MANY, status=422, most=kinds.MOST_CHANGES)
    changes = {path: clean(value) for path, value in sent.changes.items()}
    errors = {path: fault for path, value in changes.items() if (fault := _fault(path, value))}
    if errors:
        raise Unfit(errors)
    return replace(sent, person=str(person), changes=changes, at=min(sent.at, now))


def _fault(path: str, value: str) -> tuple[str, dict[str, int]] | None:
    if len(path) > kinds.LONGEST_PATH or not _PATH.fullmatch(path):
        return NO_PATH, {}
    if len(value) > kinds.LONGEST:
        return LONG, {"most": kinds.LONGEST}
    return None


def is_section(key: str) -> bool:
    """Whether this can be the key of a section, of this template or another."""
    return bool(_SECTION.fullmatch(key))


def content_of(section: str, sent: Packet) -> str:
    """Hash of what a packet says; a resend has the same, whatever revision it names by now."""
    said = json.dumps([section, sent.device, sorted(sent.changes.items())])
    return hashlib.sha256(said.encode()).hexdigest()


def typed(before: Mapping[str, str], sent: Mapping[str, str]) -> dict[str, str]:
    """What was changed on a page that sends all its fields.

    before  the answers that the page was made from (`values_at`)

    >>> typed({"need": "A dryer", "who": "We"}, {"need": "A dryer", "who": "", "offer": "Drying"})
    {'who': '', 'offer': 'Drying'}
    """
    cleaned = {path: clean(value) for path, value in sent.items()}
    return {path: value for path, value in cleaned.items() if value != before.get(path, "")}
