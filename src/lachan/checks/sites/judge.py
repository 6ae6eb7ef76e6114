"""One name judged: a copied brand, a kind of fraud, a trick of writing, or nothing. Pure; also for portal and queue."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from lachan.checks.sites.copies import Copy, copy_of, loose_copy
from lachan.checks.sites.features import buffer_of
from lachan.checks.sites.hints import HINT, hint_of
from lachan.checks.sites.kinds import spoken
from lachan.checks.sites.known import PLATFORMS, known_names
from lachan.checks.sites.register import Register
from lachan.checks.sites.scorer import likeness, sums, telling_pieces, weights
from lachan.readers.names import ReadName, read_name, shown
from lachan.readers.suffixes import parts_of
from lachan.vietnam.wording import Wording

_SCORE_OF_TRICKS = 0.6
LOWER = 1.0
"""How much less must speak against a name that has a protected short word inside."""
_TRICKS = ("bidi", "invisible", "mixed_scripts")


@dataclass(frozen=True, slots=True)
class Judged:
    """What is said of a name. `rule` is empty where nothing is."""

    subject: str
    """The name as it may be shown: what misleads the eye stands as its code."""
    host: str
    rule: str = ""
    brand: str = ""
    kind: str = ""
    score: float = 0.0
    why: tuple[Wording, ...] = ()
    points: dict[str, int] = field(default_factory=dict)
    copied: str = ""
    pieces: tuple[str, ...] = ()


def judge_name(text: str, register: Register) -> Judged:
    """Judge one name, link or host as a person would paste it. InputError where it is none."""
    return judge(read_name(text), register)


def judge(
    read: ReadName, register: Register, total: float | None = None, pieces: tuple[str, ...] | None = None
) -> Judged:
    """Judge a name that was read; its sum by the scorer and its telling pieces are given where they are known."""
    subject = shown(read.text)
    copy = copy_of(read, register)
    if copy:
        if is_known(read.host) and copy.rule not in ("WEB-002", "WEB-006"):
            return Judged(subject, read.host)
        return _of_copy(subject, read, copy)
    tricks = [one for one in _TRICKS if one in read.signs]
    if tricks:
        return Judged(
            subject, read.host, "WEB-007", "", "", _SCORE_OF_TRICKS, (POINTS[tricks[0]],), {tricks[0]: 60}, "", ()
        )
    if "ip" in read.signs or register.owner(read.host) or is_known(read.host):
        return Judged(subject, read.host)
    total = float(sums(buffer_of([read.host]))[0]) if total is None else total
    limit = weights().limit(read.host)
    if total >= limit - LOWER and (copy := loose_copy(read, register)):
        return _of_copy(subject, read, copy)
    if total < limit:
        return Judged(subject, read.host)
    return _of_kind(subject, read, total - limit, telling_pieces([read.host])[0] if pieces is None else pieces)


def aimed_at(read: ReadName, register: Register) -> Judged | None:
    """Of a name that was told for the way it is made: the protected name that it may be aimed at, by a weak sign."""
    hint = hint_of(read, register)
    return _of_copy(shown(read.text), read, hint) if hint else None


def is_known(host: str) -> bool:
    """Whether very many people know the host or what it is registered under, or the State gave it."""
    names = known_names()
    if host in names or any(host.endswith(ending) for ending in OFFICIAL):
        return True
    parts = parts_of(host)
    return parts.registrable in PLATFORMS or (not parts.hosted and parts.registrable in names)


OFFICIAL = (".gov.vn", ".edu.vn", ".mil.vn", ".ac.vn")
"""Endings that are given to bodies only, who prove what they are: the State's, schools', science's."""


def _of_copy(subject: str, read: ReadName, copy: Copy) -> Judged:
    points = sum(copy.points.values())
    named = f"{copy.short} ({copy.brand.name})"
    said = Wording(f"chép tên {named}", f"copies the name {named}")
    if copy.rule == HINT:
        said = Wording(f"có thể nhắm vào {named}", f"may be aimed at {named}")
    why = (
        said,
        *(POINTS[one] for one in copy.points),
    )
    return Judged(
        subject, read.host, copy.rule, copy.brand.key, "copy", min(points, 100) / 100, why, copy.points, copy.short
    )


