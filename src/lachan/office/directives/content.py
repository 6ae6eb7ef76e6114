"""What a directive says, as plain data: the shape that recognising gives, that a person corrects and a leader signs.

While a directive is a draft its groups and duties are written anew as a whole from this shape; nothing hangs on them
before it is issued.
"""

import hashlib
import json
import re
from dataclasses import asdict, dataclass, field, fields
from datetime import date

from lachan.office.directives.models import Directive, Duty, DutyGroup, Repeat
from lachan.readers.directives import RecognisedDirective


@dataclass(frozen=True)
class DutyContent:
    """One duty; without date and working days it is due when asked."""

    text: str = ""
    evidence: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    due_on: date | None = None
    due_working_days: int | None = None
    repeat: str = Repeat.NONE.value


@dataclass(frozen=True)
class GroupContent:
    """A numbered section: its heading, the addressee groups it is for, its duties."""

    title: str = ""
    addressee_groups: tuple[str, ...] = ()
    duties: tuple[DutyContent, ...] = ()


@dataclass(frozen=True)
class DirectiveContent:
    """All that a person can correct."""

    issuer_parent: str = ""
    issuer: str = ""
    number: str = ""
    symbol: str = ""
    place: str = ""
    dated: date | None = None
    date_text: str = ""
    blanks_as_given: bool = False
    subject: str = ""
    legal_grounds: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    signer_title: str = ""
    signer_name: str = ""
    reporting_rule: str = ""
    groups: tuple[GroupContent, ...] = field(default=())


HEAD = tuple(one.name for one in fields(DirectiveContent) if one.name != "groups")
LISTS = ("legal_grounds", "addressees", "recipients")


def in_running_text(name: str, text: str) -> str:
    """A name that a letterhead prints in capitals, spelled as the running text spells it; as given when it does not."""
    if not name.isupper():
        return name
    words = r"\s+".join(re.escape(word) for word in name.split())
    spelled = (" ".join(match.group().split()) for match in re.finditer(words, text, re.IGNORECASE))
    return next((one for one in spelled if not one.isupper()), name)


def recognised_content(found: RecognisedDirective, text: str) -> DirectiveContent:
    """What was recognised in `text`, cut to what the columns hold."""
    return DirectiveContent(
        issuer_parent=found.issuer_parent[:200],
        issuer=in_running_text(found.issuer, text)[:200],
        number=found.number[:11],
        symbol=found.symbol[:30],
        place=found.place[:80],
        dated=found.date,
        date_text=found.date_text[:80],
        subject=found.subject[:500],
        legal_grounds=tuple(ground.text for ground in found.legal_grounds),
        addressees=found.addressees,
        recipients=found.recipients,
        signer_title=found.signer_title[:120],
        signer_name=found.signer_name[:120],
        reporting_rule=found.reporting.text[:500],
        groups=tuple(
            GroupContent(
                title=group.title[:300],
                addressee_groups=tuple(one.value for one in group.addressee_groups),
                duties=tuple(
                    DutyContent(
                        text=duty.text,
                        evidence=tuple(kind.value for kind in duty.evidence),
                        indicators=tuple(one.code for one in duty.indicators),
                    )
                    for duty in group.duties
                ),
            )
            for group in found.groups
        ),
    )


def content_of(directive: Directive) -> DirectiveContent:
    """What the stored directive says."""
    head = {name: getattr(directive, name) for name in HEAD}
    groups = directive.groups.prefetch_related("duties")
    return DirectiveContent(
        **(head | {name: tuple(head[name]) for name in LISTS}),
        groups=tuple(
            GroupContent(
                group.title, tuple(group.addressee_groups), tuple(_duty_content(duty) for duty in group.duties.all())
            )
            for group in groups
        ),
    )


def _duty_content(duty: Duty) -> DutyContent:
    return DutyContent(
        text=duty.text,
        evidence=tuple(duty.evidence),
        indicators=tuple(duty.indicators),
        due_on=duty.due_on,
        due_working_days=duty.due_working_days,
        repeat=duty.repeat,
    )


def store_content(directive: Directive, content: DirectiveContent) -> None:
    """Write the content into the directive's own row and, anew, its groups and duties; the caller holds a transaction.

    Groups are numbered from 1, duties "1.1", "1.2" … within them.
    """
    for name in HEAD:
        value = getattr(content, name)
        setattr(directive, name, list(value) if name in LISTS else value)
    directive.save()
    directive.groups.all().delete()
    groups = [
        DutyGroup(directive=directive, order=order, title=one.title, addressee_groups=list(one.addressee_groups))
        for order, one in enumerate(content.groups, start=1)
    ]
    DutyGroup.objects.bulk_create(groups)
    Duty.objects.bulk_create(
        Duty(
            group=group,
            order=order,
            code=f"{group.order}.{order}",
            text=duty.text,
            evidence=list(duty.evidence),
            indicators=list(duty.indicators),
            due_on=duty.due_on,
            due_working_days=duty.due_working_days,
            repeat=duty.repeat,
        )
        for group, one in zip(groups, content.groups, strict=True)
        for order, duty in enumerate(one.duties, start=1)
    )


def digest_of(content: DirectiveContent) -> str:
    """SHA-256 of the content as sorted JSON: tells whether anybody changed it in between."""
    text = json.dumps(asdict(content), ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()
