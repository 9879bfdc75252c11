"""Every SELECT about reported mistakes."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, func, select, true
from sqlalchemy.orm import Session

from lms.accounts.models import User
from lms.authoring.models import MistakeReport, ReportState
from lms.authoring.rules import modules_seen
from lms.courses.models import Course, CourseVersion, Module, ModuleVersion

LISTED = 50
Found = Row[MistakeReport, ModuleVersion]
_WITH_VERSION = select(MistakeReport, ModuleVersion).join(
    ModuleVersion, ModuleVersion.id == MistakeReport.version_id
)


def visible_to(user: Any) -> Select[MistakeReport, ModuleVersion]:
    """The reports that somebody at the authors' desk may read, each with its version; unordered."""
    seen = modules_seen(user)
    allowed = true() if seen is None else MistakeReport.module_id.in_(sorted(seen))
    return _WITH_VERSION.where(allowed)


def waiting(db: Session, user: Any) -> Sequence[Found]:
    """Reports without an answer, the longest waiting first; 50 at most."""
    return db.execute(
        visible_to(user)
        .where(MistakeReport.state == ReportState.OPEN)
        .order_by(MistakeReport.at, MistakeReport.id)
        .limit(LISTED)
    ).all()


def settled(db: Session, user: Any) -> Sequence[Found]:
    """Reports that were answered or closed, the last settled first; 50 at most."""
    return db.execute(
        visible_to(user)
        .where(MistakeReport.state != ReportState.OPEN)
        .order_by(MistakeReport.answered_at.desc(), MistakeReport.id)
        .limit(LISTED)
    ).all()


def waiting_count(db: Session, user: Any) -> int:
    """How many reports wait for somebody's answer."""
    asked = visible_to(user).where(MistakeReport.state == ReportState.OPEN)
    return db.scalar(asked.with_only_columns(func.count())) or 0


def found(db: Session, report_id: uuid.UUID) -> Found | None:
    """A report with the version it is about."""
    return db.execute(_WITH_VERSION.where(MistakeReport.id == report_id)).first()


def held(db: Session, report_id: uuid.UUID) -> Found | None:
    """The same as it is now, held until the transaction ends: two answers wait for each other."""
    return db.execute(
        _WITH_VERSION.where(MistakeReport.id == report_id)
        .with_for_update(of=MistakeReport)
        .execution_options(populate_existing=True)
    ).first()


def own(db: Session, user_id: uuid.UUID) -> Sequence[Found]:
    """What somebody reported, newest first; 50 at most."""
    return db.execute(
        _WITH_VERSION.where(MistakeReport.user_id == user_id)
        .order_by(MistakeReport.at.desc(), MistakeReport.id)
        .limit(LISTED)
    ).all()


def all_of(db: Session, user_id: uuid.UUID) -> Sequence[MistakeReport]:
    """All that somebody reported, the oldest first: for their own data."""
    return db.scalars(
        select(MistakeReport)
        .where(MistakeReport.user_id == user_id)
        .order_by(MistakeReport.at, MistakeReport.id)
    ).all()


def hold_person(db: Session, user_id: uuid.UUID) -> None:
    """Let other reports of this person wait until this transaction ends."""
    db.execute(select(User.id).where(User.id == user_id).with_for_update())


def reported_since(db: Session, user_id: uuid.UUID, since: datetime) -> Sequence[MistakeReport]:
    """What somebody reported after a moment, newest first."""
    return db.scalars(
        select(MistakeReport)
        .where(MistakeReport.user_id == user_id, MistakeReport.at > since)
        .order_by(MistakeReport.at.desc(), MistakeReport.id)
    ).all()


def published(db: Session, user: Any) -> Sequence[ModuleVersion]:
    """The published versions of the modules that somebody works on, in the order of the folders."""
    seen = modules_seen(user)
    asked = select(ModuleVersion).join(Module, Module.published_id == ModuleVersion.id)
    if seen is not None:
        asked = asked.where(Module.id.in_(sorted(seen)))
    return db.scalars(asked.order_by(ModuleVersion.folder, ModuleVersion.module_id)).all()


def published_course(db: Session) -> CourseVersion | None:
    """The course on offer, the first by id; None before any is loaded."""
    asked = select(CourseVersion).join(Course, Course.published_id == CourseVersion.id)
    return db.scalar(asked.order_by(Course.id).limit(1))
