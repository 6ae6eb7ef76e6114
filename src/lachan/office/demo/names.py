"""Names of people who do not exist, put together from parts that are common in the province."""

import random
from collections.abc import Iterator

FAMILY = (
    "Hoàng",
    "Nông",
    "Lý",
    "Vi",
    "Hứa",
    "Triệu",
    "Bế",
    "Đinh",
    "Lương",
    "Lộc",
    "Chu",
    "Mã",
    "Dương",
    "Phùng",
    "Đàm",
)
WOMEN = ("Thị Hoa", "Thị Mai", "Bích Ngọc", "Thu Hiền", "Thanh Thủy", "Kim Oanh", "Hồng Nhung", "Thị Duyên", "Minh Huệ")
MEN = ("Văn Tâm", "Minh Đức", "Trọng Nghĩa", "Đình Phúc", "Ngọc Sơn", "Văn Thắng", "Tiến Dũng", "Xuân Bắc", "Hữu Nghị")


def invented_names(seed: int) -> Iterator[str]:
    """Names without end, the same for the same seed; a number tells namesakes apart no better than life does."""
    chance = random.Random(seed)  # noqa: S311 - names of a demo, no secret
    while True:
        yield f"{chance.choice(FAMILY)} {chance.choice(WOMEN + MEN)}"
