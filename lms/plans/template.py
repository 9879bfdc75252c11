"""What a business plan asks, as values: sections, questions, tables and a country's figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType

FALL_BACK = "en"
_BEFORE_ENGLISH: Mapping[str, str] = MappingProxyType({"ky": "ru"})


class Kind(StrEnum):
    """What an answer is."""

    LINE = "line"
    TEXT = "text"
    MONEY = "money"
    NUMBER = "number"
    COUNT = "count"  # whole people, things, days, months
    PERCENT = "percent"
    MONTH = "month"  # a month of a year: 2027-01
    CHOICE = "choice"
    MANY = "many"  # several of the choices
    YESNO = "yesno"
    SEASON = "season"  # January to December, each quiet, normal or busy
    TWELVE = "twelve"  # a number for each month of the plan
    ROW = "row"  # one row of a table of this plan

    @property
    def is_number(self) -> bool:
        """Whether the answer is one number."""
        return self in (Kind.MONEY, Kind.NUMBER, Kind.COUNT, Kind.PERCENT)


@dataclass(frozen=True)
class Texts:
    """One sentence in several languages; English is always there."""

    by_language: Mapping[str, str]

    def in_language(self, language: str) -> str:
        """The sentence in a language, in one that its readers know where it is not translated."""
        for one in (language, _BEFORE_ENGLISH.get(language, FALL_BACK)):
            if one in self.by_language:
                return self.by_language[one]
        return self.by_language[FALL_BACK]


@dataclass(frozen=True)
class Choice:
    """One of the answers that a question offers."""

    key: str
    text: Texts


@dataclass(frozen=True)
class Field:
    """One question with one answer; every answer may be missing: "I don't know yet".

    why       why somebody who reads the plan asks this
    example   an answer from the person's own country; None where none helps
    where     where to find the fact
    lesson    "module/lesson" that taught it, None when that lesson is not there
    module    number of the module that teaches it, such as "M05"
    unit      a word behind the number; money has its currency there
    least     smallest number
    most      largest number, or characters of a text
    places    digits behind the decimal sign; money has those of its currency
    required  the plan is not complete without it
    of        "section/table" whose rows a row reference may name
    currency  of money that is not the plan's own: savings in won
    """

    key: str
    kind: Kind
    question: Texts
    most: Decimal
    least: Decimal = Decimal(0)
    places: int = 0
    why: Texts | None = None
    example: Texts | None = None
    where: Texts | None = None
    lesson: str | None = None
    module: str | None = None
    unit: Texts | None = None
    choices: tuple[Choice, ...] = ()
    required: bool = False
    of: str | None = None
    currency: str | None = None


@dataclass(frozen=True)
class Rows:
    """A question that is answered in rows, each with the same few fields.

    title     the question
    row_name  the name of one row, with %(number)s
    least     rows that a complete plan has
    most      rows at most
    open      rows that stand open on an empty page
    example   one row in words, from the person's own country
    """

    key: str
    title: Texts
    row_name: Texts
    fields: tuple[Field, ...]
    most: int
    least: int = 0
    open: int = 1
    why: Texts | None = None
    example: Texts | None = None
    where: Texts | None = None
    lesson: str | None = None
    module: str | None = None

    @property
    def required(self) -> bool:
        """Whether a complete plan has a row here."""
        return self.least > 0

    def field(self, key: str) -> Field | None:
        """The column of this key; None when there is none."""
        return next((field for field in self.fields if field.key == key), None)

    def path(self, row_id: str, key: str) -> str:
        """The path of one answer: "products/5f0c/price"."""
        return f"{self.key}/{row_id}/{key}"


Part = Field | Rows


@dataclass(frozen=True)
class Section:
    """A part of the plan that is saved as one; `key` is its address.

    worksheet  its number on paper, such as "W5"
    why        why somebody who reads the plan asks this
    minutes    how long a first answer takes
    parts      questions and tables in the order of the page
    """

    key: str
    worksheet: str
    title: Texts
    why: Texts
    minutes: int
    parts: tuple[Part, ...]
    module: str | None = None

    def fields(self) -> tuple[Field, ...]:
        """The questions that stand alone."""
        return tuple(part for part in self.parts if isinstance(part, Field))

    def tables(self) -> tuple[Rows, ...]:
        """The questions that are answered in rows."""
        return tuple(part for part in self.parts if isinstance(part, Rows))

    def rows_at(self, key: str) -> Rows | None:
        """The table of this key; None when there is none."""
        return next((table for table in self.tables() if table.key == key), None)

    def field_at(self, path: str) -> Field | None:
        """The question behind a path, such as "need" or "products/5f0c/price"; None for strangers.

        Positions, removed rows and "I don't know yet" are no questions.
        """
        match path.split("/"):
            case [key]:
                return next((field for field in self.fields() if field.key == key), None)
            case [table, row_id, key] if row_id:
                rows = self.rows_at(table)
                return None if rows is None else rows.field(key)
        return None


@dataclass(frozen=True)
class Figure:
    """A number of a country or a call.

    value    the number, or a word such as "profit"
    example  True: it stands for what a call or an office will say, and the page must say so
    source   where it was read; None: ask the office
    note     what the reader should know or do
    """

    value: Decimal | str
    example: bool
    note: Texts
    source: str | None = None

    @property
    def number(self) -> Decimal:
        """The value as a number.

        raises  ValueError when it is a word
        """
        if isinstance(self.value, str):
            raise ValueError(self.value)
        return self.value


@dataclass(frozen=True)
class LegalForm:
    """A form in which people may work together.

    members_least  the law's minimum; None when nobody knows it: ask the office
    sure           False: from an older law or from hearsay, to be asked before anybody relies on it
    """

    key: str
    name: Texts
    note: Texts
    members_least: int | None = None
    sure: bool = False
    source: str | None = None


@dataclass(frozen=True)
class Trade:
    """A trade of the country, with the months in which it is busy.

    season  twelve digits for January to December: 1 quiet, 2 normal, 3 busy
    words   words in names of products by which the trade is known, in small letters
    """

    key: str
    name: Texts
    season: tuple[int, ...]
    words: tuple[str, ...]


@dataclass(frozen=True)
class Suggestion:
    """A cost that is often forgotten; it is offered and never filled in."""

    key: str
    name: Texts


class Defaults(Mapping[str, Figure]):
    """What a call and a country set, by key; see DEFAULT_KEYS for what each one means."""

    def __init__(self, figures: Mapping[str, Figure]) -> None:
        self._figures = dict(figures)

    def __getitem__(self, key: str) -> Figure:
        return self._figures[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._figures)

    def __len__(self) -> int:
        return len(self._figures)

    def number(self, key: str) -> Decimal:
        return self._figures[key].number

    def word(self, key: str) -> str:
        return str(self._figures[key].value)


@dataclass(frozen=True)
class Template:
    """Everything that a plan of one country asks and assumes.

    country   two capital letters
    currency  code of the money that its plans count in
    version   of its files: changes when a word of them changes
    brought   what things are called that members bring and nobody has named
    """

    country: str
    currency: str
    version: str
    sections: tuple[Section, ...]
    defaults: Defaults
    legal_forms: tuple[LegalForm, ...]
    trades: tuple[Trade, ...]
    monthly_costs: tuple[Suggestion, ...]
    yes: Texts
    no: Texts
    brought: Texts

    def section(self, key: str) -> Section:
        """The section of this key; KeyError when there is none."""
        return {section.key: section for section in self.sections}[key]

    def legal_form(self, key: str) -> LegalForm | None:
        """The legal form of this key; None when there is none."""
        return next((form for form in self.legal_forms if form.key == key), None)
