"""Makes what the page of a section shows: each question with its words, help and answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from babel.dates import get_month_names
from flask_babel import gettext

from lms.plans import answers, section_form, shown_answers
from lms.plans.answers import AT, GONE, UNKNOWN, Answers, Values
from lms.plans.asked import Asked, Option, Row, Table
from lms.plans.section_around import row_title
from lms.plans.teaching import module_url
from lms.plans.template import Choice, Field, Kind, Rows, Section, Template, Texts
from lms.words import N_

ROW_ID, PLACE = "ROW", "AT"  # what the script puts in place of these in a new row


@dataclass(frozen=True)
class Maker:
    """All that a page is made from.

    kept      answers of the whole plan, for rows of other sections
    typed     name -> words of a form that has faults or wants another row; None: nothing typed
    wrong     path -> sentence
    waits     path -> sentence of an open question
    """

    template: Template
    section: Section
    kept: Answers
    language: str
    currency: str
    typed: Mapping[str, Sequence[str]] | None = None
    wrong: Mapping[str, str] = field(default_factory=dict)
    waits: Mapping[str, str] = field(default_factory=dict)

    @property
    def values(self) -> Values:
        """The kept answers of this section."""
        return self.kept.get(self.section.key, {})

    def parts(self, *, more: Mapping[str, str] | None = None) -> list[Asked | Table]:
        """The questions in the order of the page.

        more  table -> id of a row to be added, which the person asked for
        """
        added = more or {}
        return [
            self.asked(part, part.key, unknown=True)
            if isinstance(part, Field)
            else self.table(part, added.get(part.key))
            for part in self.section.parts
        ]

    def asked(
        self, asked: Field, path: str, *, unknown: bool = False, help_too: bool = True
    ) -> Asked:
        """One question as it is shown."""
        words = self._words(asked, path)
        kept = self.values.get(path, "")
        return Asked(
            path,
            asked.kind.value,
            self._text(asked.question),
            words,
            self._options(asked, path),
            self._unit(asked),
            int(asked.most) if asked.kind in (Kind.LINE, Kind.TEXT) else 0,
            asked.required,
            self.reading(asked, kept),
            self.wrong.get(path, ""),
            self.waits.get(path, ""),
            self._ticked(f"{UNKNOWN}/{path}") if unknown else None,
            **(self._help(asked) if help_too else {}),
        )

    def table(self, table: Rows, added: str | None) -> Table:
        """A table with the rows that are there, some open ones, and the one asked for."""
        rows = [
            self._row(table, row_id, number)
            for number, row_id in enumerate(self._ids(table, added), 1)
        ]
        new = self._row(table, ROW_ID, 0, title=self._text(table.row_name))
        return Table(
            table.key,
            self._text(table.title),
            tuple(rows),
            new,
            table.most,
            self._ticked(f"{UNKNOWN}/{table.key}"),
            **self._help(table),
            columns=tuple(
                self.asked(column, f"{table.key}/help/{column.key}") for column in table.fields
            ),
            least=table.least,
        )

    def reading(self, asked: Field | None, kept: str) -> str:
        """An amount of money in words, as a check of what was typed."""
        amount = answers.number({"": kept}, "")
        if asked is None or asked.kind is not Kind.MONEY or amount is None:
            return ""
        words = shown_answers.in_words(amount, asked.currency or self.currency, self.language)
        return f"{words}. {worth}" if (worth := self._worth_at_home(asked, amount)) else words

    def _worth_at_home(self, asked: Field, won: Decimal) -> str:
        """Savings in won in the plan's money, at the rate and day that the group wrote."""
        rate = answers.number(self.values, "krw_rate")
        if asked.key != "savings_krw" or not rate or self.currency == asked.currency:
            return ""
        day = self.values.get("krw_on") or "–"
        made = shown_answers.converted(won, rate, day, self.currency)
        amount = shown_answers.in_words(made.amount, self.currency, self.language)
        return str(gettext(N_("At the rate of %(day)s: %(amount)s."), day=day, amount=amount))

    def _row(self, table: Rows, row_id: str, number: int, title: str = "") -> Row:
        return Row(
            f"{table.key}/{row_id}",
            (title or self._text(table.row_name))
            .replace("%(number)s", str(number or "").strip())
            .strip(),
            self._place(table, row_id, number),
            self._ticked(table.path(row_id, GONE)),
            tuple(
                self.asked(column, table.path(row_id, column.key), help_too=False)
                for column in table.fields
            ),
        )

    def _place(self, table: Rows, row_id: str, number: int) -> str:
        if row_id == ROW_ID:
            return PLACE
        kept = self._one(table.path(row_id, AT))
        is_new = not any(path.startswith(f"{table.key}/{row_id}/") for path in self.values)
        return kept or (str(number) if is_new else "")

    def _ids(self, table: Rows, added: str | None) -> list[str]:
        if self.typed is not None:
            ids = section_form.rows_posted(table, self.typed)
        else:
            ids = [row_id for row_id, _ in answers.rows(self.values, table.key)]
            spare = range(max(0, min(table.open, table.most) - len(ids)))
            ids += [section_form.new_row_id() for _ in spare]
        return [*ids, added] if added else ids

    def _words(self, asked: Field, path: str) -> dict[str, str]:
        if self.typed is not None:
            names = section_form.names_of(asked, path)
            return {name: (self.typed.get(name) or [""])[0] for name in names}
        kept = self.values.get(path, "")
        shown = section_form.pairs(asked, path, kept, language=self.language)
        return dict(shown)

    def _one(self, name: str) -> str:
        if self.typed is not None:
            return (self.typed.get(name) or [""])[0]
        return self.values.get(name, "")

    def _ticked(self, name: str) -> bool:
        return self._one(name) == section_form.TICKED

    def _chosen(self, asked: Field, path: str) -> set[str]:
        if self.typed is not None:
            return set(self.typed.get(path, ()))
        kept = self.values.get(path, "")
        return set(kept.split(",")) if asked.kind is Kind.MANY else {kept}

    def _options(self, asked: Field, path: str) -> tuple[Option, ...]:
        chosen = self._chosen(asked, path)
        if asked.kind is Kind.ROW:
            found = self._rows_named(asked)
        else:
            found = [(choice.key, self._choice(choice)) for choice in asked.choices]
        return tuple(Option(key, text, key in chosen) for key, text in found)

    def _rows_named(self, asked: Field) -> list[tuple[str, str]]:
        """The rows that a reference may name, by their first words."""
        section_key, _, table_key = (asked.of or "").partition("/")
        table = self.template.section(section_key).rows_at(table_key)
        if table is None:
            return []
        rows = answers.rows(self.kept.get(section_key, {}), table_key)
        return [
            (row_id, row_title(table, row, number, self.language))
            for number, (row_id, row) in enumerate(rows, 1)
        ]

    def signs(self) -> dict[str, Any]:
        """What the strip of the year shows: names of months, and a sign for each kind of month."""
        names = get_month_names("abbreviated", context="stand-alone", locale=self.language)
        words = (gettext(N_("quiet")), gettext(N_("normal")), gettext(N_("busy")))
        return {
            "months": [names[month] for month in section_form.MONTHS],
            "seasons": list(zip("123", "▁▄█", words, strict=True)),
        }

    def _choice(self, choice: Choice) -> str:
        return self._text(choice.text)

    def _text(self, texts: Texts | None) -> str:
        return texts.in_language(self.language) if texts is not None else ""

    def _unit(self, asked: Field) -> str:
        if asked.unit is not None:
            return self._text(asked.unit)
        if asked.kind is Kind.MONEY:
            return asked.currency or self.currency
        return "%" if asked.kind is Kind.PERCENT else ""

    def _help(self, part: Field | Rows) -> dict[str, str]:
        return {
            "why": self._text(part.why),
            "example": self._text(part.example),
            "where": self._text(part.where),
            "lesson": f"/learn/{part.lesson}/" if part.lesson else "",
            "module_url": module_url(part.module) if part.module and not part.lesson else "",
            "module": gettext(
                N_("Module %(number)s teaches this."), number=part.module[1:].lstrip("0")
            )
            if part.module and not part.lesson
            else "",
        }
