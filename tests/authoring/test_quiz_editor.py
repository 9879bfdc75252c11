"""The quiz editor: the list, a question as a form and as GIFT, what may not change, who may."""

from __future__ import annotations

import re

import pytest
from factories import NOW

from lms.accounts.kinds import Role
from lms.accounts.models import Grant
from lms.authoring import queries, service
from lms.quizzes.formats.gift import read_gift
from tests.authoring.conftest import MODULE
from tests.authoring.quiz_desk_made import GIFT, VI, answered, field_values

URL = f"/author/modules/{MODULE}/quiz/"


@pytest.fixture
def quiz(desk):
    """A draft whose quiz holds four questions, two of them in Vietnamese as well."""
    desk.save("en/quiz.gift", GIFT)
    desk.save("vi/quiz.gift", VI)
    desk.db.commit()
    return desk


def gift(desk, language="en"):
    """The quiz file as the draft has it now."""
    desk.db.expire_all()
    draft = queries.draft(desk.db, MODULE)
    path = f"{language}/quiz.gift"
    return queries.contents(desk.db, {path: draft.files[path]})[path].decode()


def form(page, **values):
    """The form of a question's page as a browser would send it, with other values."""
    return field_values(page.text, "question") | values


def test_the_list_names_each_question_by_slot_with_its_faults(quiz, browse):
    page = browse(quiz.author).get(URL)

    rows = re.findall(r'<th scope="row"><a href="([^"]+)">([^<]+)</a>', page.text)
    assert page.status_code == 200
    assert rows == [(f"{URL}{id_}/", id_) for id_ in ("t-one", "t-two", "t-many", "t-case")]
    assert "t-two: the answer No has no feedback." in page.text
    assert "vi: t-many is missing in this language." in page.text


def test_a_form_changes_its_question_and_no_other_byte(quiz, browse):
    author = browse(quiz.author)
    page = author.get(f"{URL}t-one/")

    answer = author.post(f"{URL}t-one/", form(page, text="Is it truly so?"))

    assert (answer.status_code, answer.location) == (303, f"{URL}t-one/")
    old, new = "Is it so?", "Is it truly so?"
    assert gift(quiz) == GIFT.replace(old, new)
    assert gift(quiz, "vi") == VI


def test_saving_a_form_as_it_is_changes_nothing_at_all(quiz, browse):
    author = browse(quiz.author)
    before = queries.draft(quiz.db, MODULE).rev

    codes = [
        author.post(f"{URL}{id_}/", form(author.get(f"{URL}{id_}/"))).status_code
        for id_ in ("t-one", "t-many", "t-case")
    ]

    assert codes == [303, 303, 303]
    assert read_gift(gift(quiz))[0] == read_gift(GIFT)[0]
    assert before <= queries.draft(quiz.db, MODULE).rev


def test_a_changed_slot_follows_in_the_other_languages(quiz, browse):
    author = browse(quiz.author)
    page = author.get(f"{URL}t-one/")

    author.post(f"{URL}t-one/", form(page, slot="3"))

    assert gift(quiz) == GIFT.replace("slot-1", "slot-3", 1)
    assert gift(quiz, "vi") == VI.replace("slot-1", "slot-3", 1)


def test_another_row_comes_without_a_script_and_keeps_what_was_typed(quiz, browse):
    author = browse(quiz.author)
    sent = form(author.get(f"{URL}t-one/"), text="Half written", add="row")

    page = author.post(f"{URL}t-one/", sent)

    assert page.status_code == 200
    assert "Half written" in page.text
    assert 'name="choices-3-text"' in page.text
    assert 'name="choices-4-text"' not in page.text
    assert gift(quiz) == GIFT


