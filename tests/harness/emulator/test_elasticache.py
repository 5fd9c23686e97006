from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
import pytest
import redis
from ai_pipeline_emulator.elasticache import ServerlessCaches, service_parts
from ai_pipeline_emulator.settings import PluginSettings
from redis.cluster import RedisCluster

from harness.services.certificates import ensure_certificates

REDIS = shutil.which("redis-server")
pytestmark = pytest.mark.skipif(REDIS is None, reason="redis-server is not installed")


@dataclass(frozen=True)
class Context:
    account_id: str = "000000000000"
    region: str = "us-east-1"


class AwsError(Exception):
    def __init__(self, code: str, message: str, status: int = 400) -> None:
        super().__init__(f"{code}: {message}")
        self.status = status


@pytest.fixture
def plugin_settings(tmp_path: Path) -> PluginSettings:
    certificates = ensure_certificates(tmp_path / "tls")
    return PluginSettings(
        runtimes=tmp_path,
        data=tmp_path,
        temporary=tmp_path,
        images=tmp_path,
        redis_server=Path(str(REDIS)),
        postgres=tmp_path,
        certificate=certificates.certificate,
        private_key=certificates.private_key,
        certificate_authorities=certificates.authorities,
    )


@pytest.fixture
def caches(plugin_settings: PluginSettings) -> Iterator[ServerlessCaches]:
    made = ServerlessCaches(plugin_settings, AwsError)
    yield made
    made.stop_all()


def create(caches: ServerlessCaches, **request: Any) -> dict[str, Any]:
    """Creates a cache and waits until it is available."""
    wanted = {"ServerlessCacheName": "features", "Engine": "redis", **request}
    assert caches.create(Context(), wanted)["ServerlessCache"]["Status"] == "creating"
    while (cache := describe(caches))["Status"] == "creating":
        time.sleep(0.05)
    return cache


def describe(caches: ServerlessCaches, name: str = "features") -> dict[str, Any]:
    (cache,) = caches.describe(Context(), {"ServerlessCacheName": name})["ServerlessCaches"]
    return dict(cache)


def connect(cache: dict[str, Any], settings: PluginSettings) -> RedisCluster:
    endpoint = cache["Endpoint"]
    return RedisCluster(
        host=endpoint["Address"],
        port=endpoint["Port"],
        ssl=True,
        ssl_ca_certs=str(settings.certificate_authorities),
        decode_responses=True,
    )


def test_a_cache_is_a_redis_cluster_over_tls(caches: ServerlessCaches, plugin_settings: PluginSettings) -> None:
    cache = create(caches, CacheUsageLimits={"DataStorage": {"Maximum": 2, "Unit": "GB"}})
    assert cache["Status"] == "available"
    assert cache["ARN"] == "arn:aws:elasticache:us-east-1:000000000000:serverlesscache:features"
    with connect(cache, plugin_settings) as client:
        client.set("{page}:words", 7)
        client.set("{page}:teacher", "Ada")
        assert client.mget("{page}:words", "{page}:teacher") == ["7", "Ada"]
        with pytest.raises(redis.exceptions.RedisClusterException, match="same key slot"):
            client.mget("one", "another")
        assert client.config_get("maxmemory*", target_nodes=RedisCluster.RANDOM) == {
            "maxmemory": str(2 * 1024**3),
            "maxmemory-policy": "volatile-lru",
            "maxmemory-clients": "0",
            "maxmemory-eviction-tenacity": "10",
            "maxmemory-samples": "5",
        }


def test_a_cache_does_not_talk_without_tls(caches: ServerlessCaches) -> None:
    endpoint = create(caches)["Endpoint"]
    with (
        redis.Redis(host=endpoint["Address"], port=endpoint["Port"], socket_timeout=2) as client,
        pytest.raises(redis.exceptions.ConnectionError),
    ):
        client.ping()


