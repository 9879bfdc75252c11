"""What `lms words update` brings in and what `lms words check` finds, in a small house."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from word_house import CODE, PAGE, House, catalogue

from lms import paths
from lms.errors import Refusal
from lms.marked_python import F_STRING, FORMATTED, IN_PIECES, UNMARKED
from lms.web.languages import NAMES
from lms.word_commands import words


@pytest.fixture
def small(tmp_path: Path) -> House:
    return House(tmp_path)


def test_a_small_house_in_order_has_no_finding(small: House):
    assert small.found() == []


def test_sentences_come_from_code_and_templates_with_notes_and_without_line_numbers(small: House):
    text = (small.locale / "vi" / "LC_MESSAGES" / "messages.po").read_text("utf-8")

    assert [entry.msgid for entry in small.vi] == [
        "%(num)s jar",
        "Stock of %(name)s.",
        "%(a)s of <b>100%%</b>",
        "Two lines, one sentence.",
    ]
    assert "#. NOTE: what a shop keeps\n#: lms/shop.py\n" in text
    assert "#. NOTE: on a button\n#: templates/shop.html\n" in text
    assert re.findall(r"\d{4}-\d\d|\.py:\d", text) == []


def test_a_second_update_changes_no_byte(small: House):
    def contents() -> dict[Path, bytes]:
        return {path: path.read_bytes() for path in small.locale.rglob("*.po")}

    small.update()
    first = contents()
    small.update()

    assert contents() == first
    assert len(first) == 6


def test_a_translation_outlives_its_sentence_until_it_is_to_be_forgotten(small: House):
    small.page("")
    small.update()
    assert [entry.msgstr for entry in small.vi.obsolete_entries()] == [
        "%(a)s trên <b>100%%</b>",
        "Hai dòng, một câu.",
    ]
    small.page(PAGE)
    small.update()
    assert small.found() == []
    small.page("")
    small.update(forget=True)

    assert list(small.vi.obsolete_entries()) == []
    assert small.found() == []


def test_update_tells_what_is_still_to_translate(small: House):
    small.code(CODE + 'NEW = N_("A new sentence.")\n')

    assert small.update()[:2] == ["en: 5 sentences", "vi: 5 sentences, 1 not translated"]


def test_a_file_that_cannot_be_read_stops_the_update(small: House):
    small.code("N_('half a")

    with pytest.raises(Refusal) as no:
        small.update()

    assert no.value.values["file"] == "lms/shop.py"
    assert len(small.vi) == 4


@pytest.mark.parametrize(
    ("msgid", "broken", "finding"),
    [
        ("Stock of %(name)s.", "Hàng của %(ten)s.", "placeholders differ (%(ten)s for %(name)s)"),
        ("Stock of %(name)s.", "Hàng.", "placeholders differ (none for %(name)s)"),
        ("Stock of %(name)s.", "Hàng của %(name)d.", "placeholders differ (%(name)d for %(name)s)"),
        ("Stock of %(name)s.", "", "not translated"),
        ("Stock of %(name)s.", "Hàng của %(name)s", "ends in no sign, not in ."),
        ("Stock of %(name)s.", "Hàng của %(name)s?", "ends in ?, not in ."),
        ("Stock of %(name)s.", "Hàng của %(name)s. ", "space at the beginning or the end differs"),
        ("Two lines, one sentence.", " Hai dòng.", "space at the beginning or the end differs"),
        ("Two lines, one sentence.", "Hai {dong}.", "placeholders differ ({dong} for none)"),
        (
            "%(a)s of <b>100%%</b>",
            "%(a)s trên 100%%",
            "placeholders differ (%% %(a)s for %% %(a)s </b> <b>)",
        ),
        (
            "%(a)s of <b>100%%</b>",
            "%(a)s trên <b>100%</b>",
            "placeholders differ (% %(a)s </b> <b> for %% %(a)s </b> <b>)",
        ),
    ],
)
def test_a_broken_translation_is_found(small: House, msgid: str, broken: str, finding: str):
    small.translate({msgid: broken})

    assert small.found() == [f"vi: {finding}: {msgid}"]


def test_a_fuzzy_translation_is_found(small: House):
    vietnamese = small.vi
    vietnamese.find("Stock of %(name)s.").flags.append("fuzzy")
    vietnamese.save()

    assert small.found() == ["vi: fuzzy, a person has to decide: Stock of %(name)s."]


def test_a_plural_that_loses_its_number_is_found(small: House):
    vietnamese = small.vi
    vietnamese.find("%(num)s jar").msgstr_plural = {0: "lọ"}
    vietnamese.save()

    assert small.found() == ["vi: placeholders differ (none for %(num)s): %(num)s jar"]


def test_half_a_plural_is_found_in_a_draft_too(small: House):
    russian = catalogue("ru", small.locale)
    russian.find("%(num)s jar").msgstr_plural = {0: "%(num)s банка", 1: "%(num)s банки", 2: ""}
    russian.save()

    assert small.found() == ["ru: a plural form is not translated: %(num)s jar"]


def test_a_wrong_count_of_plural_forms_is_found(small: House):
    path = small.locale / "ru" / "LC_MESSAGES" / "messages.po"
    text = path.read_text("utf-8")
    wrong = re.sub(r"nplurals=3; plural=.*;", "nplurals=2; plural=(n != 1);", text)
    path.write_text(wrong.replace('msgstr[2] ""\n', ""), "utf-8")

    found = small.found()

    assert len(found) == 1
    assert found[0].startswith("ru: Plural-Forms is nplurals=2; plural=(n != 1); and should be")


def test_a_stale_catalogue_is_found_in_every_language(small: House):
    small.code(CODE.replace("Stock of", "Goods of"))

    assert small.found() == [
        finding
        for language in NAMES
        for finding in (
            f"{language}: missing, run `lms words update`: Goods of %(name)s.",
            f"{language}: no longer shown, run `lms words update`: Stock of %(name)s.",
        )
    ]


def test_a_sentence_that_gets_a_plural_makes_its_entry_stale(small: House):
    small.code(CODE.replace('N_("Stock of', 'ngettext("Stock of').replace('s.")', 's.", "x")'))

    assert "vi: its plural has changed, run `lms words update`: Stock of %(name)s." in small.found()


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ('_("Dear " + name)', IN_PIECES),
        ('_("Dear ") + name', IN_PIECES),
        ('_("".join(names))', IN_PIECES),
        ("f\"{gettext('Dear')} {name}\"", IN_PIECES),
        ('_(f"Dear {name}")', F_STRING),
        ('ngettext(f"{n} jar", "jars", n)', F_STRING),
        ('N_("Dear %s" % name)', FORMATTED),
        ('_("Dear %s") % name', FORMATTED),
        ('gettext(N_("Dear %s")) % name', FORMATTED),
        ('_l("Dear {}".format(name))', FORMATTED),
        ('_("Dear {}").format(name)', FORMATTED),
        ('Refusal("Write your name.")', UNMARKED),
        ('flash("Saved it.", "done")', UNMARKED),
    ],
)
def test_a_mark_that_leads_nowhere_in_code_is_found(small: House, line: str, why: str):
    small.code(CODE + line + "\n")
    small.update()
    small.update(forget=True)

    assert f"lms/shop.py:6: {why}" in small.found()


def test_a_mark_on_words_that_are_marked_elsewhere_is_fine(small: House):
    small.code(
        CODE + 'title = _(LABELS[key])\nlinks = f"/x/{key}/", gettext(N_("Two %(n)s"), n=2)\n'
    )
    small.update()

    assert small.found() == ["vi: not translated: Two %(n)s"]


@pytest.mark.parametrize(
    ("page", "finding"),
    [
        ("<p>{{ _('Dear ' ~ name) }}</p>", IN_PIECES),
        ("<p>{{ _('Dear') ~ name }}</p>", IN_PIECES),
        ("<p>{{ _('Dear %s')|format(name) }}</p>", FORMATTED),
        ("<p>{{ _('Dear %s') % name }}</p>", FORMATTED),
        ("<p>Dear {{ name }}</p>", "words stand outside a mark: Dear"),
        ('<img alt="Two jars">', "words stand outside a mark: Two jars"),
        ("<p>{% trans %}One{% endtrans %} more</p>", "words stand outside a mark: more"),
    ],
)
def test_words_that_cannot_be_translated_in_a_template_are_found(
    small: House, page: str, finding: str
):
    small.page(f"{PAGE}{page}\n")

    assert f"templates/shop.html:7: {finding}" in small.found()


def test_marks_tags_and_comments_are_no_words(small: House):
    small.page(
        PAGE
        + '<p class="lead {% if a > 1 %}x{% endif %}" title="{{ a }}">&nbsp;3 · {# why #}</p>\n'
        '{% block shape %}desk{% endblock %}<a href="/">{{ _("Two lines, one sentence.") }}</a>'
    )

    assert small.found() == []


# The command


@pytest.fixture
def run(small: House, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Result]:
    for name, folder in (
        ("PACKAGE", small.package),
        ("TEMPLATES", small.templates),
        ("LOCALE", small.locale),
    ):
        monkeypatch.setattr(paths, name, folder)
    return lambda command: CliRunner().invoke(words, [command])


def test_check_ends_with_0_when_all_is_well_and_with_1_and_the_findings_when_not(
    small: House, run: Callable[[str], Result]
):
    good = run("check")
    small.code(CODE + 'NEW = N_("A new sentence.")\n')
    stale = run("check")
    updated = run("update")
    open_ = run("check")

    assert (good.exit_code, good.output) == (0, "findings: 0\n")
    assert (stale.exit_code, len(stale.output.splitlines())) == (1, 7)
    assert (updated.exit_code, updated.output.splitlines()[2]) == (
        0,
        "mn: 5 sentences, 5 not translated",
    )
    assert (open_.exit_code, open_.output) == (
        1,
        "vi: not translated: A new sentence.\nfindings: 1\n",
    )
