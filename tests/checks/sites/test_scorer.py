"""The scorer sees a name the same way wherever it stands, and says which pieces spoke."""

from hypothesis import given, settings
from hypothesis import strategies as st

from lachan.checks.sites.features import buffer_of
from lachan.checks.sites.kinds import segments, spoken
from lachan.checks.sites.scorer import likeness, sums, telling_pieces

NAMES = st.lists(
    st.from_regex(r"[a-z0-9]{1,12}(-[a-z0-9]{1,8})?(\.[a-z]{2,6}){1,2}", fullmatch=True), min_size=1, max_size=8
)


@settings(deadline=None)  # the first name loads the weights
@given(NAMES)
def test_neighbours_in_a_block_change_nothing(names: list[str]) -> None:
    together = sums(buffer_of(names))
    alone = [float(sums(buffer_of([name]))[0]) for name in names]
    assert together.tolist() == alone


def test_fraud_that_was_learned_scores_above_honest_names() -> None:
    bad = sums(buffer_of(["vaytiennhanh247.xyz", "sd8741.xyz", "taixiu88.vip"]))
    good = sums(buffer_of(["tuoitre.vn", "wikipedia.org", "bvdaihocyhanoi.com"]))
    assert bad.min() > good.max()
    assert likeness(0) == 0.5


def test_the_pieces_that_spoke_are_pieces_of_the_name() -> None:
    first, none, other = telling_pieces(["vaytiennhanh247.xyz", "a.b", "sd8741.xyz"])
    assert 1 <= len(first) <= 3
    assert all(piece in "vaytiennhanh247.xyz" for piece in first)
    assert all(piece in "sd8741.xyz" for piece in other)
    assert [first] == telling_pieces(["vaytiennhanh247.xyz"])
    assert all(piece in "a.b" for piece in none)


def test_a_name_is_cut_into_words_and_syllables() -> None:
    assert segments("vongquaymayman") == ("vongquaymayman",)
    assert segments("nguyenvantroi") == ("nguyen", "van", "troi")
    said = spoken("vaytien-nhanh247.com")
    assert said.kind is not None
    assert said.kind.key == "loans"
    assert said.vietnamese > 0.7
    assert spoken("qzxkw.com").kind is None
