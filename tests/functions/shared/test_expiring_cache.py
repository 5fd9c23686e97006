from hypothesis import given
from hypothesis import strategies as st

from functions.shared.expiring_cache import ExpiringCache


def test_a_value_is_kept_until_it_expires():
    now = [0.0]
    cache = ExpiringCache[str](size=2, seconds=30, clock=lambda: now[0])
    cache.put("a", "1")
    now[0] = 29.9
    assert cache.get("a") == "1"
    now[0] = 30.0
    assert cache.get("a") is None


def test_a_value_that_lives_shorter_elsewhere_lives_shorter_here():
    now = [0.0]
    cache = ExpiringCache[str](size=2, seconds=30, clock=lambda: now[0])
    cache.put("a", "1", seconds=5)
    cache.put("b", "2", seconds=500)
    now[0] = 5.0
    assert (cache.get("a"), cache.get("b")) == (None, "2")
    now[0] = 30.0
    assert cache.get("b") is None


@given(st.integers(1, 5), st.lists(st.sampled_from("abcdefgh")))
def test_only_the_last_written_are_kept(size, written):
    cache = ExpiringCache[str](size=size, seconds=1, clock=lambda: 0)
    for key in written:
        cache.put(key, key)
    newest = list(dict.fromkeys(reversed(written)))
    assert [key for key in newest if cache.get(key)] == newest[:size]
