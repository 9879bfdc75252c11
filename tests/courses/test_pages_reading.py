"""What a learner meets on the course's pages: the way, a lesson, its language, its marks."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import func, select

from lms.db import Base
from lms.progress.models import CourseStart, LessonRead, ModuleStart, ReadingPlace

LESSON = "/learn/first-steps/write-it-down/"
SECOND = "/learn/first-steps/two-pockets/"
ARTICLE = re.compile(r"<article\b.*?</article>", re.S)


def article_of(page):
    found = ARTICLE.search(page.text)
    assert found, "the page has no article"
    return found[0]


def test_a_lesson_is_an_article_in_its_language_with_title_length_and_words(browse, make, course):
    page = browse(make.user()).get(LESSON)

    article = article_of(page)
    assert article.startswith('<article lang="en">')
    assert "<h1>Write it down</h1>" in article
    assert "8 minutes · 1 kB" in article
    assert '<a class="term" href="#term-budget">budget</a>' in article
    assert '<div id="term-budget"><dt>budget</dt><dd>A list of money coming in' in article
    assert re.search(r'<img src="/media/[0-9a-f]{64}/two-bars\.svg" alt="Two bars', article)
    assert "<title>Lesson T01.1</title>" in page.text


def test_a_lesson_says_what_comes_next_and_the_last_one_leads_to_the_quiz(browse, make, course):
    learner = browse(make.user())

    first, last = learner.get(LESSON), learner.get(SECOND)

    assert "Two pockets" in first.text.split('id="end"')[1]
    assert learner.post(f"{SECOND}done").location == "/learn/first-steps/quiz/"
    assert last.status_code == 200


@pytest.mark.parametrize(
    ("lang", "text", "told"),
    [
        ("en", "en", False),
        ("vi", "vi", False),
        ("mn", "en", True),
        ("ky", "en", True),
        ("ru", "en", True),
        ("ko", "en", True),
    ],
)
def test_a_text_falls_back_and_the_reader_is_told(browse, make, course, lang, text, told):
    learner = browse(make.user(), lang=lang)

    pages = [learner.get(LESSON), learner.get("/learn/first-steps/")]

    assert article_of(pages[0]).startswith(f'<article lang="{text}">')
    assert [f'<html lang="{lang}"' in page.text for page in pages] == [True, True]
    assert ['class="notice warning"' in page.text for page in pages] == [told, told]


def test_kyrgyz_falls_back_to_russian_before_english(browse, make, course):
    course.translate("ru")
    assert course.publish() == 2
    learner = browse(make.user(), lang="ky")

    page = learner.get(LESSON)

    assert article_of(page).startswith('<article lang="ru">')
    assert "Русский" in page.text.split('class="notice warning"')[1][:900]
    assert 'lang="ru">First' not in learner.get("/learn/").text


def test_a_course_in_none_of_the_reader_s_languages_is_still_readable(browse, make, course):
    for module in ("01-first-steps", "02-shared-shop"):
        course.change(f"modules/{module}/module.toml", "en = ", "# en = ")
        for file in (course.folder / f"modules/{module}/en").iterdir():
            file.unlink()
    course.change("course.toml", "en = ", "# en = ")
    course.change("course.toml", '["en", "vi"]', '["vi"]')
    course.change("course.toml", 'source_language = "en"', 'source_language = "vi"')
    (course.folder / "glossary/en.toml").unlink()
    course.publish()

    page = browse(make.user(), lang="mn").get(LESSON)

    assert article_of(page).startswith('<article lang="vi">')


def test_the_language_of_a_person_is_used_until_another_is_asked_for(app, browse, make, course):
    learner = browse(make.user(language="vi"))
    learner.client.delete_cookie("lang")

    own, asked, remembered = (learner.get(LESSON + query) for query in ("", "?lang=en", ""))

    languages = [article_of(page)[:19] for page in (own, asked, remembered)]
    assert languages == ['<article lang="vi">', '<article lang="en">', '<article lang="en">']


def test_continue_leads_to_the_first_lesson_that_is_not_read_then_to_the_quiz(browse, make, course):
    learner = browse(make.user())
    button = re.compile(r'<a class="button" href="([^"]+)">')

    met = []
    for _ in range(3):
        course_page, module_page = learner.get("/learn/"), learner.get("/learn/first-steps/")
        steps = [button.search(page.text)[1] for page in (course_page, module_page)]
        met.append(steps)
        if not steps[0].endswith("quiz/"):
            learner.post(f"{steps[0]}done")

    assert met == [[LESSON] * 2, [SECOND] * 2, ["/learn/first-steps/quiz/"] * 2]


def test_the_reading_place_is_kept_by_a_post_and_given_back(browse, make, course):
    learner, other = browse(make.user()), browse(make.user())

    answers = [learner.post(f"{LESSON}place", data={"block": block}) for block in ("3", "12")]

    assert [answer.status_code for answer in answers] == [204, 204]
    assert 'data-place="12"' in learner.get(LESSON).text
    assert "data-place=" not in other.get(LESSON).text
    assert "data-place=" not in learner.get(SECOND).text


@pytest.mark.parametrize("block", ["", "-1", "x", "1.5", "99999", "1e3", "٣", "²", " 7", None])
def test_a_place_that_is_no_place_is_not_kept(browse, make, course, block):
    learner = browse(make.user())

    answer = learner.post(f"{LESSON}place", data={"block": block} if block is not None else {})

    assert answer.status_code == 204
    assert course.rows(ReadingPlace) == 0


def test_pressing_done_twice_is_done_once(browse, make, course):
    learner = browse(make.user())

    answers = [learner.post(f"{LESSON}done") for _ in range(2)]

    assert [(one.status_code, one.location) for one in answers] == [(302, SECOND)] * 2
    assert [course.rows(t) for t in (CourseStart, ModuleStart, LessonRead)] == [1, 1, 1]
    assert "I have read this" not in learner.get(LESSON).text
    assert "Go on" in learner.get(LESSON).text


def test_looking_writes_nothing(browse, make, course, counting):
    learner = browse(make.trainer())
    pages = ["/", "/learn/", "/learn/first-steps/", LESSON, "/what-next/"]
    pages += ["/teach/first-steps/notes/", "/take-along/first-steps/pdf/"]
    before = {table.name: course.rows(table) for table in Base.metadata.sorted_tables}

    with counting() as statements:
        answers = [learner.get(page).status_code for page in pages]

    assert answers == [200] * len(pages)
    assert {one.split()[0] for one in statements} == {"SELECT"}
    assert {table.name: course.rows(table) for table in Base.metadata.sorted_tables} == before


def test_a_lesson_costs_two_statements_and_three_the_first_time(browse, make, course, counting):
    learner = browse(make.user())
    counts = []
    for _ in range(2):
        with counting() as statements:
            learner.get(LESSON)
        counts.append(len(statements))

    assert counts == [3, 2], statements


@pytest.mark.parametrize("read", [0, 2])
def test_the_pages_of_course_and_module_cost_four_statements(browse, make, course, counting, read):
    learner = browse(make.user())
    for lesson in (LESSON, SECOND)[:read]:
        learner.post(f"{lesson}done")
    counts = []
    for page in ("/learn/", "/learn/first-steps/"):
        with counting() as statements:
            learner.get(page)
        counts.append(len(statements))

    assert counts == [4, 4], statements


NASTY = ["nope", "%00", "a%00b", "..", "%2e%2e", "..%2f..%2fetc%2fpasswd", "é", "%ff%fe", "🙂"]
NASTY += ["x" * 5000, "' OR 1=1 --", "<script>", "First-Steps", "write-it-down%0d%0aX: y", "%25s"]


@pytest.mark.parametrize("nasty", NASTY)
def test_ids_that_are_none_do_not_exist(browse, make, course, nasty):
    trainer = browse(make.trainer())
    shown = [f"/learn/{nasty}/", f"/learn/first-steps/{nasty}/", f"/learn/{nasty}/write-it-down/"]
    shown += [f"/take-along/{nasty}/pdf/", f"/take-along/first-steps/{nasty}/"]
    shown += [f"/teach/{nasty}/notes/", f"/media/{nasty}/two-bars.svg"]
    sent = [f"/learn/first-steps/{nasty}/done", f"/learn/{nasty}/write-it-down/done"]
    sent += [f"/learn/first-steps/{nasty}/place", f"/versions/{nasty}/move"]

    codes = [trainer.get(page).status_code for page in shown]
    codes += [trainer.post(page, data={"block": "1"}).status_code for page in sent]

    assert set(codes) <= {404, 308}, dict(zip(shown + sent, codes, strict=True))
    tables = (CourseStart, ModuleStart, LessonRead, ReadingPlace)
    assert [course.rows(table) for table in tables] == [0, 0, 0, 0]


def test_a_lesson_of_another_module_is_not_found_here(browse, make, course):
    learner = browse(make.user())

    pages = ["/learn/first-steps/one-vote/", "/learn/shared-shop/write-it-down/"]

    assert [learner.get(page).status_code for page in pages] == [404, 404]
    assert [learner.post(f"{page}done").status_code for page in pages] == [404, 404]


def test_a_stranger_is_sent_to_sign_in_and_comes_back_to_the_lesson(browse, course):
    assert browse().get(LESSON).location == f"/sign-in?next={LESSON}"
    assert browse().get("/teach/first-steps/notes/").status_code == 302


def test_without_a_course_the_pages_say_so(browse, make, db):
    learner = browse(make.user())

    answers = [learner.get(page) for page in ("/learn/", "/learn/first-steps/", "/", "/what-next/")]

    assert [answer.status_code for answer in answers] == [404, 404, 200, 200]
    assert "No course is published here yet." in answers[0].text
    assert db.scalar(select(func.count()).select_from(CourseStart)) == 0


def test_the_front_page_promises_no_more_than_there_is(browse, course):
    """Two languages of lessons, not six of the interface; hours of reading and of activities."""
    page = browse(lang="en").get("/")

    table = page.text.split("<tbody>")[1].split("</tbody>")[0]
    assert "English" in table
    assert "Tiếng Việt" in table
    assert "한국어" not in table
    assert "for lessons and checks" in table
