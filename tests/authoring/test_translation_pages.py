"""Doors of translation: who may come in, what is told of bad input, that nothing typed is lost."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from lms.accounts.kinds import Role
from lms.authoring.models import ModuleDraft
from tests.authoring.translating_page import (
    FILE,
    MENDED,
    NEW,
    SENTENCE,
    THEIRS,
    VI,
    fields,
    get,
    in_draft,
    name_of,
    states,
    typed,
)

MODULE = "/author/modules/first-steps/translate/"
CHANGES = [f"{MODULE}forgive", FILE, f"{VI}import"]


def codes(browser) -> list[int]:
    """What each door says to somebody."""
    shows = [MODULE, VI, FILE, f"{VI}export.xlf", "/author/translations/"]
    return [browser.get(one).status_code for one in shows] + [
        browser.post(one).status_code for one in CHANGES
    ]


@pytest.mark.parametrize(
    ("scope", "said"),
    [
        ("", [200, 200, 200, 200, 200, 403, 303, 422]),
        ("first-steps", [200, 200, 200, 200, 200, 403, 303, 422]),
        ("first-steps:vi", [200, 200, 200, 200, 200, 403, 303, 422]),
        ("first-steps:mn", [200, 403, 403, 403, 200, 403, 403, 403]),
        ("shared-shop", [403, 403, 403, 403, 200, 403, 403, 403]),
    ],
)
def test_translators_enter_the_doors_of_their_languages_only(noted, at, scope, said):
    assert codes(at(scope)) == said


def test_authors_enter_all_doors_and_learners_and_reviewers_do_not(noted, browse, make, db):
    author, reviewer, learner = (
        browse(user) for user in (make.user(Role.AUTHOR), make.user(Role.REVIEWER), make.user())
    )

    assert codes(author) == [200, 200, 200, 200, 200, 303, 303, 422]
    assert codes(reviewer) == [200, 403, 403, 403, 200, 403, 403, 403]
    assert codes(learner) == [403] * 8


def test_the_work_list_shows_no_module_that_is_somebody_else_s(noted, at):
    page = get(at("shared-shop:vi"), "/author/translations/")

    assert "/author/modules/shared-shop/translate/vi/" in page
    assert "first-steps" not in page


@pytest.mark.parametrize(
    "address",
    [
        f"{MODULE}en/",
        f"{MODULE}xx/",
        f"{MODULE}xx/en/quiz.gift",
        f"{VI}en/nothing.md",
        f"{VI}vi/quiz.gift",
        f"{VI}../course.toml",
        f"{VI}media/two-bars.svg",
        "/author/modules/nothing/translate/vi/",
        "/author/modules/a%00b/translate/vi/",
        "/author/modules/a%00b/translate/",
    ],
)
def test_what_is_no_translation_is_not_there(noted, browse, address):
    assert browse(noted.author).get(address).status_code == 404


def test_only_what_was_changed_is_written(vi, db):
    before = in_draft(db)

    answer = vi.post(FILE, typed(get(vi), THEIRS, NEW))

    assert answer.status_code == 303
    assert in_draft(db) == before.replace(THEIRS, NEW)


def test_sending_a_page_untouched_changes_nothing(noted, vi, db):
    before, rev = in_draft(db), noted.draft.rev

    answer = vi.post(FILE, fields(get(vi)))

    assert answer.status_code == 303
    assert "Nothing was changed." in get(vi)
    assert in_draft(db) == before
    assert db.scalars(select(ModuleDraft.rev)).one() == rev


def test_a_quiz_is_shown_and_typed_without_the_signs_of_its_file(vi, db):
    quiz = f"{VI}en/quiz.gift"
    page = get(vi, quiz)
    sent = fields(page)
    name = next(one for one in sent if one.startswith("t-") and len(sent[one]) > 20)

    vi.post(quiz, sent | {name: "Giá = {5} ~ 6: # hay không?"})

    assert r"Giá \= \{5\} \~ 6\: \# hay không?" in in_draft(db, "vi/quiz.gift") or (
        r"Giá \= \{5\} \~ 6: \# hay không?" in in_draft(db, "vi/quiz.gift")
    )
    assert "Giá = {5} ~ 6: # hay không?" in get(vi, quiz)


@pytest.mark.parametrize("bad", ["Một.\r\n\r\nHai.", "# Đầu đề", "::: tip\r\nx\r\n:::"])
def test_a_text_that_would_break_its_file_is_told_of_and_nothing_is_written(vi, db, bad):
    before = in_draft(db)
    page = get(vi)
    sent = fields(page)
    first, second = name_of(sent, THEIRS), name_of(sent, "Đến lượt bạn")

    answer = vi.post(FILE, sent | {first: bad, second: "Bây giờ là bạn"})

    assert answer.status_code == 422
    assert answer.text.count('aria-invalid="true"') == 1
    assert fields(answer.text)[second] == "Bây giờ là bạn"
    assert in_draft(db) == before


def test_signs_that_pasting_brings_along_and_nobody_sees_are_left_out(vi, db):
    vi.post(FILE, typed(get(vi), THEIRS, "\x0bMỗi\x01 đêm\ufffe."))

    assert "\nMỗi đêm. Suốt một tuần" in in_draft(db)


def test_an_emptied_text_is_told_of(vi, db):
    before = in_draft(db)
    sent = fields(get(vi))

    answer = vi.post(FILE, sent | {name_of(sent, THEIRS): " \r\n"})

    assert answer.status_code == 422
    assert "cannot be left empty" in answer.text
    assert in_draft(db) == before


def test_two_megabytes_are_refused(vi, db):
    before = in_draft(db)
    sent = fields(get(vi))

    answer = vi.post(FILE, sent | {name_of(sent, THEIRS): "a" * 2_100_000})

    assert answer.status_code == 413
    assert in_draft(db) == before


def test_forged_fields_write_nothing_and_are_shown_again(vi, db):
    before = in_draft(db)

    answer = vi.post(FILE, {"t-0123456789abcdef-1": "<b>lost</b>", "t-": "x", "confirm": "nobody"})

    assert answer.status_code == 200
    assert "&lt;b&gt;lost&lt;/b&gt;" in answer.text
    assert in_draft(db) == before


def test_two_translators_of_different_texts_do_not_meet(vi, at, db):
    first, second = get(vi), get(other := at("first-steps"))
    vi.post(FILE, typed(first, THEIRS, NEW))

    answer = other.post(FILE, typed(second, "Đến lượt bạn", "Bây giờ là bạn"))

    assert answer.status_code == 303
    assert NEW in in_draft(db)
    assert "Bây giờ là bạn" in in_draft(db)


def test_two_translators_of_one_text_are_told_and_both_texts_are_kept(vi, at, db):
    other = at("first-steps")
    page = get(other)
    vi.post(FILE, typed(get(vi), THEIRS, NEW))
    mine = "Tối nào Lan cũng đếm tiền."

    answer = other.post(FILE, typed(page, THEIRS, mine))
    again = other.post(FILE, fields(answer.text))

    assert answer.status_code == 409
    assert mine in answer.text
    assert NEW in answer.text
    assert again.status_code == 303
    assert mine in in_draft(db)


def test_what_was_typed_finds_its_text_when_others_came_before_it(noted, vi, db):
    page = get(vi)
    noted.change("en/01-write-it-down.md", SENTENCE, f"A new text.\n\n{SENTENCE}")
    db.commit()

    answer = vi.post(FILE, typed(page, "Trước hết là tiền vào.", "Đầu tiên là tiền vào."))

    assert answer.status_code == 303
    assert "1. Đầu tiên là tiền vào." in in_draft(db)
    assert states(get(vi)) == {"missing": 1, "current": 22}


def test_new_texts_are_added_when_all_that_are_missing_are_there(noted, vi, db):
    noted.change("en/01-write-it-down.md", SENTENCE, f"First new text.\n\nSecond.\n\n{SENTENCE}")
    db.commit()
    page = get(vi, f"{FILE}?show=open")
    first, second = (one for one in fields(page) if one.startswith("t-"))

    half = vi.post(f"{FILE}?show=open", fields(page) | {first: "Một."})
    before = in_draft(db)
    whole = vi.post(f"{FILE}?show=open", fields(half.text) | {second: "Hai."})

    assert states(page) == {"missing": 2}
    assert half.status_code == 200
    assert "Một." not in before
    assert whole.status_code == 303
    assert "\nMột.\n\nHai.\n\nMỗi tối" in in_draft(db)
    assert states(get(vi)) == {"current": 24}


def test_only_what_is_to_be_done_can_be_shown(noted, vi, db):
    noted.change("en/01-write-it-down.md", SENTENCE, MENDED)
    db.commit()

    page = get(vi, f"{FILE}?show=open")

    assert states(page) == {"stale": 1}
    assert 'action="' + FILE + '?show=open"' in page


def test_numbers_that_differ_and_words_of_the_glossary_stand_beside_the_text(vi):
    page = get(vi)
    vi.post(FILE, typed(page, "105.000", "106.000"))

    again = get(vi)

    assert "106000" in again or "106,000" in again or "106.000" in again
    assert again.count('class="check"') == 1
    assert '<dt lang="en">budget</dt><dd lang="vi">ngân sách</dd>' in again


def test_titles_of_a_module_are_translated_in_their_own_language_only(vi, db):
    file = f"{VI}module.toml"
    page = get(vi, file)
    before = in_draft(db, "module.toml")
    sent = fields(page)
    name = next(one for one in sent if one.startswith("t-"))

    vi.post(file, sent | {name: 'Tên "mới"'})

    after = in_draft(db, "module.toml")
    changed = [b for a, b in zip(before.splitlines(), after.splitlines(), strict=True) if a != b]
    assert changed == ['vi = "Tên \\"mới\\""']


def test_a_file_too_odd_to_be_taken_apart_is_said_to_be_so(noted, vi, db, monkeypatch):
    noted.save("module.toml", 'title = "x\n')
    db.commit()

    page = get(vi)
    listed = get(vi, VI)
    odd = get(vi, f"{VI}module.toml")

    assert states(page) == {"current": 22}
    assert "cannot be read text by text" in listed
    assert "cannot be read text by text" in odd


@pytest.mark.parametrize("address", [FILE, VI, MODULE])
def test_pages_of_one_module_cost_few_statements(noted, browse, counting, address):
    author = browse(noted.author)

    with counting() as statements:
        get(author, address)

    assert len(statements) == 6, statements
