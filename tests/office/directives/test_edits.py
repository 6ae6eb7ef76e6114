"""Groups and duties are added, removed and moved one button at a time."""

from hypothesis import given
from hypothesis import strategies as st

from lachan.office.directives.content import DirectiveContent, DutyContent, GroupContent
from lachan.office.directives.edits import MOST_GROUPS, Edit, EditKind, apply_edit, landing


def content(*groups: str) -> DirectiveContent:
    return DirectiveContent(
        groups=tuple(GroupContent(title=g, duties=tuple(DutyContent(text=letter) for letter in g)) for g in groups)
    )


def texts(of: DirectiveContent) -> list[str]:
    return ["".join(duty.text for duty in group.duties) for group in of.groups]


def edited(of: DirectiveContent, said: str) -> list[str]:
    edit = Edit.parse(said)
    assert edit is not None
    return texts(apply_edit(of, edit))


def test_a_duty_moves_within_its_group() -> None:
    assert edited(content("abc"), "duty_up:1.2") == ["bac"]
    assert edited(content("abc"), "duty_down:1.2") == ["acb"]


def test_a_duty_at_the_edge_moves_to_the_neighbouring_group() -> None:
    assert edited(content("ab", "cd"), "duty_up:2.1") == ["abc", "d"]
    assert edited(content("ab", "cd"), "duty_down:1.2") == ["a", "bcd"]


def test_a_duty_at_the_very_edge_stays() -> None:
    assert edited(content("ab"), "duty_up:1.1") == ["ab"]
    assert edited(content("ab"), "duty_down:1.2") == ["ab"]


def test_groups_and_duties_are_added_and_removed() -> None:
    assert edited(content("a"), "add_group") == ["a", ""]
    assert len(apply_edit(content("a"), Edit(EditKind.ADD_DUTY, 1)).groups[0].duties) == 2
    assert edited(content("ab", "c"), "remove_group:1") == ["c"]
    assert edited(content("ab", "c"), "remove_duty:1.1") == ["b", "c"]
    assert edited(content("ab", "c"), "group_down:1") == ["c", "ab"]


def test_what_no_button_says_is_no_edit() -> None:
    assert Edit.parse("save") is None
    assert Edit.parse("confirm") is None
    assert Edit.parse("duty_up:x.-1") == Edit(EditKind.DUTY_UP)


def test_groups_end_somewhere() -> None:
    many = content(*(["a"] * MOST_GROUPS))
    assert apply_edit(many, Edit(EditKind.ADD_GROUP)) == many


@given(
    st.lists(st.text("abcdef", max_size=4), max_size=4),
    st.lists(st.builds(Edit, st.sampled_from(EditKind), st.integers(0, 6), st.integers(0, 6)), max_size=12),
)
def test_moving_neither_loses_nor_doubles_a_duty(groups: list[str], edits: list[Edit]) -> None:
    here = content(*groups)
    for edit in edits:
        after = apply_edit(here, edit)
        before_duties, after_duties = sorted("".join(texts(here))), sorted("".join(texts(after)))
        if edit.kind in (EditKind.REMOVE_DUTY, EditKind.REMOVE_GROUP):
            assert len(after_duties) <= len(before_duties)
        else:
            assert after_duties == before_duties
        assert landing(edit, after)
        here = after
