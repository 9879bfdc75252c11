"""The sections of a plan as data: what is asked, in which order, and which lesson taught it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from lms.plans.questions import Field, Kind, Rows, Section
from lms.words import N_

LINE, LONG = 200, 2000
MOST_MONEY = 1_000_000_000_000
MOST_OF_ONE = 1_000_000
MOST_PEOPLE = 10_000
MOST_UNITS = 1_000_000_000

SHOP = "social-economy/who-owns-the-shop"
WRONG = "social-economy/wrong-answer"
JAR = "costing/kilo-to-jar"
MINUTES = "costing/minutes-are-money"
HIDDEN = "costing/hidden-costs"
PRICE = "costing/full-cost-price"

# The titles that the lessons themselves carry; a test compares them.
LESSONS: Mapping[str, str] = MappingProxyType(
    {
        SHOP: N_("Who owns the shop?"),
        WRONG: N_("When a cooperative is the wrong answer"),
        JAR: N_("From kilo to jar"),
        MINUTES: N_("Minutes are money"),
        HIDDEN: N_("Costs you do not see in the jar"),
        PRICE: N_("Full cost and price"),
    }
)

IDEA = Section(
    "idea",
    N_("Idea and need"),
    N_("Whoever reads your plan asks first: who needs this, and why do you do it together?"),
    8,
    (
        Field(
            "who",
            N_("Who has the need?"),
            Kind.TEXT,
            LONG,
            N_("For example: 30 families in our commune who grow greens and have no dryer."),
            lesson=WRONG,
        ),
        Field(
            "need",
            N_("What do they need?"),
            Kind.TEXT,
            LONG,
            N_("Say what is missing today and what it costs them."),
            lesson=WRONG,
        ),
        Field("offer", N_("What will you make or do for them?"), Kind.TEXT, LONG, lesson=WRONG),
        Field(
            "together",
            N_("Why together, and not each one alone?"),
            Kind.TEXT,
            LONG,
            N_("Say what all of you gain, and who decides."),
            lesson=SHOP,
        ),
        Field(
            "one_line",
            N_("Your idea in one line"),
            Kind.LINE,
            LINE,
            N_("For whom, what you make, what is better, why together."),
            lesson=SHOP,
        ),
    ),
)

PEOPLE = Section(
    "people",
    N_("Our people"),
    N_(
        "A plan is as strong as the people who begin it. A number that nobody was asked for"
        " stays empty."
    ),
    6,
    (
        Field(
            "people",
            N_("How many people begin with you, you included?"),
            Kind.COUNT,
            MOST_PEOPLE,
            unit=N_("people"),
        ),
        Field(
            "women",
            N_("How many of them are women?"),
            Kind.COUNT,
            MOST_PEOPLE,
            within="people",
            unit=N_("people"),
        ),
        Field(
            "young",
            N_("How many are younger than 30?"),
            Kind.COUNT,
            MOST_PEOPLE,
            within="people",
            unit=N_("people"),
        ),
        Field(
            "disabled",
            N_("How many live with a disability?"),
            Kind.COUNT,
            MOST_PEOPLE,
            N_("Count only those who told you. No names are asked here."),
            within="people",
            unit=N_("people"),
        ),
        Rows(
            "founders",
            N_("What does each one bring?"),
            N_("Person %(number)s"),
            (
                Field("name", N_("First name or initials"), Kind.LINE, 60),
                Field("skill", N_("What can this person do?"), Kind.LINE, LINE),
                Field("brings", N_("What does this person bring?"), Kind.LINE, LINE),
            ),
            most=8,
            hint=N_("Skills, a room, land, a machine, savings, hours a week."),
        ),
    ),
)

COSTING = Section(
    "costing",
    N_("What one costs, and its price"),
    N_(
        "Take the one product you will sell most. From these answers the plan finds what one of"
        " it costs."
    ),
    10,
    (
        Field(
            "product",
            N_("What do you sell?"),
            Kind.LINE,
            LINE,
            N_("For example: pickled mustard greens, 500 g."),
            lesson=JAR,
        ),
        Field(
            "unit",
            N_("What do you call one of it?"),
            Kind.LINE,
            30,
            N_("For example: jar, pair, loaf, hour."),
            lesson=JAR,
        ),
        Rows(
            "materials",
            N_("What goes into one"),
            N_("Material %(number)s"),
            (
                Field("name", N_("Material"), Kind.LINE, 80),
                Field("quantity", N_("Quantity"), Kind.NUMBER, MOST_OF_ONE),
                Field("price", N_("Price for 1"), Kind.MONEY, MOST_MONEY),
            ),
            most=6,
            hint=N_(
                "Count what you buy for one, with the waste. Nothing goes into it? Write 0 as"
                " quantity and as price."
            ),
            lesson=JAR,
        ),
        Field(
            "minutes",
            N_("How long do all hands together work on one?"),
            Kind.NUMBER,
            MOST_OF_ONE,
            unit=N_("minutes"),
            lesson=MINUTES,
        ),
        Field(
            "hourly_rate",
            N_("What do you pay for an hour of work?"),
            Kind.MONEY,
            MOST_MONEY,
            N_("The work of members is a cost too, even before it is paid."),
            lesson=MINUTES,
        ),
        Field(
            "price", N_("For what price will you sell one?"), Kind.MONEY, MOST_MONEY, lesson=PRICE
        ),
    ),
    figures=True,
)

BREAK_EVEN = Section(
    "break-even",
    N_("The month and its break-even"),
    N_(
        "Some costs come every month, sold or not. The plan finds how many you must sell to carry"
        " them."
    ),
    6,
    (
        Field(
            "rent",
            N_("Rent, power and water in a month"),
            Kind.MONEY,
            MOST_MONEY,
            N_("Write 0 where you pay nothing."),
            lesson=HIDDEN,
        ),
        Field(
            "wages",
            N_("Wages in a month that are not in the minutes of one"),
            Kind.MONEY,
            MOST_MONEY,
            N_("For example the manager and the accountant."),
            lesson=HIDDEN,
        ),
        Field("transport", N_("Transport in a month"), Kind.MONEY, MOST_MONEY, lesson=HIDDEN),
        Field(
            "other",
            N_("Everything else in a month"),
            Kind.MONEY,
            MOST_MONEY,
            N_("Telephone, checks, marketing, repairs."),
            lesson=HIDDEN,
        ),
        Field(
            "planned_units",
            N_("How many do you plan to sell in a month?"),
            Kind.COUNT,
            MOST_UNITS,
            lesson=PRICE,
        ),
    ),
    figures=True,
)

SECTIONS = (IDEA, PEOPLE, COSTING, BREAK_EVEN)


def section_at(key: str) -> Section | None:
    """The section at this address; None when there is none."""
    return next((section for section in SECTIONS if section.key == key), None)


def number_of(section: Section) -> int:
    """Which section of the plan this is, counted from 1."""
    return SECTIONS.index(section) + 1


def after(section: Section) -> Section | None:
    """The section that follows; None after the last."""
    return next(iter(SECTIONS[number_of(section) :]), None)
