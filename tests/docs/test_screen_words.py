"""The Vietnamese how-tos name buttons, fields and states as the screens do: every bold word stands on a screen."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
OFFICE = ROOT / "src" / "lachan" / "office"
PAGES = sorted((ROOT / "docs" / "vi").glob("*.md"))
BOLD = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
NOT_OF_SCREENS = {"đậm", "khóa công khai", "dấu chốt"}
LEADS_A_STEP = re.compile(r"^\d+\. \*\*[^*]+:\*\*", re.MULTILINE)  # "1. **Khóa:** …" names the step, not a button


def screen_words() -> set[str]:
    """Every sentence that the office shows."""
    words: set[str] = set()
    for page in OFFICE.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        words.update(re.findall(r"""translate "([^"]+)"|translate '[^']+'""", text))
    for module in OFFICE.rglob("*.py"):
        words.update(re.findall(r"""_\(\s*"([^"]+)"\s*\)""", module.read_text(encoding="utf-8")))
    return words


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_bold_word_stands_on_a_screen(page: Path) -> None:
    text = LEADS_A_STEP.sub("", page.read_text(encoding="utf-8"))
    bold = {" ".join(one.split()) for one in BOLD.findall(text)}
    assert bold - screen_words() - NOT_OF_SCREENS == set()


def test_every_role_has_its_page() -> None:
    assert {page.stem for page in PAGES} == {
        "can-bo-xa", "chuyen-vien-so", "dau-moi-phoi-hop", "dieu-tra-vien-mo-goi", "doanh-nghiep", "lanh-dao",
        "may-chu-ten-mien",
        "nha-mang-dinh-danh", "nha-mang-kiem-chu-ky", "nha-mang-ra-soat-cuoc-goi", "nha-mang-ra-soat-thue-bao",
        "nha-mang-sang-loc-cuoc-goi", "quan-tri", "ra-soat-ten-mien", "ra-soat-tin-nhan", "thanh-tra-nhat-ky",
        "van-thu-doc-va-soat-van-ban",
    }  # fmt: skip
