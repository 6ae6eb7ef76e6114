"""What the collector says is read strictly: it has met a stranger."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lachan.office.evidence.collecting.gathered import Gathered, Proof, Step, gathered_from_json, to_json
from lachan.office.fetching.proxy import Call

SHORT = st.text(max_size=20)
STEPS = st.builds(
    Step, SHORT, st.tuples(SHORT), SHORT, st.integers(0, 999), SHORT, st.tuples(st.tuples(SHORT, SHORT)),
    st.none() | st.builds(Proof, st.just("AAAA"), st.booleans(), SHORT, SHORT),
)  # fmt: skip
GATHERED = st.builds(
    Gathered, steps=st.tuples(STEPS), content=st.binary(max_size=50), raw_bytes=st.integers(0, 99), cut=SHORT,
    trouble=st.sampled_from(["", "inside", "too_slow"]), picture=st.binary(max_size=50),
    calls=st.tuples(st.builds(Call, SHORT, SHORT, SHORT)), isolated=st.booleans(),
)  # fmt: skip
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@given(GATHERED)
def test_what_was_gathered_comes_back_as_it_was(found: Gathered) -> None:
    assert gathered_from_json(to_json(found)) == found


@given(GATHERED, st.sampled_from([*Gathered.__dataclass_fields__]), ANYTHING)
def test_a_field_of_another_shape_is_refused_or_harmless(found: Gathered, name: str, value: Any) -> None:
    said = json.loads(to_json(found)) | {name: value}
    try:
        read = gathered_from_json(json.dumps(said).encode())
    except ValueError:
        return
    assert isinstance(read, Gathered)
    assert isinstance(read.content, bytes)
    assert all(isinstance(one, Step) for one in read.steps)


@pytest.mark.parametrize("text", [b"", b"[]", b"{}", b"null", b"x", b"\xff"])
def test_what_is_no_answer_is_refused(text: bytes) -> None:
    with pytest.raises(ValueError):
        gathered_from_json(text)
