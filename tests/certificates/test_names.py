"""A name is printed as it stands, or refused with a sentence that helps."""

from __future__ import annotations

import pytest

from lms import paths
from lms.certificates import glyphs, names
from lms.certificates.service import FONT

PRINTABLE = glyphs.characters(FONT)


@pytest.mark.parametrize(
    "name",
    [
        "Nguyễn Thị Ánh Tuyết",
        "Батмөнхийн Өнөржаргал",
        "Айжаңыл Үмүт кызы",
        "김하늘",
        "O'Neill-Smith, Jr.",
        "Đỗ Ng",
        "<b>Lan</b>".translate(str.maketrans("<>/", "()-")),
    ],
)
def test_names_of_our_countries_are_printed(name):
    assert names.fault_of(names.tidy(name), PRINTABLE) is None


def test_a_decomposed_name_is_put_together_and_spaces_are_single():
    assert names.tidy("  Nguye\u0302\u0303n \u00a0 Lan ") == "Nguyễn Lan"


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("", names.EMPTY),
        ("a" * 81, names.TOO_LONG),
        ("x" * 10_000, names.TOO_LONG),
        ("Lan\x00Anh", names.UNSEEN),
        ("Lan\nAnh", names.UNSEEN),
        ("Lan\u2028Anh", names.UNSEEN),
        ("\u202eLan", names.UNSEEN),
        ("Lan\u200f", names.UNSEEN),
        ("Lan\u200d", names.UNSEEN),
        ("Lan\ue000", names.UNSEEN),
        ("สมชาย", names.NO_LETTERS_OF_OURS),
        ("សុខា", names.NO_LETTERS_OF_OURS),
        ("王小明", names.NO_LETTERS_OF_OURS),
        ("محمد", names.NO_LETTERS_OF_OURS),
        ("Lan 王", names.NO_LETTERS_OF_OURS),
        ("Lan 🙂", names.NO_NAME),
        ("<script>alert(1)</script>", names.NO_NAME),
        ("....", names.NO_NAME),
        ("12345", names.NO_NAME),
        ("a\u0325\u0330\u0333\u0347", names.NO_NAME),
    ],
)
def test_what_cannot_be_printed_is_refused(name, sentence):
    assert names.fault_of(name, PRINTABLE) == sentence


def test_both_weights_of_the_font_print_the_same_characters():
    regular = glyphs.characters(paths.FONTS / "Pretendard-Regular.otf")

    assert regular == PRINTABLE
    assert {ord(c) for c in "AzếӨөҮүҢң가힣"} <= PRINTABLE


def test_what_is_no_font_is_told_as_such(tmp_path):
    odd = tmp_path / "odd.otf"
    odd.write_bytes(b"OTTO" + bytes(40))

    with pytest.raises(ValueError, match="no font"):
        glyphs.characters(odd)