def _of_kind(subject: str, read: ReadName, over: float, pieces: tuple[str, ...]) -> Judged:
    said, score = spoken(read.host), likeness(over)
    built = Wording(
        f"ghép như tên trang lừa đảo đã gặp: {', '.join(pieces)}", f"built like names of fraud: {', '.join(pieces)}"
    )
    if said.kind is None:
        return Judged(subject, read.host, "WEB-015", "", "serial", round(score, 3), (built,), {}, "", pieces)
    words = ", ".join(said.words)
    why = (Wording(f"{said.kind.title.vi}: {words}", f"{said.kind.title.en}: {words}"), built)
    return Judged(subject, read.host, said.kind.rule, "", said.kind.key, round(score, 3), why, {}, words, pieces)


def reasons(why: Sequence[Wording]) -> Wording:
    """All reasons as one sentence."""
    return Wording("; ".join(one.vi for one in why), "; ".join(one.en for one in why))


POINTS: dict[str, Wording] = {
    "same_name": Wording("đúng tên, khác đuôi tên miền", "the same name under another ending"),
    "same_short_name": Wording("đúng tên tắt, khác đuôi tên miền", "the same short name under another ending"),
    "same_to_the_eye": Wording("nhìn như nhau", "the same to the eye"),
    "looks_alike": Wording("có chữ giả, số thay chữ hoặc thiếu dấu", "letters replaced by look-alikes or digits"),
    "name_inside": Wording("tên nằm trong tên miền của người khác", "the name inside somebody else's"),
    "supporting_word": Wording("kèm từ hay dùng để dụ", "beside a word that lures"),
    "gov_or_vn_inside": Wording("chèn gov, vn, viet", "gov, vn or viet put inside"),
    "name_given_away": Wording("đặt trên dịch vụ cho tên miễn phí", "on a service that gives names away"),
    "name_in_subdomain": Wording("tên ở phần đầu, tên miền thật là của người khác", "the name in front of another's"),
    "true_domain_in_front": Wording("cả tên miền thật đặt ở đầu", "the whole true domain in front"),
    "word_in_subdomain": Wording("tên tắt ở phần đầu", "the short name in front"),
    "word_between_borders": Wording("tên tắt đứng riêng", "the short name by itself"),
    "word_joined_to_supporting_word": Wording("tên tắt dính với từ hay dùng để dụ", "the short name joined to a lure"),
    "word_inside": Wording("tên tắt nằm lẫn trong tên", "the short name inside other letters"),
    "short_at_an_edge": Wording("hai chữ của tên tắt ở đầu hoặc cuối một phần", "two letters at the edge of a piece"),
    "built_like_fraud": Wording("ghép như tên trang lừa đảo đã gặp", "built like names of fraud"),
    "one_letter_off": Wording("sai một chữ", "one letter off"),
    "two_letters_off": Wording("sai hai chữ", "two letters off"),
    "true_domain_before_at": Wording("tên miền thật đứng trước dấu @", "the true domain before an @"),
    "true_domain_in_path": Wording("tên miền thật nằm trong đường dẫn", "the true domain in the path"),
    "name_in_path": Wording("tên nằm trong đường dẫn", "the name in the path"),
    "no_name_of_its_own": Wording("trang không có tên miền riêng", "the page has no name of its own"),
    "bidi": Wording("có ký tự đảo chiều chữ", "characters that turn the reading direction"),
    "invisible": Wording("có ký tự không nhìn thấy", "characters that nobody sees"),
    "mixed_scripts": Wording("trộn chữ Latin với chữ khác trong một tên", "Latin letters mixed with others"),
}
"""What each contribution to the score of a copy means."""
