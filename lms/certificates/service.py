"""Verbs of certificates: issue once, withdraw with a reason."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from lms import paths, states
from lms.accounts.models import User
from lms.certificates import freezing, glyphs, names, numbers, queries
from lms.certificates.lifecycle import LIFECYCLE
from lms.certificates.models import LONGEST_REASON, Certificate, State
from lms.certificates.sheet import CertificateFacts, CertifiedModule, certificate_pdf
from lms.certificates.words import sheet_words
from lms.courses import queries as course_queries
from lms.errors import Refusal
from lms.progress import service as progress
from lms.trail import service as trail
from lms.words import N_

NOT_FINISHED = N_(
    "The course is not finished yet. Read its lessons and pass the quiz of each module; "
    "then your certificate is made here."
)
NO_REASON = N_("Write the reason in plain words, 500 characters at most.")
FONT = paths.FONTS / "Pretendard-Bold.otf"


def issue(
    db: Session, user: User, *, holder: str, site: str, demo: bool, now: datetime
) -> Certificate:
    """Print the certificate of the finished course; a second time gives the first one.

    holder  the name as it should be printed; kept in the account when that has none
    site    the address people use, "https://learn.example.org"; printed and drawn as QR code
    demo    the platform is a demonstration, so every paper says that it attests nothing
    raises  Refusal 409 before the course is finished, 422 for a name that cannot be printed
    """
    found = course_queries.the_course(db, user.id)
    course, start = found if found else (None, None)
    if course is None or start is None or start.finished_at is None:
        raise Refusal(NOT_FINISHED)
    first = queries.certificate_of(db, user.id, start.course_id)
    if first is not None:
        return first
    fault = names.fault_of(holder, glyphs.characters(FONT))
    if fault:
        raise Refusal(fault, status=422)
    taken = freezing.Course(
        course.facts["title"],
        modules=_modules(db, user, start.modules),
        began_at=start.began_at,
        finished_at=start.finished_at,
    )
    zone = user.zone
    facts = freezing.certificate_facts(
        taken,
        number=numbers.new_number(),
        holder=holder,
        zone=zone,
        language=user.language,
        demo=demo or user.is_demo,
        issued_at=now,
    )
    made = _made(facts, site=site, zone=zone, now=now)
    made.user_id, made.course_id = user.id, start.course_id
    try:
        with db.begin_nested():
            db.add(made)
    except IntegrityError:  # the same person pressed twice: the first one counts
        first = queries.certificate_of(db, user.id, start.course_id)
        if first is None:
            raise
        return first
    user.name = user.name or holder
    progress.note_certificate(start, made.number)
    trail.note(db, user, "certificates.issue", made, now=now, number=made.number)
    return made


def withdraw(
    db: Session, actor: User | None, certificate: Certificate, *, reason: str, now: datetime
) -> None:
    """Declare that a certificate no longer holds; its page says so with reason and date.

    actor   None: from the command line
    reason  in plain words; shown to everybody who looks up the number
    raises  Refusal 422 without a usable reason, 409 when it holds no longer already
    """
    if not reason.strip() or len(reason) > LONGEST_REASON:
        raise Refusal(NO_REASON, status=422)
    old = certificate.state
    states.check(LIFECYCLE, old, State.WITHDRAWN)
    changed = db.scalar(
        update(Certificate)
        .where(Certificate.id == certificate.id, Certificate.state == old)
        .values(state=State.WITHDRAWN, withdrawn_at=now, reason=reason.strip())
        .returning(Certificate.id)
        .execution_options(synchronize_session=False)
    )
    # Somebody else may have been quicker between reading and writing.
    states.check(LIFECYCLE, old if changed else State.WITHDRAWN, State.WITHDRAWN)
    trail.note(db, actor, "certificates.withdraw", certificate, now=now, number=certificate.number)


def _modules(db: Session, user: User, module_ids: Sequence[str]) -> tuple[CertifiedModule, ...]:
    """The modules the course was begun with, each in the version this learner ended on."""
    there = course_queries.learner_s_modules(db, user.id)
    versions = [there[module_id][0] for module_id in module_ids if module_id in there]
    return tuple(
        CertifiedModule(
            code=version.facts["code"],
            title=version.facts["title"],
            version=str(version.number),
            minutes=version.facts["minutes"],
        )
        for version in versions
    )


def _made(facts: CertificateFacts, *, site: str, zone: str, now: datetime) -> Certificate:
    """The row with its frozen lines and the bytes of the paper, of nobody yet."""
    verify_url = f"{site.rstrip('/')}/certificates/{facts.number}"
    pdf = certificate_pdf(
        facts,
        words=sheet_words(facts.language),
        words_en=sheet_words("en"),
        verify_url=verify_url,
        fonts=paths.FONTS,
        issued_at=now,
    )
    return Certificate(
        number=facts.number,
        state=State.ISSUED,
        facts=freezing.frozen(facts, words_of=sheet_words, verify_url=verify_url, zone=zone),
        pdf=pdf,
        pdf_size=len(pdf),
        pdf_hash=hashlib.sha256(pdf).hexdigest(),
        issued_at=now,
    )
