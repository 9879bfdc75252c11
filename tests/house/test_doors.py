"""Every door of the house with its rule; what holds for all of them."""

from __future__ import annotations

import re
import uuid

import pytest

from lms.app import create_app, doors
from lms.config import Settings

# method, address, rule: who may. A new door gets its line here, in the order of its address.
TABLE = """
GET   /                                      anyone
GET   /account                               signed_in
POST  /account                               signed_in
GET   /account/card/                         signed_in
POST  /account/card/                         signed_in
POST  /account/card/kept                     signed_in
GET   /account/data/                         signed_in
GET   /account/data/download                 signed_in
POST  /account/leave                         signed_in
GET   /account/secret/                       signed_in
POST  /account/secret/                       signed_in
GET   /account/sign-ins/                     signed_in
POST  /account/sign-ins/<uuid:login_id>/end  own_login
GET   /author/                               see_desk
GET   /author/course/                        edit_course
GET   /author/course/edit/<path:file>        edit_course
POST  /author/course/edit/<path:file>        edit_course
POST  /author/course/order                   edit_course
GET   /author/inbox/                         see_desk
GET   /author/inbox/<uuid:report_id>/        answer_report
POST  /author/inbox/<uuid:report_id>/        answer_report
POST  /author/inbox/<uuid:report_id>/close   answer_report
GET   /author/modules/<module>/              see_module
GET   /author/modules/<module>/copy/         edit_course
POST  /author/modules/<module>/copy/         edit_course
POST  /author/modules/<module>/drop          edit_module
GET   /author/modules/<module>/edit/<path:file>  see_module
POST  /author/modules/<module>/edit/<path:file>  save_file
GET   /author/modules/<module>/findings/<path:file>  see_module
GET   /author/modules/<module>/history/      see_module
GET   /author/modules/<module>/history/<int:number>/restore/  edit_module
POST  /author/modules/<module>/history/<int:number>/restore/  edit_module
GET   /author/modules/<module>/history/<int:old>/<int:new>/  see_module
GET   /author/modules/<module>/lessons/<lesson>/retire  edit_module
POST  /author/modules/<module>/lessons/<lesson>/retire  edit_module
POST  /author/modules/<module>/lessons/add   edit_module
POST  /author/modules/<module>/lessons/order  edit_module
GET   /author/modules/<module>/look/<int:number>/<path:file>  see_module
GET   /author/modules/<module>/media/        see_module
POST  /author/modules/<module>/media/        edit_module
POST  /author/modules/<module>/media/remove  edit_module
POST  /author/modules/<module>/open          open_draft
GET   /author/modules/<module>/parent/       see_module
POST  /author/modules/<module>/parent/seen   edit_module
POST  /author/modules/<module>/parent/take   edit_module
GET   /author/modules/<module>/pictures/<key>/<name>  see_module
GET   /author/modules/<module>/publish/      see_module
POST  /author/modules/<module>/publish/      edit_module
POST  /author/modules/<module>/publish/approve  review_module
POST  /author/modules/<module>/publish/ask-review  see_module
POST  /author/modules/<module>/publish/notes  review_module
POST  /author/modules/<module>/publish/notes/<uuid:note_id>/settle  settle_note
POST  /author/modules/<module>/publish/rebase  edit_module
POST  /author/modules/<module>/publish/return  review_module
GET   /author/modules/<module>/quiz/         see_module
GET   /author/modules/<module>/quiz/<question>/  see_module
POST  /author/modules/<module>/quiz/<question>/  edit_module
POST  /author/modules/<module>/quiz/<question>/rename  edit_module
GET   /author/modules/<module>/quiz/<question>/retire  edit_module
POST  /author/modules/<module>/quiz/<question>/retire  edit_module
GET   /author/modules/<module>/quiz/<question>/trial  see_module
POST  /author/modules/<module>/quiz/<question>/trial  see_module
GET   /author/modules/<module>/quiz/export/<form>  see_module
GET   /author/modules/<module>/quiz/import   edit_module
POST  /author/modules/<module>/quiz/import   edit_module
GET   /author/modules/<module>/quiz/new      edit_module
POST  /author/modules/<module>/quiz/new      edit_module
GET   /author/modules/<module>/quiz/rules    edit_module
POST  /author/modules/<module>/quiz/rules    edit_module
GET   /author/modules/<module>/quiz/trial    see_module
POST  /author/modules/<module>/quiz/trial    see_module
GET   /author/modules/<module>/translate/    see_changes
GET   /author/modules/<module>/translate/<language>/  translate
GET   /author/modules/<module>/translate/<language>/<path:file>  translate
POST  /author/modules/<module>/translate/<language>/<path:file>  write_texts
GET   /author/modules/<module>/translate/<language>/export.xlf  translate
POST  /author/modules/<module>/translate/<language>/import  write_texts
POST  /author/modules/<module>/translate/forgive  forgive_changes
GET   /author/new-module/                    edit_course
POST  /author/new-module/                    edit_course
POST  /author/preview                        see_module
GET   /author/quizzes/                       write_courses
GET   /author/quizzes/<module>/              write_courses
GET   /author/quizzes/<module>/<question>/   write_courses
GET   /author/quizzes/<module>/<question>/<int:number>/  write_courses
POST  /author/quizzes/<module>/<question>/<int:number>/  write_courses
GET   /author/quizzes/<module>/analysis.csv    write_courses
GET   /author/quizzes/<module>/analysis/       see_analysis
GET   /author/translations/                   see_desk
GET   /before/<module>/                      signed_in
POST  /before/<module>/                      signed_in
POST  /before/<module>/save                  signed_in
GET   /certificates/                         anyone
GET   /certificates/<number>                 anyone
GET   /certificates/<number>/paper.pdf       take_paper
POST  /certificates/<number>/withdraw        administer
POST  /certificates/claim                    signed_in
POST  /certificates/find                     anyone
GET   /healthz                               anyone
GET   /help/                                 anyone
GET   /join                                  anyone
POST  /join                                  anyone
GET   /learn/                                signed_in
GET   /learn/<module>/                       signed_in
GET   /learn/<module>/<lesson>/              signed_in
POST  /learn/<module>/<lesson>/done          signed_in
POST  /learn/<module>/<lesson>/place         signed_in
GET   /learn/<module>/quiz/                  signed_in
POST  /learn/<module>/quiz/                  signed_in
POST  /learn/<module>/quiz/begin             signed_in
POST  /learn/<module>/quiz/save              signed_in
GET   /media/<key>/<name>                    anyone
GET   /plans/                                signed_in
POST  /plans/                                signed_in
GET   /plans/<uuid:plan_id>/                 see_plan
GET   /plans/<uuid:plan_id>/<section>/       see_section
POST  /plans/<uuid:plan_id>/<section>/       send_section
GET   /plans/<uuid:plan_id>/<section>/comments/  comment_section
POST  /plans/<uuid:plan_id>/<section>/comments/  comment_section
POST  /plans/<uuid:plan_id>/<section>/comments/<uuid:comment_id>  comment_section
POST  /plans/<uuid:plan_id>/<section>/release  edit_section
POST  /plans/<uuid:plan_id>/<section>/take   edit_section
GET   /plans/<uuid:plan_id>/advice/          see_plan
POST  /plans/<uuid:plan_id>/advice/          edit_plan
POST  /plans/<uuid:plan_id>/advice/<uuid:advice_id>/end  comment_place
POST  /plans/<uuid:plan_id>/delete           own_plan
GET   /plans/<uuid:plan_id>/figures/         see_plan
GET   /plans/<uuid:plan_id>/frozen/<int:number>/  see_place
GET   /plans/<uuid:plan_id>/frozen/<int:number>/plan.pdf  see_place
GET   /plans/<uuid:plan_id>/group/           see_plan
POST  /plans/<uuid:plan_id>/group/<uuid:person_id>/member  be_in_place
POST  /plans/<uuid:plan_id>/group/<uuid:person_id>/remove  own_place
POST  /plans/<uuid:plan_id>/group/<uuid:person_id>/role  own_place
POST  /plans/<uuid:plan_id>/group/invite     own_plan
POST  /plans/<uuid:plan_id>/group/leave      be_in_plan
POST  /plans/<uuid:plan_id>/group/withdraw/<uuid:invitation_id>  own_place
GET   /plans/<uuid:plan_id>/history/         see_plan
POST  /plans/<uuid:plan_id>/history/         edit_plan
POST  /plans/<uuid:plan_id>/history/<uuid:version_id>/back  edit_section
GET   /plans/<uuid:plan_id>/history/changes/  see_plan
GET   /plans/<uuid:plan_id>/history/compare/  see_plan
GET   /plans/<uuid:plan_id>/papers/          see_plan
GET   /plans/<uuid:plan_id>/plan.docx        see_plan
GET   /plans/<uuid:plan_id>/plan.pdf         see_plan
GET   /plans/<uuid:plan_id>/plan.xlsx        see_plan
GET   /plans/<uuid:plan_id>/questions/       edit_plan
POST  /plans/<uuid:plan_id>/questions/<uuid:question_id>  edit_asked
GET   /plans/<uuid:plan_id>/reader/          see_plan
GET   /plans/<uuid:plan_id>/ready/           see_plan
POST  /plans/<uuid:plan_id>/ready/agree      be_in_plan
POST  /plans/<uuid:plan_id>/ready/explain    edit_plan
POST  /plans/<uuid:plan_id>/ready/freeze     own_plan
POST  /plans/<uuid:plan_id>/ready/record     edit_plan
POST  /plans/<uuid:plan_id>/rename           own_plan
GET   /plans/<uuid:plan_id>/summary.pdf      see_plan
GET   /plans/<uuid:plan_id>/worksheets.pdf   see_plan
GET   /plans/asked/                          signed_in
GET   /plans/join/<token>/                   signed_in
POST  /plans/join/<token>/                   signed_in
GET   /plans/samples/                        signed_in
GET   /plans/samples/<country>/              signed_in
POST  /plans/samples/<country>/              signed_in
GET   /plans/worksheets/<country>.pdf        signed_in
GET   /readyz                                anyone
GET   /recover/                              anyone
POST  /recover/                              anyone
GET   /report/                               signed_in
GET   /report/<module>/<lesson>/             signed_in
POST  /report/<module>/<lesson>/             signed_in
GET   /results/<uuid:attempt_id>/            own_attempt
GET   /review/                               signed_in
POST  /review/                               signed_in
POST  /review/start                          signed_in
POST  /review/stop                           signed_in
GET   /sign-in                               anyone
POST  /sign-in                               anyone
POST  /sign-out                              signed_in
GET   /take-along/<module>/<kind>/           signed_in
GET   /teach/                                teach
GET   /teach/<module>/notes/                 teach
GET   /teach/essays/                         teach
GET   /teach/essays/<uuid:attempt_id>/<question>/  mark_essay
POST  /teach/essays/<uuid:attempt_id>/<question>/  mark_essay
GET   /teach/plans/                          teach
POST  /teach/plans/                          teach
GET   /teach/plans/wall/                     teach
GET   /teach/quizzes/                        teach
GET   /teach/quizzes/<module>/exceptions/    teach
POST  /teach/quizzes/<module>/exceptions/    teach
POST  /teach/quizzes/<module>/exceptions/<uuid:allowance_id>/end  teach
POST  /versions/<module>/move                signed_in
GET   /what-next/                            signed_in
"""

