"""What is frozen: dates by the calendar of where somebody is, hours, and every line once."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from lms.accounts.kinds import Country, Stage
from lms.accounts.zones import zone_of
from lms.certificates.freezing import Course, certificate_facts, frozen, hours_of
from lms.certificates.public_page import printed
from lms.certificates.sheet import CertifiedModule
from lms.certificates.words import sheet_words

LATE = datetime(2026, 3, 31, 16, 30, tzinfo=UTC)  # April has come in Korea, not yet in Bishkek
MODULE = CertifiedModule("M01", {"en": "Costing", "vi": "Tính giá"}, "3", 130)


def facts(language: str = "vi", zone: str = "Asia/Seoul"):
    course = Course({"en": "A course", "vi": "Khóa học"}, (MODULE,), LATE, LATE)
    return certificate_facts(
        course,
        number="SSE-234-ABC-DEF",
        holder="Lan",
        zone=zone,
        language=language,
        demo=False,
        issued_at=LATE,
    )


@pytest.mark.parametrize(
    ("country", "stage", "zone"),
    [
        (Country.VIET_NAM, Stage.IN_KOREA, "Asia/Seoul"),
        (Country.MONGOLIA, Stage.PREPARING, "Asia/Seoul"),
        (Country.VIET_NAM, Stage.RETURNED, "Asia/Ho_Chi_Minh"),
        (Country.KYRGYZSTAN, Stage.BEFORE, "Asia/Bishkek"),
        (Country.OTHER, Stage.RETURNED, "Asia/Seoul"),
    ],
)
def test_dates_follow_korea_while_there_and_the_home_country_else(country, stage, zone):
    assert zone_of(country, stage) == zone


def test_a_moment_is_another_day_in_another_place():
    assert facts(zone="Asia/Seoul").finished == date(2026, 4, 1)
    assert facts(zone="Asia/Bishkek").finished == date(2026, 3, 31)


@pytest.mark.parametrize(
    ("minutes", "hours"),
    [([], "0"), ([60, 60], "2"), ([130, 125, 120], "6.3"), ([90], "1.5"), ([600], "10")],
)
def test_hours_have_one_digit_at_most(minutes, hours):
    modules = [CertifiedModule("M", {}, "1", one) for one in minutes]

    assert hours_of(modules) == Decimal(hours)
    assert str(hours_of(modules)) == hours


def test_the_page_shows_once_what_both_languages_say_alike():
    kept = frozen(facts(), words_of=sheet_words, verify_url="https://x/SSE", zone="Asia/Seoul")

    shown = dict(printed(kept, sheet_words("en"), str).rows)

    assert shown["Number"] == [("SSE-234-ABC-DEF", "vi")]
    assert shown["Course"] == [("Khóa học", "vi"), ("A course", "en")]
    assert [language for _, language in shown["Issued on"]] == ["vi", "en"]


def test_an_english_certificate_has_one_side():
    kept = frozen(facts("en"), words_of=sheet_words, verify_url="https://x", zone="Asia/Seoul")

    assert kept["languages"] == ["en"]
    assert len(kept["sides"]) == 1
