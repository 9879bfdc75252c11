"""The certificate on paper says what it was told, in every language, on one page."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from lms.certificates.sheet import (
    CertificateFacts,
    CertifiedModule,
    SheetWords,
    certificate_pdf,
    qr_svg,
    title_in,
)
from lms.pdf import compile_pdf

FONTS = Path(__file__).parents[2] / "static" / "fonts"
ISSUED = datetime(2026, 3, 31, 9, 0, tzinfo=UTC)
ADDRESS = "https://learn.example.org/certificates/SSE-7Q4K-M2XP"

TITLES = {
    "en": "Certificate of completion",
    "vi": "Giấy chứng nhận hoàn thành",
    "mn": "Төгссөний гэрчилгээ",
    "ky": "Окууну бүтүргөндүгү тууралуу күбөлүк",
    "ru": "Свидетельство о прохождении",
    "ko": "수료증",
}
NAMES = {
    "en": "Maria Kowalska",
    "vi": "Nguyễn Thị Ánh Tuyết",
    "mn": "Батмөнхийн Өнөржаргал",
    "ky": "Айжаңыл Өмүрбекова",
    "ru": "Щёлокова Юлия",
    "ko": "김하늘",
}
COURSES = {
    "en": "Business in the social economy",
    "vi": "Kinh doanh trong kinh tế xã hội",
    "mn": "Нийгмийн эдийн засаг дахь бизнес",
    "ky": "Социалдык экономикадагы бизнес",
    "ru": "Бизнес в социальной экономике",
    "ko": "사회적 경제 경영",
}


def words(language: str) -> SheetWords:
    return SheetWords(
        title=TITLES[language],
        certifies="This certifies that",
        completed="has completed the course",
        number="Number",
        begun="Begun",
        finished="Finished",
        hours="Hours",
        issued="Issued",
        module="Module",
        version="Version",
        minutes="Minutes",
        verify="Check this certificate at",
        demo="DEMO: made for trying out",
        show_day=lambda day: f"{day:%Y.%m.%d} {language}",
        show_hours=str,
        issuer="Happy Return Programme",
    )


def facts(
    holder: str = "Maria Kowalska", language: str = "en", modules: int = 3, *, demo: bool = False
) -> CertificateFacts:
    titles = {"en": "Coming home with a plan for all of us", "vi": "Về nước với một kế hoạch"}
    return CertificateFacts(
        number="SSE-7Q4K-M2XP",
        holder=holder,
        course=COURSES,
        modules=tuple(
            CertifiedModule(f"M{at:02}", titles, f"1.{at}", 100 + at)
            for at in range(1, modules + 1)
        ),
        begun=date(2026, 1, 5),
        finished=date(2026, 3, 30),
        issued=date(2026, 3, 31),
        hours=Decimal("37.5"),
        language=language,
        demo=demo,
    )


def printed(given: CertificateFacts) -> bytes:
    return certificate_pdf(
        given,
        words=words(given.language),
        words_en=words("en"),
        verify_url=ADDRESS,
        fonts=FONTS,
        issued_at=ISSUED,
    )


def read(pdf: bytes) -> str:
    """The words of all pages with single spaces, as a reader's eye joins lines."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


@pytest.mark.parametrize("language", list(TITLES))
def test_every_fact_can_be_read_back_in_the_holder_s_language(language):
    text = read(printed(facts(NAMES[language], language)))

    said = [NAMES[language], TITLES[language], COURSES[language], "SSE-7Q4K-M2XP", ADDRESS, "37.5"]
    said += [f"2026.{day} {language}" for day in ("01.05", "03.30", "03.31")]
    said += ["M03", "1.3", "103", "Happy Return Programme"]
    assert [one for one in said if one not in text] == []


def test_english_stands_beneath_the_holder_s_language_and_alone_only_once():
    vietnamese, english = read(printed(facts(language="vi"))), read(printed(facts(language="en")))

    assert [vietnamese.count(TITLES[one]) for one in ("vi", "en")] == [1, 1]
    assert vietnamese.index(TITLES["vi"]) < vietnamese.index(TITLES["en"])
    assert english.count(TITLES["en"]) == 1
    assert vietnamese.count("Happy Return Programme") == 1, "the same words are not said twice"


