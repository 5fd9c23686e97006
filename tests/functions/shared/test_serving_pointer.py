import json

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from functions.shared.model_manifest import NAME, ManifestError
from functions.shared.serving_pointer import Canary, RolloutError, ServingPointer, parse_serving_pointer

VERSIONS = st.from_regex(NAME, fullmatch=True)
SHARES = st.floats(0, 1, exclude_min=True)
CANARIES = st.builds(Canary, VERSIONS, SHARES)
POINTERS = st.builds(
    ServingPointer,
    VERSIONS,
    previous=st.none() | VERSIONS,
    canary=st.none() | CANARIES,
    withdrawn=st.none() | VERSIONS,
    reason=st.none() | st.text(),
    changed=st.none() | st.text(),
)


def document(**keys) -> bytes:
    return json.dumps({"version": "v1", **keys}).encode()


@given(POINTERS)
def test_what_is_written_is_read_again(pointer):
    assert parse_serving_pointer(json.dumps(pointer.to_dict()).encode()) == pointer


def test_a_pointer_of_the_first_release_is_still_one():
    assert parse_serving_pointer(b'{"version": "v1"}') == ServingPointer("v1")


def test_keys_of_later_releases_are_left_alone():
    assert parse_serving_pointer(document(shadow={"version": 3})) == ServingPointer("v1")


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        ({"version": "../v1"}, "names no valid version"),
        ({"previous": "../v1"}, "names no valid version as previous"),
        ({"previous": 1}, "holds no text as previous"),
        ({"withdrawn": ""}, "names no valid version as withdrawn"),
        ({"reason": ["x"]}, "holds no text as reason"),
        ({"canary": "v2"}, "names no valid canary"),
        ({"canary": {"share": 0.1}}, "names no valid canary"),
        ({"canary": {"version": "a/b", "share": 0.1}}, "names no valid version"),
        ({"canary": {"version": "v2"}}, "a share of None"),
        ({"canary": {"version": "v2", "share": 0}}, "a share of 0"),
        ({"canary": {"version": "v2", "share": 1.1}}, r"a share of 1\.1"),
        ({"canary": {"version": "v2", "share": True}}, "a share of True"),
        ({"canary": {"version": "v2", "share": float("nan")}}, "a share of nan"),
    ],
)
def test_a_malformed_pointer_is_refused_by_what_is_wrong(keys, message):
    with pytest.raises(ManifestError, match=message):
        parse_serving_pointer(document(**keys))


@given(POINTERS, VERSIONS)
def test_a_promoted_version_serves_alone_and_promoting_it_again_changes_nothing(pointer, version):
    promoted = pointer.promoted(version)
    assert (promoted.version, promoted.canary) == (version, None)
    assert promoted.promoted(version) == promoted


@given(POINTERS, VERSIONS)
def test_a_rollback_undoes_a_promotion_and_a_repeated_one_changes_nothing(pointer, version):
    assume(version != pointer.version)
    back = pointer.promoted(version).rolled_back()
    assert (back.version, back.canary, back.withdrawn) == (pointer.version, None, version)
    assert back.rolled_back() == back


@given(POINTERS, VERSIONS, SHARES)
def test_a_rollback_during_a_trial_ends_it_and_a_repeated_one_leaves_the_champion(pointer, version, share):
    assume(version != pointer.version)
    back = pointer.trying(version, share).rolled_back()
    assert (back.version, back.previous, back.canary) == (pointer.version, pointer.previous, None)
    assert back.withdrawn == version
    assert back.rolled_back() == back


@given(POINTERS, VERSIONS, SHARES)
def test_after_a_trial_that_was_withdrawn_a_promotion_can_be_rolled_back_again(pointer, version, share):
    assume(version != pointer.version)
    withdrawn = pointer.trying(version, share).without_canary()
    assert withdrawn.promoted(version).rolled_back().version == pointer.version


@given(POINTERS)
def test_without_a_canary_there_is_none_to_withdraw(pointer):
    alone = pointer.without_canary()
    assert alone.canary is None
    assert alone.without_canary() == alone


def test_a_rollback_where_nothing_came_before_says_what_to_do():
    with pytest.raises(RolloutError, match="v1 serves and no version before it is known: promote one by its name"):
        ServingPointer("v1").rolled_back()


@pytest.mark.parametrize(("version", "share"), [("v1", 0.1), ("v2", 0), ("v2", -1), ("v2", 1.5), ("v2", float("nan"))])
def test_a_trial_that_makes_no_sense_is_refused(version, share):
    with pytest.raises(RolloutError):
        ServingPointer("v1").trying(version, share)


@given(VERSIONS, SHARES, SHARES, st.binary())
def test_a_larger_share_keeps_what_a_smaller_one_had(version, one, other, content):
    smaller, larger = sorted((one, other))
    assert Canary(version, larger).reads(content) >= Canary(version, smaller).reads(content)


@given(VERSIONS, SHARES, st.binary())
def test_the_same_content_is_always_read_by_the_same_version(version, share, content):
    assert Canary(version, share).reads(content) == Canary(version, share).reads(bytes(content))


@given(VERSIONS, st.binary())
def test_the_whole_share_is_everything(version, content):
    assert Canary(version, 1.0).reads(content)


@pytest.mark.parametrize("share", [0.05, 0.5, 0.9])
def test_a_share_is_about_that_part_of_many_files(share):
    canary = Canary("v2", share)
    read = sum(canary.reads(str(number).encode()) for number in range(4000))
    assert abs(read / 4000 - share) < 0.03


def test_canaries_of_other_names_read_other_files():
    files = [str(number).encode() for number in range(400)]
    assert [Canary("v2", 0.5).reads(file) for file in files] != [Canary("v3", 0.5).reads(file) for file in files]


def test_a_reason_is_kept_short():
    assert len(ServingPointer("v1").because("x" * 10_000, "now").reason) == 500
