"""What pages show of reported mistakes: one's own with answers, and one to an author."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext
from sqlalchemy.orm import Session

from lms.authoring import queries, rules
from lms.authoring.models import MistakeReport, ReportState
from lms.authoring.report_places import editor_of, place_in
from lms.authoring.report_queries import Found
from lms.authoring.report_times import answer_by, is_late
from lms.authoring.reporting import REASONS, stamp
from lms.courses import queries as courses
from lms.web.languages import NAMES
from lms.web.pages import Visit

INBOX = "/author/inbox/"


def own_reports(found: Iterable[Found], lang: str) -> list[dict[str, Any]]:
    """One's own reports as templates/authoring/reports.html takes them."""
    return [
        _facts(row, lang)
        | {"state": row.MistakeReport.state.value, "answer": answer_said(row.MistakeReport)}
        for row in found
    ]


def for_inbox(visit: Visit, found: Iterable[Found], lang: str) -> list[dict[str, Any]]:
    """Reports as templates/author/_inbox_reports.html takes them; nobody's name is in them."""
    return [_for_author(visit, row, lang) for row in found]


def for_answer(visit: Visit, row: Found, lang: str) -> dict[str, Any]:
    """One report as templates/author/report.html takes it."""
    report = row.MistakeReport
    module_id = report.module_id
    paths = _paths_now(visit.db, module_id)
    editor = editor_of(module_id, report.lesson_id, report.language, paths)
    path = editor.partition("/edit/")[2]
    may_mend = rules.may_save(visit.user, module_id, path or f"{report.language}/quiz.gift")
    return _for_author(visit, row, lang) | {
        "answer": answer_said(report),
        "is_closed": report.state is ReportState.CLOSED,
        "answered_at": report.answered_at,
        "seen": stamp(report),
        "version": row.ModuleVersion.number,
        "editor": editor if may_mend else "",
    }


def address(report: MistakeReport) -> str:
    """Where a report is answered."""
    return f"{INBOX}{report.id}/"


def answer_said(report: MistakeReport) -> str:
    """The answer in words; of a closed report what is said in its place; "" while it waits."""
    if report.state is ReportState.CLOSED:
        return str(gettext(REASONS[report.answer]))
    return report.answer


def _for_author(visit: Visit, row: Found, lang: str) -> dict[str, Any]:
    report = row.MistakeReport
    is_open = report.state is ReportState.OPEN
    return _facts(row, lang) | {
        "url": address(report),
        "language_name": NAMES.get(report.language, report.language),
        "state": report.state.value,
        "answer_by": answer_by(report.at),
        "is_late": is_open and is_late(report.at, visit.now),
    }


def _facts(row: Found, lang: str) -> dict[str, Any]:
    report = row.MistakeReport
    place = place_in(row.ModuleVersion, report.lesson_id, lang)
    assert place is not None  # it was there when the mistake was reported, and versions stay
    return {
        "place": place.label,
        "place_language": place.label_language,
        "place_url": place.url,
        "block": report.block,
        "text": report.text,
        "language": report.language,
        "at": report.at,
    }


def _paths_now(db: Session, module_id: str) -> list[str]:
    """The files of the draft; where there is none, of the published version."""
    draft = queries.draft(db, module_id)
    if draft is not None:
        return list(draft.files)
    version = courses.published_version(db, module_id)
    return list(version.files) if version else []
