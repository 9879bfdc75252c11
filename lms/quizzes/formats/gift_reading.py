"""What the reader of one GIFT question keeps at hand: its notes, and the formats of its texts."""

from __future__ import annotations

from dataclasses import dataclass, field

from lms.quizzes.formats.gift_notes import Notes
from lms.quizzes.formats.gift_text import GiftError, take_format
from lms.quizzes.questions import Format
from lms.words import N_

MOST_ANSWERS = 500


@dataclass(slots=True)
class Reading:
    """Takes texts out of their held form and writes down which have a format of their own.

    format   of the question's text, and so of all texts without a mark
    formats  those of the other texts, by path
    used     how many ids of a note were asked for, by the note's key
    """

    notes: Notes
    format: Format
    formats: dict[str, Format] = field(default_factory=dict)
    used: dict[str, int] = field(default_factory=dict)

    def text(self, path: str, held: str) -> str:
        """The text at this path of the question."""
        format_, text = take_format(held, self.format)
        if format_ != self.format:
            self.formats[path] = format_
        return text

    def answer(self, path: str, held: str) -> tuple[str, str]:
        """The text of an answer, which must be there, and the feedback behind its #."""
        text, _, feedback = held.partition("#")
        taken = self.text(f"{path}.text", text), self.text(f"{path}.feedback", feedback)
        if not taken[0]:
            raise GiftError(N_("%(id)s: an answer has no text."))
        return taken

    def id(self, key: str, place: int, usual: str) -> str:
        """The id of the answer at a place, from 0: the usual one unless a note gives others."""
        self.used[key] = place + 1
        given = self.ids(key)
        return given[place] if place < len(given) else usual

    def ids(self, key: str) -> list[str]:
        """The ids that a note of this key gives, parted by spaces."""
        return self.notes.word(key).split()

    def check_ids(self) -> None:
        """Whether notes give as many ids as there are answers, all different."""
        for key in ("ids", "right-ids", "reason-ids", "criterion-ids"):
            given = self.ids(key)
            if given and not len(set(given)) == len(given) == self.used.get(key, 0):
                raise GiftError(
                    N_("%(id)s: the note %(note)s must name each answer once."), note=key
                )


def split(answers: str, sign: str) -> list[str]:
    """The answers between the signs; raises GiftError when there are too many."""
    if answers.count(sign) > MOST_ANSWERS:
        raise GiftError(
            N_("%(id)s has more than %(most)s answers, which is the most."), most=MOST_ANSWERS
        )
    return [part.strip() for part in answers.split(sign)]


def bare(held: str) -> str:
    """A held text without the mark of a format, where a format says nothing: a number, a word."""
    return take_format(held, "moodle")[1]
