"""The plan as a text document that can be changed in any word processor."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from xml.sax.saxutils import escape

from lms.pdf import compile_pictures
from lms.plans.drawings.drawing import WIDTH, Drawing
from lms.plans.papers.paper import Answer, AnswerRows, FigureTable, PaperSection, PlanPaper, plain

if TYPE_CHECKING:
    from docx.document import Document

LATIN, HANGUL = "Arial", "Malgun Gothic"
_TAGS = {"en": "en-GB", "vi": "vi-VN", "mn": "mn-MN", "ky": "ky-KG", "ru": "ru-RU", "ko": "ko-KR"}
_FEW = 5  # columns of a table that still reads on a page; more are told row by row
_BROAD = 7  # columns of a table of figures from which the page lies on its side
_DOTS = 130  # per inch of a drawing that is WIDTH points wide
_PAGE = 9350  # twips between the margins of an upright page
_NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


class Cell(NamedTuple):
    """A cell of a table."""

    text: str
    strong: bool = False
    right: bool = False


def plan_docx(paper: PlanPaper, *, fonts: Path, timestamp: datetime) -> bytes:
    """The plan as DOCX, its drawings as pictures with words for those who cannot see them.

    fonts      the folder of the letters in the drawings; the document names fonts of the reader
    timestamp  aware; when it was made
    """
    import docx  # noqa: PLC0415 - a process that writes no document need not load it

    document = docx.Document()
    _speak(document, paper.language)
    _properties(document, paper, timestamp)
    _margins(document)
    if paper.mark:
        _paragraph(document, paper.mark, "IntenseQuote")
    _paragraph(document, paper.title, "Title")
    _paragraph(document, paper.subtitle)
    if paper.owners:
        _paragraph(document, paper.owners)
    _paragraph(document, paper.words.summary, "Heading1")
    _pairs(document, paper.summary, paper)
    for section in paper.sections:
        _section(document, section, paper)
    _figures(document, paper, fonts)
    _findings(document, paper)
    for line in paper.stamps:
        _paragraph(document, line)
    _broad_tables(document, paper)
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def _speak(document: Document, language: str) -> None:
    """Language and letters of all text, so that spelling, Hangul and marks come out right."""
    from docx.oxml.ns import qn  # noqa: PLC0415

    tag = _TAGS[language]
    defaults = document.styles.element.find(".//" + qn("w:rPrDefault")).find(qn("w:rPr"))
    for style in document.styles.element.iter(qn("w:rPr")):
        for old in (*style.findall(qn("w:lang")), *style.findall(qn("w:rFonts"))):
            style.remove(old)
    fonts = defaults.makeelement(
        qn("w:rFonts"),
        {
            qn(f"w:{which}"): HANGUL if which == "eastAsia" else LATIN
            for which in ("ascii", "hAnsi", "eastAsia", "cs")
        },
    )
    defaults.insert(0, fonts)
    spoken = {qn("w:val"): tag, qn("w:eastAsia"): tag if language == "ko" else "ko-KR"}
    defaults.append(defaults.makeelement(qn("w:lang"), spoken))


def _properties(document: Document, paper: PlanPaper, timestamp: datetime) -> None:
    moment = timestamp.astimezone(UTC).replace(tzinfo=None)
    properties = document.core_properties
    properties.title = paper.title[:255]
    properties.language = _TAGS[paper.language]
    properties.author = ""
    properties.comments = ""
    properties.created = properties.modified = moment


def _margins(document: Document) -> None:
    from docx.shared import Mm  # noqa: PLC0415

    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(22)
    page.top_margin = page.bottom_margin = Mm(20)


def _section(document: Document, section: PaperSection, paper: PlanPaper) -> None:
    _paragraph(document, f"{section.worksheet} · {section.title}", "Heading1")
    waiting: list[Answer] = []
    for part in section.parts:
        if isinstance(part, Answer):
            waiting.append(part)
            continue
        _pairs(document, waiting, paper)
        waiting = []
        _paragraph(document, part.title, "Heading2")
        _rows(document, part, paper)
    _pairs(document, waiting, paper)


def _pairs(document: Document, answers: Sequence[Answer], paper: PlanPaper) -> None:
    if answers:
        missing = paper.words.not_answered
        rows = [[Cell(one.question), Cell(one.text or missing)] for one in answers]
        _table(document, rows, [_PAGE // 3, _PAGE - _PAGE // 3])


def _rows(document: Document, part: AnswerRows, paper: PlanPaper) -> None:
    if not part.rows:
        _paragraph(document, paper.words.not_answered)
    elif len(part.columns) <= _FEW:
        head = [Cell(column, strong=True) for column in part.columns]
        rows = [[Cell(text) for text in row] for row in part.rows]
        wide = _PAGE // len(part.columns)
        _table(document, [head, *rows], [wide] * len(part.columns), heads=1)
    else:
        for name, row in zip(part.names, part.rows, strict=True):
            _paragraph(document, name, "Heading3")
            told = [Answer(*pair) for pair in zip(part.columns, row, strict=True) if pair[1]]
            _pairs(document, told, paper)


def _figures(document: Document, paper: PlanPaper, fonts: Path) -> None:
    if not paper.drawings and not paper.tables:
        return
    _paragraph(document, paper.words.figures, "Heading1")
    pictures = rasterised(paper.drawings, fonts)
    for drawing, picture in zip(paper.drawings, pictures, strict=True):
        _picture(document, drawing, picture)
    for table in paper.tables:
        if len(table.columns) <= _BROAD:
            first = _PAGE // 3
            others = len(table.columns) - 1
            _figure_table(document, table, [first, *[(_PAGE - first) // others] * others])


def rasterised(drawings: Sequence[Drawing], fonts: Path) -> list[bytes]:
    """Each drawing as a PNG, made by what also sets the PDF, so that both show the same."""
    if not drawings:
        return []
    source = (
        "#set page(width: auto, height: auto, margin: 2pt)\n"
        "#let d = json(bytes(sys.inputs.d))\n"
        f'#for key in d {{ page(image(key + ".svg", width: {WIDTH}pt)) }}\n'
    )
    files = {f"{one.key}.svg": one.svg().encode() for one in drawings}
    keys: Any = [one.key for one in drawings]
    return compile_pictures(source, keys, fonts=fonts, dots_per_inch=_DOTS, files=files)


def _picture(document: Document, drawing: Drawing, picture: bytes) -> None:
    from docx.shared import Pt  # noqa: PLC0415

    _paragraph(document, drawing.title, "Heading2")
    _paragraph(document, drawing.says)
    shown = document.add_picture(BytesIO(picture), width=Pt(WIDTH))
    described = shown._inline.docPr
    described.set("descr", f"{drawing.title}. {drawing.says}")
    described.set("name", drawing.key)


def _findings(document: Document, paper: PlanPaper) -> None:
    if not paper.findings:
        return
    _paragraph(document, paper.words.findings, "Heading1")
    for one in paper.findings:
        _paragraph(document, f"{one.level}: {one.said}", "ListBullet")
        if one.explanation:
            _paragraph(document, f"{paper.words.explanation}: {one.explanation}")


def _broad_tables(document: Document, paper: PlanPaper) -> None:
    broad = [table for table in paper.tables if len(table.columns) > _BROAD]
    if not broad:
        return
    from docx.enum.section import WD_ORIENT  # noqa: PLC0415
    from docx.shared import Mm  # noqa: PLC0415

    page = document.add_section()
    page.orientation = WD_ORIENT.LANDSCAPE
    page.page_width, page.page_height = Mm(297), Mm(210)
    page.left_margin = page.right_margin = Mm(12)
    for table in broad:
        others = len(table.columns) - 1
        _figure_table(document, table, [2400, *[(15400 - 2400) // others] * others], points=6.5)


def _figure_table(
    document: Document, table: FigureTable, widths: list[int], *, points: float = 9.5
) -> None:
    _paragraph(document, table.title, "Heading2")
    if table.note:
        _paragraph(document, table.note)
    head = [Cell(text, strong=True, right=at > 0) for at, text in enumerate(table.columns)]
    rows = [
        [Cell(row.name, row.strong), *(Cell(cell, row.strong, right=True) for cell in row.cells)]
        for row in table.rows
    ]
    _table(document, [head, *rows], widths, heads=1, points=points)


def _table(
    document: Document,
    rows: Sequence[Sequence[Cell]],
    widths: Sequence[int],
    *,
    heads: int = 0,
    points: float = 9.5,
) -> None:
    """A table of lines, written as XML at once: cell by cell it would take seconds.

    widths  of the columns, in twips
    heads   rows at the top that are said again on every page
    """
    from docx.oxml import parse_xml  # noqa: PLC0415

    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:color="C9C5BA"/>' for side in ("bottom", "insideH")
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    body = "".join(_row(row, widths, at < heads, points) for at, row in enumerate(rows))
    table = parse_xml(
        f"<w:tbl {_NAMESPACE}><w:tblPr>"
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{borders}</w:tblBorders>'
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="40" w:type="dxa"/>'
        '<w:right w:w="40" w:type="dxa"/></w:tblCellMar>'
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>"
    )
    document.element.body[-1].addprevious(table)
    _paragraph(document, "")  # two tables that touch would be read as one


def _paragraph(document: Document, text: str, style: str = "Normal") -> None:
    """A paragraph at the end; style is an id. The library's own way looks each style up anew."""
    from docx.oxml import parse_xml  # noqa: PLC0415

    written = parse_xml(
        f'<w:p {_NAMESPACE}><w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
        f"<w:r>{_lines(text)}</w:r></w:p>"
    )
    # What comes last in a body are the settings of its pages.
    document.element.body[-1].addprevious(written)


def _row(row: Sequence[Cell], widths: Sequence[int], is_head: bool, points: float) -> str:
    head = "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>" if is_head else ""
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{_written(cell, points)}</w:tc>'
        for cell, width in zip(row, widths, strict=True)
    )
    return f"<w:tr>{head}{cells}</w:tr>"


def _written(cell: Cell, points: float) -> str:
    strong = "<w:b/>" if cell.strong else ""
    size = f'<w:sz w:val="{round(points * 2)}"/>'
    side = '<w:jc w:val="right"/>' if cell.right else ""
    return (
        f'<w:p><w:pPr><w:spacing w:before="30" w:after="30"/>{side}</w:pPr>'
        f"<w:r><w:rPr>{strong}{size}</w:rPr>{_lines(cell.text)}</w:r></w:p>"
    )


def _lines(text: str) -> str:
    """Text in a run; what was typed on several lines stays on several lines."""
    return "<w:br/>".join(
        f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in plain(text).split("\n")
    )