PLACES = {"uuid": lambda: str(uuid.UUID(int=7)), "int": lambda: "1", "path": lambda: "a/b"}


def lines() -> list[str]:
    return [" ".join(line.split()) for line in TABLE.strip().splitlines()]


def filled(address: str) -> str:
    """The address with something in each of its places."""
    return re.sub(r"<(?:(\w+):)?\w+>", lambda m: PLACES.get(m.group(1), lambda: "x")(), address)


def those(method: str, *, strangers: bool = True) -> list[str]:
    return [
        filled(door.address)
        for door in doors()
        if door.method == method and (strangers or door.rule != "anyone")
    ]


def test_the_table_holds_every_door_with_its_rule():
    there = {f"{door.method} {door.address} {door.rule}" for door in doors()}

    assert {
        "not in the table": sorted(there - set(lines())),
        "no such door": sorted(set(lines()) - there),
    } == {
        "not in the table": [],
        "no such door": [],
    }


def test_the_table_is_in_order_and_says_nothing_twice():
    keys = [(line.split()[1], line.split()[0]) for line in lines()]

    assert keys == sorted(set(keys))


def test_every_address_of_the_application_is_a_door(app):
    known = {(door.method, door.address) for door in doors()}
    there = {
        (method, rule.rule)
        for rule in app.url_map.iter_rules()
        for method in rule.methods - {"HEAD", "OPTIONS"}
    }

    assert there - known == {("GET", "/static/<release>/<path:name>")}