def test_a_form_with_faults_says_where_and_saves_nothing(quiz, browse):
    author = browse(quiz.author)
    sent = form(author.get(f"{URL}t-one/"), text="")
    sent |= {"choices-0-weight": "much"}

    page = author.post(f"{URL}t-one/", sent)

    assert page.status_code == 422
    assert "Write the text of the question." in page.text
    assert "Row 1: the weight is a number from -100 to 100." in page.text
    assert 'value="much"' in page.text
    assert gift(quiz) == GIFT


def test_a_question_typed_as_gift_is_kept_as_it_was_typed(quiz, browse):
    author = browse(quiz.author)
    page = author.get(f"{URL}t-one/")
    seen = re.findall(
        r'name="language" value="en"><input type="hidden" name="seen" value="(\w+)"', page.text
    )
    typed = "// A word for people. [tag:slot-1]\n::t-one::So?{=Yes#R.\n\n ~No#N. ####G.}"
    good = typed.replace("\n\n", "\n")

    no = author.post(f"{URL}t-one/", {"language": "en", "seen": seen[0], "gift": typed})
    yes = author.post(f"{URL}t-one/", {"language": "en", "seen": seen[0], "gift": good})

    assert no.status_code == 422
    assert "Line 2:" in no.text
    assert "A word for people." in no.text
    assert yes.status_code == 303
    assert good in gift(quiz)


def test_a_translation_is_written_as_gift_beside_it(quiz, browse):
    author = browse(quiz.author)
    typed = "// [tag:slot-2]\n::t-many::Nhiều?{~%50%Đỏ#Đ. ~%50%Lam#Đ. ~%-50%Lục#S. ####X.}"

    answer = author.post(f"{URL}t-many/", {"language": "vi", "seen": "", "gift": typed})

    assert answer.status_code == 303
    assert gift(quiz, "vi") == f"{VI}\n{typed}\n"


def test_what_somebody_else_saved_is_shown_and_nothing_is_lost(quiz, browse):
    author = browse(quiz.author)
    sent = form(author.get(f"{URL}t-one/"), text="Mine")
    quiz.save("en/quiz.gift", GIFT.replace("Is it so?", "Theirs?"))
    quiz.db.commit()

    page = author.post(f"{URL}t-one/", sent)
    again = author.post(f"{URL}t-one/", form(page))

    assert page.status_code == 409
    assert "Somebody else changed this question while you wrote." in page.text
    assert "::t-one::Theirs?{" in page.text
    assert ">\nMine</textarea>" in page.text
    assert again.status_code == 303
    assert "::t-one::Mine{" in gift(quiz)


def test_another_question_saved_meanwhile_is_no_conflict(quiz, browse):
    author = browse(quiz.author)
    sent = form(author.get(f"{URL}t-one/"), text="Mine")
    quiz.save("en/quiz.gift", GIFT.replace("Which two?", "Which ones?"))
    quiz.db.commit()

    answer = author.post(f"{URL}t-one/", sent)

    assert answer.status_code == 303
    assert gift(quiz) == GIFT.replace("Which two?", "Which ones?").replace("Is it so?", "Mine")


def test_an_answered_question_keeps_its_key_and_is_offered_a_new_id(quiz, browse):
    answered(quiz, "t-one")
    author = browse(quiz.author)
    sent = form(author.get(f"{URL}t-one/"), text="The other way?")
    del sent["choices-0-right"]
    sent |= {"choices-1-right": "y"}

    no = author.post(f"{URL}t-one/", sent)
    kept = gift(quiz)
    yes = author.post(f"{URL}t-one/", sent | {"act": "new"})

    assert no.status_code == 409
    assert "Another answer is right, or earns another part of the mark." in no.text
    assert "Save as new question t-one-2" in no.text
    assert "The other way?" in no.text
    assert kept == GIFT
    assert (yes.status_code, yes.location) == (303, f"{URL}t-one-2/")
    assert gift(quiz).startswith(GIFT)
    assert read_gift(gift(quiz))[0][-1].id == "t-one-2"


