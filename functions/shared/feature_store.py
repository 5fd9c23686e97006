"""Features of documents in ElastiCache Serverless: Redis protocol, TLS, cluster mode."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from typing import Any, TypeVar

from functions.shared.circuit_breaker import CircuitBreaker
from functions.shared.expiring_cache import ExpiringCache

CONNECT_SECONDS = 0.5
ANSWER_SECONDS = 0.5
REFUSE_SECONDS = 10.0  # after a failure
CACHE_ENTRIES = 4096
CACHE_SECONDS = 30.0

Feature = str | int | float | bool | None
Features = dict[str, Feature]
Result = TypeVar("Result")


class FeatureStoreUnavailable(Exception):
    """The feature store did not answer in time, or is taken not to since it lately did not."""


class FeatureStore:
    """Reads and writes features by entity and name. Connects on first use.

    Args:
        endpoint: `host:port`; its certificate must satisfy the platform's trust store.
        clock: seconds that only grow.
    """

    def __init__(self, endpoint: str, clock: Callable[[], float] = time.monotonic) -> None:
        host, _, port = endpoint.rpartition(":")
        if not host or not port.isdigit():
            raise ValueError(f"the feature store's endpoint must read host:port, not {endpoint!r}")
        self._host, self._port = host, int(port)
        self._client: Any = None
        self._breaker = CircuitBreaker(REFUSE_SECONDS, clock)
        self._cache: ExpiringCache[str] = ExpiringCache(CACHE_ENTRIES, CACHE_SECONDS, clock)

    def get_features(self, entity_id: str, names: Sequence[str]) -> Features:
        """Features of an entity by name; those it lacks are left out.

        Raises:
            FeatureStoreUnavailable: the store does not answer.
        """
        return self.get_features_batch([entity_id], names)[entity_id]

    def get_features_batch(self, entity_ids: Sequence[str], names: Sequence[str]) -> dict[str, Features]:
        """Features of several entities, by entity and name, in one round trip to each node of the store.

        Raises:
            FeatureStoreUnavailable: the store does not answer.
        """
        keys = {(entity, name): feature_key(entity, name) for entity in entity_ids for name in names}
        texts = self._texts(list(keys.values()))
        found: dict[str, Features] = {entity: {} for entity in entity_ids}
        for (entity, name), key in keys.items():
            if key in texts:
                found[entity][name] = json.loads(texts[key])
        return found

    def put_features(self, entity_id: str, features: Mapping[str, Feature], ttl: int) -> None:
        """Stores features of an entity.

        Args:
            ttl: seconds after which the store forgets them.

        Raises:
            FeatureStoreUnavailable: the store does not answer; some may be stored.
        """
        texts = {feature_key(entity_id, name): json.dumps(value) for name, value in features.items()}
        self._call(partial(_store, texts=texts, ttl=ttl))
        for key, text in texts.items():
            self._cache.put(key, text, ttl)

    def _texts(self, keys: Sequence[str]) -> dict[str, str]:
        """What is stored under each key, from the cache where it knows."""
        cached = {key: self._cache.get(key) for key in keys}
        missing = [key for key, text in cached.items() if text is None]
        fetched = dict(zip(missing, self._call(partial(_fetch, keys=missing)), strict=True)) if missing else {}
        for key, text in fetched.items():
            if text is not None:
                self._cache.put(key, text)
        return {key: text for key, text in {**cached, **fetched}.items() if text is not None}

    def _call(self, work: Callable[[Any], Result]) -> Result:
        from redis.exceptions import RedisClusterException, RedisError

        if self._breaker.is_open:
            raise FeatureStoreUnavailable("the feature store did not answer lately")
        try:
            result = work(self._connected())
        except (RedisError, RedisClusterException, OSError) as error:
            self._breaker.failed()
            self._disconnect()
            raise FeatureStoreUnavailable(f"the feature store did not answer: {type(error).__name__}") from error
        self._breaker.succeeded()
        return result

    def _connected(self) -> Any:
        if self._client is None:
            self._client = _connect(self._host, self._port)
        return self._client

    def _disconnect(self) -> None:
        """Forgets the cluster's topology too: the store may come back elsewhere."""
        client, self._client = self._client, None
        with suppress(Exception):
            if client is not None:
                client.close()


def feature_key(entity_id: str, name: str) -> str:
    """The key of a feature. Braces around the entity put all its features into one hash slot.

    Redis Cluster hashes what is between the first `{` and the next `}` unless that is empty (Redis Cluster
    specification, "Hash tags"), so braces within the entity are percent-encoded, as is the percent sign.

    Raises:
        ValueError: the entity or the name is empty.
    """
    if not entity_id or not name:
        raise ValueError("a feature needs an entity id and a name")
    escaped = entity_id.replace("%", "%25").replace("{", "%7B").replace("}", "%7D")
    return f"{{{escaped}}}:{name}"


def _fetch(client: Any, keys: Sequence[str]) -> list[str | None]:
    """One round trip: MGET where all keys are of one entity and so in one slot, else a pipeline to each node."""
    if len({key.partition("}")[0] for key in keys}) == 1:
        values: list[str | None] = client.mget(keys)
        return values
    with client.pipeline() as pipeline:
        for key in keys:
            pipeline.get(key)
        return list(pipeline.execute())


def _store(client: Any, texts: Mapping[str, str], ttl: int) -> None:
    with client.pipeline() as pipeline:
        for key, text in texts.items():
            pipeline.set(key, text, ex=ttl)
        pipeline.execute()


def _connect(host: str, port: int) -> Any:
    """A cluster client that verifies the server by the default trust store. Imported here: redis takes 0.2 s."""
    from redis.backoff import NoBackoff
    from redis.cluster import RedisCluster
    from redis.retry import Retry

    return RedisCluster(
        host=host,
        port=port,
        ssl=True,
        ssl_cert_reqs="required",
        ssl_check_hostname=True,
        socket_connect_timeout=CONNECT_SECONDS,
        socket_timeout=ANSWER_SECONDS,
        retry=Retry(NoBackoff(), 1),
        decode_responses=True,
    )