@pytest.mark.parametrize("modules", [0, 3, 14])
@pytest.mark.parametrize(
    "holder",
    [
        "가" * 60,
        "Батмөнхийн Өнөржаргал-Энхбаярын Мөнхцэцэг Гантулга Дорждэрэм",
        "Nguyễn Phước Hoàng Ngọc Ánh Tuyết Thị Bích Thủy Trương Đỗ Qu",
        "W" * 40,
        "Ng",
    ],
)
def test_a_long_name_fits_on_the_one_page_and_is_printed_whole(holder, modules):
    pdf = printed(facts(holder, "vi", modules, demo=True))

    pages = PdfReader(BytesIO(pdf)).pages
    assert len(pages) == 1
    assert [round(float(side)) for side in pages[0].mediabox[2:]] == [842, 595]
    assert holder.replace(" ", "") in read(pdf).replace(" ", "")
    assert between_the_rules(pages[0])


def between_the_rules(page) -> bool:
    """Whether every piece of text begins right of the left rule and left of the right one."""
    places = []
    page.extract_text(
        visitor_text=lambda text, cm, tm, *_: places.append(cm[4] + tm[4]) if text.strip() else None
    )
    return all(30 < place < 812 for place in places)


def test_the_same_facts_give_the_same_bytes_and_another_name_does_not():
    assert printed(facts()) == printed(facts())
    assert printed(facts()) != printed(facts("Maria Kowalski"))


def test_a_demo_says_so_and_a_true_certificate_does_not():
    assert "DEMO: made for trying out" in read(printed(facts(demo=True)))
    assert "DEMO" not in read(printed(facts()))


@pytest.mark.parametrize(
    "holder", ['#read("/etc/passwd") ] #panic("x")', "*a* _b_ `c` $d$ <e> @f", "\\ \" ' {} ;"]
)
def test_a_name_that_looks_like_a_command_prints_as_text(holder):
    assert holder in read(printed(facts(holder)))


def test_the_certificate_is_tagged_and_names_its_language_and_title():
    reader = PdfReader(BytesIO(printed(facts(NAMES["vi"], "vi"))))

    assert reader.root_object["/MarkInfo"]["/Marked"] == True  # noqa: E712 - pypdf's own boolean
    assert reader.root_object["/Lang"] == "vi"
    assert reader.metadata.title == f"{TITLES['vi']}: {NAMES['vi']}"


def test_the_address_is_a_link_and_a_qr_code():
    annotations = PdfReader(BytesIO(printed(facts()))).pages[0]["/Annots"]

    targets = {one.get_object()["/A"]["/URI"] for one in annotations}
    assert targets == {ADDRESS}
    assert qr_svg(ADDRESS) != qr_svg(ADDRESS + "0")


def test_a_title_missing_in_a_language_is_given_in_english_or_in_what_there_is():
    assert title_in({"en": "Costing", "vi": "Tính giá"}, "vi") == "Tính giá"
    assert title_in({"vi": "Tính giá"}, "ko") == "Tính giá"
    assert title_in({}, "ko") == ""


def test_a_source_cannot_read_outside_its_folder():
    with pytest.raises(RuntimeError, match="escape the project root"):
        compile_pdf('#read("../outside")', {}, fonts=FONTS, timestamp=ISSUED)
    with pytest.raises(RuntimeError, match="not found"):
        compile_pdf('#read("/etc/passwd")', {}, fonts=FONTS, timestamp=ISSUED)


@pytest.mark.parametrize("name", ["../up.svg", "/etc/up.svg", "a/../../b", "a\\b", ""])
def test_a_file_is_not_laid_outside_the_folder(name):
    with pytest.raises(ValueError, match="inside the document"):
        compile_pdf("x", {}, fonts=FONTS, timestamp=ISSUED, files={name: b""})


def test_a_moment_without_a_time_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        compile_pdf("x", {}, fonts=FONTS, timestamp=ISSUED.replace(tzinfo=None))
