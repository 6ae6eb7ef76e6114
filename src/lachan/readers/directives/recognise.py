"""The way from a directive's text to its parts: head, end, body between them, and all that a person must check."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from lachan.readers.directives.body import Body, DraftGroup, read_body
from lachan.readers.directives.dates import cited_papers
from lachan.readers.directives.doubts import doubt
from lachan.readers.directives.head import Head, read_head
from lachan.readers.directives.parts import (
    Doubt,
    DutyGroup,
    LegalGround,
    RecognisedDirective,
    RecognisedDuty,
)
from lachan.readers.directives.reporting import read_reporting
from lachan.readers.directives.tail import read_tail
from lachan.readers.errors import InputError, Place
from lachan.readers.papers.paragraphs import Paragraph, joined, tidy_lines
from lachan.vietnam.addressees import addressees_in
from lachan.vietnam.duties import suggest
from lachan.vietnam.text import plain
from lachan.vietnam.wording import Wording

MAX_CHARACTERS = 1_000_000
"""Some 400 pages: far above any directive."""

_GROUND = re.compile(r"(can cu|thuc hien|trien khai|tiep theo|theo|xet)\b(?! cac noi dung)")


def recognise_directive(text: str, *, name: str = "") -> RecognisedDirective:
    """The parts of the directive `text` (from the file `name`); quoted words stay as they are.

    InputError: `empty`, `too_long`, `no_duties`. Everything else that is missing or odd becomes a doubt.
    """
    if len(text) > MAX_CHARACTERS:
        raise InputError(
            "too_long",
            Wording(
                "văn bản dài hơn một triệu ký tự; hãy chỉ gửi phần công văn chỉ đạo",
                "the text has more than a million characters; send the directive alone",
            ),
            Place(file=name),
        )
    paragraphs = joined(tidy_lines(text))
    if not paragraphs:
        raise InputError(
            "empty",
            Wording("văn bản không có chữ nào; hãy gửi hoặc dán nội dung", "no words; send or paste the text"),
            Place(file=name),
        )
    head = read_head(paragraphs)
    tail = read_tail(paragraphs, head.end)
    body = read_body(paragraphs[head.end : tail.start])
    if not body.groups:
        raise InputError(
            "no_duties",
            Wording(
                "không thấy nhiệm vụ nào được đánh số hoặc gạch đầu dòng (“1.”, “a)”, “-”); hãy kiểm tra có đúng là"
                " công văn chỉ đạo, hoặc đánh dấu từng nhiệm vụ rồi gửi lại",
                "no numbered or listed duty (“1.”, “a)”, “-”); check that this is a directive, or mark each duty and"
                " send it again",
            ),
            Place(file=name),
        )
    groups, group_doubts = _groups(body, head)
    duties_about_reports = [Paragraph(duty.text, duty.line) for group in groups for duty in group.duties]
    reporting, reporting_doubts = read_reporting([*body.closing, *duties_about_reports])
    grounds = _grounds([*paragraphs[: head.end], *body.preamble])
    others = [] if grounds else [doubt("no_legal_ground")]
    others += [doubt("healed_break", p.line, found=p.text) for p in paragraphs if p.healed]
    return RecognisedDirective(
        issuer_parent=head.issuer_parent,
        issuer=head.issuer,
        number=head.number,
        symbol=head.symbol,
        place=head.place,
        date=head.date,
        date_text=head.date_text,
        year=head.year,
        month=head.month,
        subject=head.subject,
        legal_grounds=grounds,
        addressees=head.addressees,
        recipients=tail.recipients,
        signer_title=tail.signer_title,
        signer_name=tail.signer_name,
        groups=groups,
        reporting=reporting,
        doubts=(*head.doubts, *others, *group_doubts, *reporting_doubts, *tail.doubts),
    )


def _grounds(paragraphs: Sequence[Paragraph]) -> tuple[LegalGround, ...]:
    """The paragraphs with a clause that opens like a ground, in their own words, with the papers they cite."""
    found = []
    for paragraph in paragraphs:
        clauses = [plain(clause).lstrip("-–+ ") for clause in paragraph.text.split(";")]
        if any(_GROUND.match(clause) for clause in clauses):
            found.append(LegalGround(paragraph.text, cited_papers(paragraph.text)))
    return tuple(found)


def _groups(body: Body, head: Head) -> tuple[tuple[DutyGroup, ...], list[Doubt]]:
    """The groups with their addressees; when no heading names any, those of the letter's head."""
    named = [addressees_in(draft.title) for draft in body.groups]
    doubts = list(_number_gaps(body.groups))
    from_head = addressees_in("; ".join(head.addressees))
    if not any(named) and from_head:
        named = [from_head] * len(named)
        if any(draft.title for draft in body.groups):
            doubts.append(doubt("addressees_from_head", body.groups[0].line))
    groups = []
    for order, (draft, who) in enumerate(zip(body.groups, named, strict=True), start=1):
        group = DutyGroup(order, draft.title or "; ".join(head.addressees), who, _duties(draft, order))
        if not who:
            doubts.append(doubt("unknown_group", draft.line, found=group.title))
        doubts += [doubt("no_suggestion", duty.line, found=duty.code) for duty in group.duties if not duty.indicators]
        groups.append(group)
    return tuple(groups), doubts


def _duties(draft: DraftGroup, order: int) -> tuple[RecognisedDuty, ...]:
    duties = []
    for number, duty in enumerate(draft.duties, start=1):
        text = "\n".join(duty.paragraphs)
        indicators, evidence = suggest(text)
        duties.append(RecognisedDuty(f"{order}.{number}", text, evidence, indicators, duty.line))
    return tuple(duties)


def _number_gaps(groups: Sequence[DraftGroup]) -> Iterator[Doubt]:
    numbers = [(int(group.label), group.line) for group in groups if group.label.isdecimal()]
    for (above, _), (below, line) in pairwise(numbers):
        if below not in (above + 1, 1):
            yield doubt("number_gap", line, found=f"{above} → {below}")