@pytest.mark.parametrize("address", [a for a in those("GET") if "<" not in a])
def test_a_page_that_shows_writes_nothing(browse, make, counting, address):
    learner = browse(make.user())

    with counting() as statements:
        answer = learner.client.get(address)

    assert answer.status_code < 500 or address == "/readyz"
    writes = [
        s for s in statements if not s.lstrip().upper().startswith(("SELECT", "WITH", "PRAGMA"))
    ]
    assert writes == []


@pytest.mark.parametrize("address", those("POST"))
def test_a_form_without_a_token_is_refused(browse, app, make, counting, address):
    app.config["WTF_CSRF_ENABLED"] = True
    learner = browse(make.user())

    with counting() as statements:
        answer = learner.client.post(address, data={"x": "1"})

    assert answer.status_code == 400
    assert [s for s in statements if not s.lstrip().upper().startswith(("SELECT", "WITH"))] == []


@pytest.mark.parametrize("address", those("GET", strangers=False))
def test_a_stranger_who_wants_to_see_is_sent_to_sign_in(browse, address):
    answer = browse().client.get(address)

    assert (answer.status_code, answer.location) == (302, f"/sign-in?next={address}")


@pytest.mark.parametrize("address", those("POST", strangers=False))
def test_a_stranger_who_wants_to_change_something_is_sent_to_sign_in(browse, address):
    answer = browse().client.post(address, data={"x": "1"})

    carried = answer.status_code == 401 and 'action="/sign-in"' in answer.text
    sent = answer.status_code == 302 and answer.location.startswith("/sign-in?next=/")
    assert carried or sent


@pytest.mark.parametrize("address", those("GET") + those("POST"))
def test_a_wrong_id_is_no_failure_of_ours(browse, make, address):
    learner = browse(make.user())
    post = address not in those("GET")

    answer = learner.client.post(address) if post else learner.client.get(address)

    assert answer.status_code < 500 or address == "/readyz"


def test_doors_are_listed_without_an_application_being_made(tmp_path):
    before = doors()

    create_app(Settings(data_dir=tmp_path, secret_key="x"))

    assert doors() == before
