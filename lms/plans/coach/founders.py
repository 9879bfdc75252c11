"""Checks on the people of a plan: how many, who agreed, who is home in time, who does what."""

from __future__ import annotations

from collections.abc import Iterator

from lms.plans.coach.case import Case, written
from lms.plans.coach.finding import Found, Month, say
from lms.words import N_

FEW_TASKS = 3  # with fewer tasks it says nothing that one person has them all


def enough_founders(case: Case) -> Iterator[Found]:
    """K05: as many founding members as the chosen form needs by law."""
    members = case.rows("people", "members")
    form = case.template.legal_form(case.text("legal", "form"))
    if form is None or form.members_least is None or not members:
        return
    if len(members) >= form.members_least:
        return
    said = say(
        N_("Founding members: %(members)s. The form you chose, %(form)s, needs %(least)s."),
        members=len(members),
        form=form.name,
        least=form.members_least,
    )
    ways = [say(N_("Find people who share the need: family, neighbours, course friends."))]
    if not form.sure:
        ways.append(say(N_("Ask the registration office: this number is not confirmed yet.")))
    for other in case.template.legal_forms:
        if other.members_least is not None and other.members_least <= len(members):
            message = N_("Begin as %(form)s, which needs %(least)s, and change when you are more.")
            ways.append(say(message, form=other.name, least=other.members_least))
    yield Found("people", "members", said, tuple(ways))


def all_agreed(case: Case) -> Iterator[Found]:
    """K06: each founding member has agreed to this very version."""
    if case.people is None or not case.people.waiting:
        return
    said = say(
        N_("Agreed to this version: %(agreed)s of %(needed)s. Still to agree: %(names)s."),
        agreed=case.people.needed - len(case.people.waiting),
        needed=case.people.needed,
        names=", ".join(case.people.waiting),
    )
    ways = (
        say(N_("Ask each of them to open the plan and agree on their own phone.")),
        say(N_("For a member without a phone, record the signed minutes of your meeting.")),
    )
    yield Found("declarations", "", said, ways)


def somebody_is_home(case: Case) -> Iterator[Found]:
    """K16: the opening does not come before the first founder is back."""
    start = case.text("actions", "start_month")
    returns = [row.text("home_from") for row in case.rows("people", "members")]
    home = min((month for month in returns if month), default="")
    if not start or not home or start >= home:
        return
    said = say(
        N_("You open in %(start)s, but the first of you comes home only in %(home)s."),
        start=Month(start),
        home=Month(home),
    )
    ways = (
        say(N_("Open in %(home)s or later."), home=Month(home)),
        say(N_("Write who at home runs it until then: the tasks and their owners.")),
    )
    yield Found("actions", "start_month", said, ways)


def several_hands(case: Case) -> Iterator[Found]:
    """K23: no single person does everything, and money needs two signatures."""
    if case.text("work", "second_signature") == "no":
        said = say(N_("One person alone can take money from the account."))
        ways = (
            say(N_("Let the bank ask for two signatures: it protects both people.")),
            say(N_("Let a second person compare cash book and cash every month.")),
        )
        yield Found("work", "second_signature", said, ways)
    actions = case.rows("actions", "actions")
    owners = {row.text("owner").strip().casefold() for row in actions}
    alone = len(actions) >= FEW_TASKS and len(owners) == 1 and "" not in owners
    if alone and len(case.rows("people", "members")) > 1:
        message = N_("%(name)s has every task of your action plan.")
        way = say(N_("Share the tasks: what happens when %(name)s is ill?"), name=_owner(case))
        path = actions[0].path("owner")
        yield Found("actions", path, say(message, name=_owner(case)), (way,))


def _owner(case: Case) -> str:
    return case.rows("actions", "actions")[0].text("owner").strip()


def surplus_rule(case: Case) -> Iterator[Found]:
    """K24: a surplus is shared to the last part, and the funds take what the law asks for."""
    rules = case.values("rules")
    funds = case.rows("rules", "funds")
    if not any(written(rules, path) for path in rules):
        return
    patronage = case.number("rules", "patronage")
    if not funds or patronage is None:
        said = say(N_("The rule for a surplus is not complete: funds, and what members get."))
        way = say(N_("Write the funds with their shares, then the part for members by their use."))
        yield Found("rules", "patronage" if funds else "funds", said, (way,))
        return
    in_funds = sum((row.amount("share") for row in funds), start=patronage - patronage)
    shared = in_funds + (100 - in_funds) * patronage / 100
    if in_funds > 100 or shared != 100:
        said = say(
            N_("Of 100 parts of a surplus your rule shares %(shared)s."),
            shared=in_funds if in_funds > 100 else shared.normalize() + 0,
        )
        ways = (
            say(N_("Let the funds together take no more than the whole surplus.")),
            say(N_("Give members the whole rest, or name a fund for it.")),
        )
        yield Found("rules", "patronage", said, ways)
    elif in_funds < case.limits.reserve_least:
        said = say(
            N_("Your funds get %(funds)s %% of a surplus. The law asks for %(least)s %%."),
            funds=in_funds,
            least=case.limits.reserve_least,
        )
        way = say(N_("Raise the fund that nobody may divide, and ask your cooperative office."))
        yield Found("rules", funds[0].path("share"), said, (way,), limit="reserve_least")
