"""The roles, states and limits of a plan that several people write. Pure."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum

LONGEST = 10_000  # characters of one answer
LONGEST_PATH = 200
MOST_CHANGES = 1_000  # in one packet; the largest section has about 400 fields
MOST_PATHS = 3_000  # in one section, rows that were taken away included
MOST_SECTIONS = 40
MOST_PEOPLE = 30
MOST_INVITATIONS = 20

THINNED = timedelta(minutes=15)  # one automatic version of a section for so much work
INVITED_FOR = timedelta(days=14)
TAKEN_FOR = timedelta(hours=2)  # without a save; then the mark is over


class PlanRole(StrEnum):
    """What somebody may do in one plan."""

    OWNER = "owner"
    EDITOR = "editor"
    COMMENTER = "commenter"
    VIEWER = "viewer"


WRITES = frozenset({PlanRole.OWNER, PlanRole.EDITOR})
COMMENTS = WRITES | {PlanRole.COMMENTER}


class Cause(StrEnum):
    """Why an answer waits for a decision."""

    BOTH_WROTE = "both_wrote"
    ROW_GONE = "row_gone"
    PROPOSAL = "proposal"  # of somebody who was taken out of the plan meanwhile


class Choice(StrEnum):
    """How an open question is settled.

    MINE    the answer that waits takes the place of the one that stands
    THEIRS  the answer that stands stays
    BOTH    the one that stands, then the one that waits: for long text
    """

    MINE = "mine"
    THEIRS = "theirs"
    BOTH = "both"


class Outcome(StrEnum):
    """What became of a question."""

    OPEN = "open"
    MINE = "mine"
    THEIRS = "theirs"
    BOTH = "both"
    SAME = "same"  # somebody wrote the same into the plan meanwhile
    REPLACED = "replaced"  # whoever wrote it wrote something newer


class AdviceState(StrEnum):
    """Where a request for advice stands; only an open one lets the adviser in."""

    OPEN = "open"
    CLOSED = "closed"


class CommentKind(StrEnum):
    """What a comment is for."""

    GOOD = "good"  # "good because ..."
    THINK = "think"  # "think about ..."
    NOTE = "note"


class CommentState(StrEnum):
    """What those who write the plan did with a comment."""

    OPEN = "open"
    DONE = "done"
    DIFFERENT = "different"  # "I see it differently"


class Agreed(StrEnum):
    """How a member agreed."""

    SELF = "self"
    CODE = "code"
    MINUTES = "minutes"  # signed minutes of a meeting
