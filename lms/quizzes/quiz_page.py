"""The page of a quiz: whose sheet it shows, and what templates/quizzes/quiz.html takes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from flask import current_app, flash, render_template, request
from flask_babel import gettext
from markupsafe import Markup

from lms.errors import NotFound
from lms.quizzes import presenting, rule_words
from lms.quizzes.allowed import Allowed, allowed
from lms.quizzes.answering import Reading, Typed
from lms.quizzes.cards import fresh_card
from lms.quizzes.models import Draft
from lms.quizzes.presenting import ShownQuestion
from lms.quizzes.queries import QuizStanding
from lms.quizzes.sheets import Sheet, Ticket, draw_sheet, read_ticket, write_ticket
from lms.quizzes.versions import QuizVersion, pool, quiz_version
from lms.web.languages import NAMES, page_language
from lms.web.pages import Visit
from lms.words import N_

NOTHING_YET = N_("Answer one question at least, then send.")
_STAYS = N_("You began these questions in %(language)s. They stay in it until you send them.")


def secret() -> str:
    """What tickets are signed with."""
    return str(current_app.config["SECRET_KEY"])


class Here(NamedTuple):
    """One person before one sheet."""

    standing: QuizStanding
    version: QuizVersion
    sheet: Sheet
    allowed: Allowed


def fresh(visit: Visit, standing: QuizStanding) -> Here:
    """The next sheet of whoever asks, in the version they are on; 404 where there is no quiz.

    What is begun or saved goes on in its own version and language.
    """
    version = quiz_version(visit.db, standing.version_id)
    if version is None:
        raise NotFound()
    draft = standing.draft
    ticket = Ticket(
        user_id=visit.user.id,
        version_id=version.id,
        language=draft.language if draft else version.language(page_language()),
        ordinal=standing.next_ordinal,
    )
    sheet = drawn(visit, version, ticket)
    return Here(standing, version, sheet, _allowed(visit, standing, version, in_words=True))


def ticketed(visit: Visit, standing: QuizStanding) -> Here | None:
    """The sheet that the form's ticket draws; None when it is no ticket of this person here."""
    ticket = read_ticket(request.form.get("token", ""), secret())
    if ticket is None or ticket.user_id != visit.user.id:
        return None
    version = quiz_version(visit.db, ticket.version_id)
    if version is None or version.module_id != standing.module_id:
        return None
    sheet = drawn(visit, version, ticket)
    return Here(standing, version, sheet, _allowed(visit, standing, version, in_words=False))


def _allowed(
    visit: Visit, standing: QuizStanding, version: QuizVersion, *, in_words: bool
) -> Allowed:
    return allowed(
        visit.db, visit.user.id, standing, version.policy, now=visit.now, in_words=in_words
    )


def drawn(visit: Visit, version: QuizVersion, ticket: Ticket) -> Sheet:
    """The sheet of a ticket; 404 where the pool is empty."""
    questions = pool(visit.db, version, ticket.language)
    sheet = draw_sheet(ticket, version.module_id, questions, version.policy, secret())
    if not sheet.questions:
        raise NotFound()
    return sheet


def opened(visit: Visit, here: Here) -> str:
    """The form as it is opened: empty, or with what was saved."""
    draft = here.standing.draft
    return _page(visit, here, asked(here.version, here.sheet, draft.typed if draft else {}))


def back(visit: Visit, here: Here, typed: Typed, reading: Reading | None = None) -> str:
    """The form as it comes back: what was typed, what could not be read, what is open."""
    in_words = _allowed(visit, here.standing, here.version, in_words=True)
    quiz = asked(here.version, here.sheet, typed, reading)
    return _page(visit, here._replace(allowed=in_words), quiz, is_saved=False)


def _page(visit: Visit, here: Here, quiz: dict[str, Any], *, is_saved: bool = True) -> str:
    """is_saved: whether what is filled in is just what is saved."""
    standing, version, sheet, now_allowed = here
    url = quiz_url(standing.module_id)
    quiz |= {
        "before": False,
        "action": url,
        "lead": rule_words.lead(version.policy, quiz["count"]),
        "rules": rules_said(here),
        "saving": rule_words.saving(runs=now_allowed.ends is not None),
        "save_url": f"{url}save",
        "saved": saved_line(visit, standing.draft) if is_saved else None,
        "is_saved": is_saved,
        "clock": clock(visit, now_allowed),
        "stays": stays(version, sheet),
        "last_url": f"/results/{standing.latest.id}/" if standing.latest else None,
    }
    return render_template("quizzes/quiz.html", quiz=quiz)


def quiz_url(module_id: str) -> str:
    """Where a module's quiz stands."""
    return f"/learn/{module_id}/quiz/"


def rules_said(here: Here) -> list[str]:
    """The rules of a quiz for this person, a sentence each."""
    can = here.allowed
    return rule_words.rules(
        here.version.policy, can.opening, can.granted.more_minutes, runs=can.ends is not None
    )


def asked(
    version: QuizVersion, sheet: Sheet, typed: Typed, reading: Reading | None = None
) -> dict[str, Any]:
    """The questions of a page, and what has to be looked at again when it comes back."""
    if reading is not None and reading.is_empty:
        flash(gettext(NOTHING_YET), "info")
    faults: Mapping[str, str] = (
        {id_: gettext(text) for id_, text in reading.faults.items()} if reading else {}
    )
    questions = presenting.shown_questions(sheet, version.pictures, typed, faults)
    known = {*reading.answers, *faults} if reading else {one.id for one in questions}
    return place(version) | {
        "language": sheet.ticket.language,
        "token": write_ticket(sheet.ticket, secret()),
        "count": len(questions),
        "left_open": [(one.id, one.number) for one in questions if one.id not in known],
        "faults": [(one.id, one.number, one.fault) for one in questions if one.fault],
        "questions": questions,
        "cards": [] if typed else _cards(version, sheet, questions),
    }


def place(version: QuizVersion) -> dict[str, Any]:
    """Which module a page belongs to, for its title and crumbs."""
    module = version.module(page_language())
    return {"code": module.code, "module_url": module.url, "module_title": module.title}


def saved_line(visit: Visit, draft: Draft | None) -> str | None:
    """When something was last saved, in words; None: nothing was."""
    if draft is None or draft.saved_at is None:
        return None
    return rule_words.saved_words(draft.saved_at, visit.now, visit.user.zone)


def clock(visit: Visit, now_allowed: Allowed) -> dict[str, Any] | None:
    """When the time is over, and how many seconds are left; None without a limit."""
    ends = now_allowed.ends
    if ends is None:
        return None
    return {"ends": ends, "seconds": max(0, int((ends - visit.now).total_seconds()))}


def stays(version: QuizVersion, sheet: Sheet) -> str | None:
    """Said where the questions would be there in the reader's language, but were begun before."""
    here = sheet.ticket.language
    if here == version.language(page_language()):
        return None
    return str(gettext(_STAYS, language=NAMES[here]))


def _cards(version: QuizVersion, sheet: Sheet, questions: Sequence[ShownQuestion]) -> list[Markup]:
    texts = sheet.ticket.language
    source = version.sources[texts]
    return [
        fresh_card(one, source=source, count=len(questions), texts=texts, lang=page_language())
        for one in questions
    ]