def test_deleting_ends_the_server_and_the_name_is_free_again(caches: ServerlessCaches) -> None:
    port = create(caches)["Endpoint"]["Port"]
    children = [process for process in psutil.Process().children() if process.name() == "redis-server"]
    assert caches.delete(Context(), {"ServerlessCacheName": "features"})["ServerlessCache"]["Status"] == "deleting"
    assert not [process for process in children if process.is_running()]
    with pytest.raises(AwsError, match="ServerlessCacheNotFoundFault: Serverless cache 'features' not found"):
        describe(caches)
    assert create(caches)["Endpoint"]["Port"] != port


def test_a_name_is_taken_once_per_account_and_region(caches: ServerlessCaches) -> None:
    request = {"ServerlessCacheName": "Features", "Engine": "redis"}
    create(caches)
    with pytest.raises(AwsError, match="ServerlessCacheAlreadyExistsFault: Serverless cache with name 'features'"):
        caches.create(Context(), request)
    assert caches.describe(Context(region="eu-west-1"), {})["ServerlessCaches"] == []


@pytest.mark.parametrize("name", ["-a", "1a", "a--b", "a-", "a" * 41, "a_b", ""])
def test_names_that_aws_refuses_are_refused(caches: ServerlessCaches, name: str) -> None:
    with pytest.raises(AwsError, match="InvalidParameterValue: The parameter ServerlessCacheName"):
        caches.create(Context(), {"ServerlessCacheName": name, "Engine": "redis"})


def test_an_unknown_engine_is_refused_with_the_known_ones(caches: ServerlessCaches) -> None:
    with pytest.raises(AwsError, match="Engine memcached 1.6 is not one of: redis 7, valkey 7, valkey 8"):
        caches.create(Context(), {"ServerlessCacheName": "a", "Engine": "memcached", "MajorEngineVersion": "1.6"})


def test_what_may_change_is_changed(caches: ServerlessCaches, plugin_settings: PluginSettings) -> None:
    create(caches)
    limits = {"DataStorage": {"Maximum": 1, "Unit": "GB"}}
    caches.modify(
        Context(), {"ServerlessCacheName": "features", "Description": "for pages", "CacheUsageLimits": limits}
    )
    cache = describe(caches)
    assert (cache["Description"], cache["CacheUsageLimits"]) == ("for pages", limits)
    with connect(cache, plugin_settings) as client:
        answer = client.config_get("maxmemory", target_nodes=RedisCluster.RANDOM)
        assert answer == {"maxmemory": str(1024**3)}


def test_tags_of_caches_are_kept_here_and_others_elsewhere(plugin_settings: PluginSettings) -> None:
    parts = service_parts(plugin_settings, AwsError, fallback=lambda context, request: "elsewhere")
    try:
        create(parts.caches, Tags=[{"Key": "stack", "Value": "dev"}])
        arn = {"ResourceName": "arn:aws:elasticache:us-east-1:000000000000:serverlesscache:features"}
        parts.handlers["AddTagsToResource"](Context(), {**arn, "Tags": [{"Key": "team", "Value": "a"}]})
        parts.handlers["RemoveTagsFromResource"](Context(), {**arn, "TagKeys": ["stack"]})
        assert parts.handlers["ListTagsForResource"](Context(), arn) == {"TagList": [{"Key": "team", "Value": "a"}]}
        other = {"ResourceName": "arn:aws:elasticache:us-east-1:000000000000:cluster:old"}
        assert parts.handlers["ListTagsForResource"](Context(), other) == "elsewhere"
    finally:
        parts.caches.stop_all()


def test_a_server_that_does_not_come_up_makes_the_creation_fail(
    caches: ServerlessCaches, plugin_settings: PluginSettings
) -> None:
    plugin_settings.private_key.write_text("no key")
    cache = create(caches)
    assert cache["Status"] == "create-failed"
    assert "redis-server did not come up" in cache["Description"]
    caches.delete(Context(), {"ServerlessCacheName": "features"})
