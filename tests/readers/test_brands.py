"""The register of protected names: the shipped one is sound; one's own is refused with the entry that is wrong."""

from pathlib import Path

import pytest

from lachan.readers.brands import read_brands, shipped_brands
from lachan.readers.errors import InputError


def test_the_shipped_register_protects_at_least_sixty_names_each_under_one_key() -> None:
    brands = shipped_brands()
    assert len(brands) >= 60
    assert len({one.key for one in brands}) == len(brands)
    kinds = {one.kind for one in brands}
    assert kinds == {"bank", "wallet", "operator", "shop", "post", "public_service", "body"}
    assert any("langson.gov.vn" in one.domains for one in brands)


def test_a_few_letters_always_count_as_a_word_only() -> None:
    acb = next(one for one in shipped_brands() if one.key == "acb")
    assert "acb" in acb.words


def test_a_register_of_ones_own_needs_key_domains_and_short_names_and_no_more(tmp_path: Path) -> None:
    file = tmp_path / "ten.toml"
    file.write_text('[[brand]]\nkey = "cho"\ndomains = ["chodau.vn"]\nshort = ["Chợ Đầu"]\n', encoding="utf-8")
    (brand,) = read_brands(file)
    assert (brand.key, brand.domains, brand.short) == ("cho", ("chodau.vn",), ("chodau",))


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("brand = 1", "at least one"),
        ('[[brand]]\nkey = "a"\n', "domains and short"),
        ('[[brand]]\nkey = "a"\ndomains = ["khong phai"]\nshort = ["abc"]\n', "no name of a site"),
        ('[[brand]]\nkey = "a"\ndomains = ["a.vn"]\nshort = "abc"\n', "list of texts"),
        ('[[brand]]\nkey = "a"\ndomains = ["a.vn"]\nshort = ["a"]\n', "2–40"),
        ('[[brand]]\nkey="a"\ndomains=["a.vn"]\nshort=["ab"]\n' * 2, "twice"),
        ("[[brand", "no TOML"),
    ],
)  # fmt: skip
def test_what_a_register_lacks_is_named_with_its_file(content: str, told: str, tmp_path: Path) -> None:
    file = tmp_path / "ten.toml"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(InputError) as refused:
        read_brands(file)
    assert refused.value.code == "register"
    assert refused.value.place.file == "ten.toml"
    assert told in refused.value.wording.en
