import pytest
from hypothesis import given
from hypothesis import strategies as st
from redis.cluster import key_slot

from functions.shared import feature_store
from functions.shared.feature_store import CACHE_SECONDS, FeatureStore, FeatureStoreUnavailable, feature_key
from harness.services.ports import free_port
from tests.functions.shared.redis_server import RedisServer

ENTITIES = ["d1", "d2", "4M {draft}", "}", "100%", "时间表"]


class Clock:
    """Time that passes only when told."""

    now = 0.0

    def __call__(self) -> float:
        return self.now

    def forget_cache(self) -> None:
        self.now += CACHE_SECONDS


@pytest.fixture(scope="module")
def only_server(tmp_path_factory):
    server = RedisServer(tmp_path_factory.mktemp("redis"))
    yield server
    server.stop()


@pytest.fixture
def server(only_server, monkeypatch):
    """A server that runs, is empty, and is trusted. A test may stop it."""
    if not only_server.running:
        only_server.start()
    only_server.resume()
    only_server.command("FLUSHALL")
    monkeypatch.setenv("SSL_CERT_FILE", str(only_server.certificate))
    return only_server


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def store(server, clock):
    return FeatureStore(server.endpoint, clock)


def test_features_come_back_as_they_were_stored(store, clock):
    features = {"count": 3, "confidence": 0.93, "version": "v1", "ruled": True, "teacher": None, "empty": ""}
    store.put_features("d1", features, ttl=60)
    clock.forget_cache()
    assert store.get_features("d1", [*features, "never stored"]) == features


def test_keys_hold_the_entity_in_braces(store, server):
    store.put_features("d1", {"count": 3}, ttl=60)
    assert "{d1}:count" in server.command("KEYS", "*")


def test_features_of_entities_in_different_slots_come_in_one_batch(store, clock):
    for number, entity in enumerate(ENTITIES):
        store.put_features(entity, {"number": number, "twice": 2 * number}, ttl=60)
    clock.forget_cache()
    assert len({key_slot(feature_key(entity, "number").encode()) for entity in ENTITIES}) == len(ENTITIES)
    found = store.get_features_batch([*ENTITIES, "unknown"], ["number", "twice"])
    assert found == {
        **{entity: {"number": number, "twice": 2 * number} for number, entity in enumerate(ENTITIES)},
        "unknown": {},
    }


def test_the_store_forgets_features_after_their_time(store, server):
    store.put_features("d1", {"count": 3}, ttl=1000)
    seconds = int(server.command("TTL", "{d1}:count").strip(":\r\n"))
    assert 990 < seconds <= 1000


def test_what_was_just_read_or_written_is_not_asked_for_again(store, server, clock):
    store.put_features("d1", {"count": 3}, ttl=60)
    server.command("SET", "{d1}:count", "4")
    assert store.get_features("d1", ["count"]) == {"count": 3}
    clock.forget_cache()
    assert store.get_features("d1", ["count"]) == {"count": 4}


def test_no_names_and_no_entities_need_no_store():
    store = FeatureStore(f"localhost:{free_port()}")
    assert store.get_features("d1", []) == {}
    assert store.get_features_batch([], ["count"]) == {}


def test_a_store_that_is_down_is_asked_once_and_again_after_a_while(store, server, clock, monkeypatch):
    connections = []
    connect = feature_store._connect
    monkeypatch.setattr(feature_store, "_connect", lambda *address: connections.append(address) or connect(*address))
    server.stop()
    with pytest.raises(FeatureStoreUnavailable, match="the feature store did not answer: "):
        store.get_features("d1", ["count"])
    for _ in range(5):
        with pytest.raises(FeatureStoreUnavailable, match="did not answer lately"):
            store.put_features("d1", {"count": 1}, ttl=60)
    assert len(connections) == 1
    server.start()
    clock.now += feature_store.REFUSE_SECONDS
    store.put_features("d1", {"count": 1}, ttl=60)
    assert len(connections) == 2


def test_a_store_that_is_silent_is_given_up(store, server, clock):
    store.put_features("d1", {"count": 1}, ttl=60)
    clock.forget_cache()
    server.pause()
    with pytest.raises(FeatureStoreUnavailable):
        store.get_features("d1", ["count"])
    server.resume()
    clock.now += feature_store.REFUSE_SECONDS
    assert store.get_features("d1", ["count"]) == {"count": 1}


def test_a_store_that_was_restarted_is_found_again(store, server, clock):
    store.put_features("d1", {"count": 1}, ttl=600)
    server.stop()
    server.start()
    clock.forget_cache()
    assert store.get_features("d1", ["count"]) == {"count": 1}


def test_a_server_whose_certificate_nobody_vouches_for_is_not_talked_to(server, monkeypatch):
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    with pytest.raises(FeatureStoreUnavailable) as raised:
        FeatureStore(server.endpoint).put_features("d1", {"count": 1}, ttl=60)
    assert "CERTIFICATE_VERIFY_FAILED" in str(raised.value.__cause__)


def test_a_server_of_another_name_is_not_talked_to(server):
    with pytest.raises(FeatureStoreUnavailable) as raised:
        FeatureStore(f"127.0.0.2:{server.port}").put_features("d1", {"count": 1}, ttl=60)
    assert "IP address mismatch" in str(raised.value.__cause__)


@given(st.text(min_size=1), st.text(min_size=1), st.text(min_size=1))
def test_all_features_of_an_entity_share_a_slot(entity, one, other):
    assert key_slot(feature_key(entity, one).encode(errors="replace")) == key_slot(
        feature_key(entity, other).encode(errors="replace")
    )


@given(*[st.text("ab{}:%", min_size=1, max_size=5)] * 4)
def test_different_features_have_different_keys(entity, name, other_entity, other_name):
    same = (entity, name) == (other_entity, other_name)
    assert (feature_key(entity, name) == feature_key(other_entity, other_name)) == same


@pytest.mark.parametrize(("entity", "name"), [("", "count"), ("d1", "")])
def test_a_key_needs_an_entity_and_a_name(entity, name):
    with pytest.raises(ValueError, match="a feature needs an entity id and a name"):
        feature_key(entity, name)


@pytest.mark.parametrize("endpoint", ["", "host", "host:", ":6379", "host:port"])
def test_an_endpoint_is_a_host_and_a_port(endpoint):
    with pytest.raises(ValueError, match="the feature store's endpoint must read host:port"):
        FeatureStore(endpoint)