def test_an_answered_question_may_get_other_words(quiz, browse):
    answered(quiz, "t-one")
    author = browse(quiz.author)

    answer = author.post(f"{URL}t-one/", form(author.get(f"{URL}t-one/"), text="Is it so, then?"))

    assert answer.status_code == 303
    assert "Is it so, then?" in gift(quiz)


def test_a_new_question_of_every_kind_has_its_form(quiz, browse):
    author = browse(quiz.author)
    kinds = re.findall(r'<option value="(\w+)">', author.get(URL).text)

    codes = [author.get(f"{URL}new?kind={kind}").status_code for kind in kinds]

    assert len(kinds) == 11
    assert codes == [200] * 11
    assert author.get(f"{URL}new?kind=miracle").status_code == 404


def test_a_new_question_stands_behind_the_others(quiz, browse):
    author = browse(quiz.author)
    sent = form(author.get(f"{URL}new?kind=numeric"), id="t-five", text="How much?")
    sent |= {"numbers-0-number": "12.5", "numbers-0-tolerance": "0.5", "slot": "4"}

    twice = author.post(f"{URL}new", sent | {"id": "t-one"})
    answer = author.post(f"{URL}new", sent)

    assert twice.status_code == 422
    assert "There is a question with this id already" in twice.text
    assert answer.location == f"{URL}t-five/"
    assert (
        gift(quiz)
        == GIFT + "\n// [tag:slot-4]\n::t-five::[plain]How much?{#\n\t=%100%12.5:0.5\n}\n"
    )


def test_a_question_goes_out_of_every_language(quiz, browse):
    author = browse(quiz.author)
    asked = author.get(f"{URL}t-one/retire")

    answer = author.post(f"{URL}t-one/retire", {})

    assert "Versions that are published keep it." in asked.text
    assert answer.status_code == 303
    assert [one.id for one in read_gift(gift(quiz))[0]] == ["t-two", "t-many", "t-case"]
    assert [one.id for one in read_gift(gift(quiz, "vi"))[0]] == ["t-two"]


def test_saving_begins_a_draft_where_there_is_none(quiz, browse):
    service.drop_draft(quiz.db, quiz.author, quiz.draft, now=NOW)
    quiz.db.commit()
    author = browse(quiz.author)
    id_ = re.findall(r'<th scope="row"><a href="[^"]+">([^<]+)</a>', author.get(URL).text)[0]
    page = author.get(f"{URL}{id_}/")

    answer = author.post(f"{URL}{id_}/", form(page, text="Begun."))

    assert "Saving begins a draft." in page.text
    assert answer.status_code == 303
    assert "Begun." in gift(quiz)


@pytest.mark.parametrize(
    ("role", "scope", "reads", "writes"),
    [
        (Role.AUTHOR, MODULE, 200, 200),
        (Role.AUTHOR, "other-module", 403, 403),
        (Role.REVIEWER, "", 200, 403),
        (Role.TRANSLATOR, f"{MODULE}:vi", 200, 403),
        (Role.TRAINER, "", 403, 403),
    ],
)
def test_authors_write_and_others_read(quiz, browse, make, role, scope, reads, writes):
    person = make.user()
    person.grants.append(Grant(role=role, scope=scope, given_at=NOW))
    quiz.db.commit()
    visitor = browse(person)

    codes = [visitor.get(f"{URL}{path}").status_code for path in ("", "t-one/", "trial")]
    sent = {"add": "row", "text": "x", "kind": "single"}

    assert codes == [reads] * 3
    assert visitor.post(f"{URL}t-one/", sent).status_code == writes
    assert visitor.get(f"{URL}import").status_code == writes


def test_a_question_that_is_not_there_has_no_page(quiz, browse):
    author = browse(quiz.author)

    found = [
        author.get(f"{URL}{path}").status_code
        for path in ("t-none/", "t-none/trial", "t-none/retire", "t%00/", "export/word")
    ]

    assert found == [404] * 5
