"""The words of a report on names: facts, kinds of fraud."""

from lachan.checks.sites.lexicon import kinds
from lachan.vietnam.wording import Wording

SUBJECTS: dict[str, Wording] = {"site": Wording("Tên, liên kết", "Name, link")}

KINDS: dict[str, Wording] = {
    "copy": Wording("Chép tên được bảo vệ", "Copies a protected name"),
    "serial": Wording("Ghép hàng loạt", "Made in series"),
    "": Wording("Cách viết đánh lừa", "Misleading writing"),
    **{kind.key: kind.title for kind in kinds()},
}

COLUMNS: dict[str, Wording] = {
    "why": Wording("Vì sao", "Why, in Vietnamese"),
    "why_en": Wording("Vì sao (tiếng Anh)", "Why"),
    "brand": Wording("Tên được bảo vệ", "Protected name"),
    "copied": Wording("Chữ bị chép", "What is copied"),
    "points": Wording("Điểm gồm", "Points"),
    "host": Wording("Tên miền", "Host"),
    "kind": Wording("Kiểu", "Kind"),
    "words": Wording("Từ trong tên", "Words in the name"),
    "pieces": Wording("Mảnh đáng ngờ", "Suspicious pieces"),
}

FIRST_FACTS = ("why", "brand", "copied", "kind", "words", "pieces", "points", "host", "why_en")
"""The order in which facts stand in tables."""


def column_name(name: str) -> Wording:
    """A fact's name as people read it; an unknown one as it is."""
    return COLUMNS.get(name) or Wording(name, name)


def value_name(value: str) -> Wording:
    """A closed value as people read it; any other as it is."""
    return KINDS.get(value) or Wording(value, value) if value else Wording("", "")
