from __future__ import annotations

from pathlib import Path

from tests.unit.recording import Recording, run_program

CACHE = "aws:elasticache/serverlessCache:ServerlessCache"


def limits(recording: Recording) -> tuple[object, object]:
    found = recording.one(CACHE, "feature-store-cache").inputs["cacheUsageLimits"]
    return found["dataStorage"], found["ecpuPerSeconds"]


def test_the_cache_is_named_after_the_stack(dev: Recording) -> None:
    assert dev.one(CACHE, "feature-store-cache").inputs["name"] == "ai-pipeline-features-dev"


def test_limits_come_from_the_configuration(dev: Recording, prod: Recording) -> None:
    assert limits(dev) == ({"maximum": 1, "unit": "GB"}, [{"maximum": 1000}])
    assert limits(prod) == ({"maximum": 5, "unit": "GB"}, [{"maximum": 5000}])


def test_the_engine_is_redis_7_by_default_and_valkey_by_configuration(dev: Recording, tmp_path: Path) -> None:
    valkey = run_program("dev", tmp_path, {"ai-pipeline:featureStore": {"engine": "valkey", "majorVersion": 8}})
    engines = [
        (one.inputs["engine"], one.inputs["majorEngineVersion"])
        for one in (dev.one(CACHE, "feature-store-cache"), valkey.one(CACHE, "feature-store-cache"))
    ]
    assert engines == [("redis", "7"), ("valkey", "8")]


def test_the_cache_lives_in_the_private_subnets_behind_its_own_group(stack: Recording) -> None:
    inputs = stack.one(CACHE, "feature-store-cache").inputs
    assert inputs["subnetIds"] == ["subnet-a", "subnet-b", "subnet-c"]
    assert inputs["securityGroupIds"] == ["network-cache-id"]


def test_the_endpoint_names_host_and_port(stack: Recording) -> None:
    assert stack.outputs["featureStoreEndpoint"] == "cache.test:6379"
