"""Runs the Pulumi program, or one component, under mocks and records every resource that it registers."""

from __future__ import annotations

import asyncio
import contextvars
import json
import runpy
from collections.abc import Callable, Mapping
from contextlib import chdir
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pulumi
import yaml
from pulumi.runtime import rpc
from pulumi.runtime.mocks import MockCallArgs, MockMonitor, MockResourceArgs, Mocks

from components.configuration import SERVICES_OF_PRIVATE_TASKS
from components.target import Target

PROJECT = Path(__file__).parents[2]
TARGET = Target(stack="dev", account="123456789012", region="eu-west-1", partition="aws")


@dataclass(frozen=True)
class Resource:
    """One registration as the engine sees it."""

    type: str
    name: str
    parent: str
    inputs: dict[str, Any]
    protect: bool
    dependencies: frozenset[str]


@dataclass
class Recording:
    """Everything that a run of a stack registered, and what it exported."""

    stack: str
    resources: list[Resource] = field(default_factory=list)
    outputs: dict[str, Any] = field(default_factory=dict)

    def of_type(self, type_: str) -> list[Resource]:
        return [one for one in self.resources if one.type == type_]

    def one(self, type_: str, name: str) -> Resource:
        found = [one for one in self.of_type(type_) if one.name == name]
        assert found, f"no {type_} named {name}; there are {[one.name for one in self.of_type(type_)]}"
        return found[0]

    def policies(self) -> dict[str, dict[str, Any]]:
        """Every IAM document of the run, by resource and property."""
        return {
            f"{one.type} {one.name} {key}": json.loads(value)
            for one in self.resources
            for key, value in one.inputs.items()
            if key in ("policy", "assumeRolePolicy") and one.type != "aws:ecr/lifecyclePolicy:LifecyclePolicy"
        }


def stack_settings(stack: str) -> dict[str, Any]:
    """What Pulumi.<stack>.yaml holds."""
    config: dict[str, Any] = yaml.safe_load((PROJECT / f"Pulumi.{stack}.yaml").read_text())["config"]
    return config


def with_training(stack: str) -> dict[str, Any]:
    """Changes of a stack's settings that switch training on, with the endpoints that its tasks need."""
    network = stack_settings(stack)["ai-pipeline:network"]
    endpoints = {*network["interfaceEndpoints"], *SERVICES_OF_PRIVATE_TASKS}
    return {
        "ai-pipeline:network": {**network, "interfaceEndpoints": sorted(endpoints)},
        "ai-pipeline:training": {**stack_settings(stack).get("ai-pipeline:training", {}), "enabled": True},
    }


def run_program(
    stack: str, folder: Path, changes: Mapping[str, Any] | None = None, *, preview: bool = False
) -> Recording:
    """Runs `__main__.py` as the stack would.

    Args:
        folder: an empty folder; stand-ins for the built packages are put there.
        changes: settings that replace those of Pulumi.<stack>.yaml, by full key.
        preview: as before the first deployment.
    """
    build_packages(folder / "build")
    settings = {**stack_settings(stack), **(changes or {})}
    with chdir(folder):
        return record(
            lambda: runpy.run_path(str(PROJECT / "__main__.py"), run_name="__main__"), stack, settings, preview=preview
        )


def build_packages(folder: Path, runtime: str = "python3.13", architecture: str = "x86_64") -> None:
    """Puts files where the packaging puts zips: mocks do not look inside."""
    functions = ("ocr", "document", "uploads", "rollout", "prepare-data", "evaluate-model", "register-model")
    for name in (*(f"functions/{one}" for one in functions), "layers/base", "layers/inference"):
        path = folder / f"{name}.zip"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"")
    manifest = {"runtime": runtime, "architecture": architecture, "packages": {}}
    (folder / "packages.json").write_text(json.dumps(manifest))


def record(
    program: Callable[[], object],
    stack: str = "dev",
    settings: Mapping[str, Any] | None = None,
    *,
    preview: bool = False,
) -> Recording:
    """Runs a program under mocks until every resource is registered.

    The runtime keeps its state in context variables, so a fresh context makes each run the first one.

    Args:
        preview: as before the first deployment, when no output is known yet.
    """
    return contextvars.Context().run(_record, program, stack, settings or {}, preview)


def _record(program: Callable[[], object], stack: str, settings: Mapping[str, Any], preview: bool) -> Recording:
    recording, answers = Recording(stack), _Answers(preview)
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)  # before the mocks, which would otherwise wait for ever
    try:
        encoded = {key: one if isinstance(one, str) else json.dumps(one) for key, one in settings.items()}
        pulumi.runtime.set_all_config(encoded)
        pulumi.runtime.set_mocks(
            answers, project="ai-pipeline", stack=stack, preview=preview, monitor=_Recorder(recording, answers)
        )

        @pulumi.runtime.test
        def run() -> object:
            program()
            exports = pulumi.runtime.get_root_resource().outputs  # type: ignore[union-attr]
            return pulumi.Output.all(**exports).apply(recording.outputs.update)

        run()
    finally:
        asyncio.set_event_loop(None)
        loop.close()
    return recording


ROUTE_TABLES = {
    f"urn:pulumi:dev::ai-pipeline::aws:ec2/routeTable:RouteTable::{name}": name for name in ("table-a", "table-b")
}


class _Recorder(MockMonitor):
    """Notes what the mocks are not told: parents, protection and dependencies."""

    def __init__(self, recording: Recording, answers: Mocks) -> None:
        super().__init__(answers)
        self._recording = recording

    def RegisterResource(self, request: Any) -> Any:
        if request.type != "pulumi:pulumi:Stack":
            self._recording.resources.append(
                Resource(
                    type=request.type,
                    name=request.name,
                    parent=request.parent.rsplit("::", 1)[-1],
                    inputs=rpc.deserialize_properties(request.object),
                    protect=request.protect,
                    dependencies=frozenset(urn.rsplit("::", 1)[-1] for urn in request.dependencies),
                )
            )
        if request.type == "awsx:ec2:Vpc":
            self._add_route_tables()
        return super().RegisterResource(request)  # type: ignore[no-untyped-call]

    def _add_route_tables(self) -> None:
        """The VPC names its route tables as resources, which must then be there."""
        for urn, identity in ROUTE_TABLES.items():
            self.resources[urn] = MockMonitor.ResourceRegistration(urn, identity, {})


class _Answers(Mocks):
    """What AWS would say: ids, ARNs, and the outputs that the program passes on."""

    def __init__(self, preview: bool = False) -> None:
        self._preview = preview

    def new_resource(self, args: MockResourceArgs) -> tuple[str, dict[str, Any]]:
        known = {key: value for key, value in args.inputs.items() if args.typ != "awsx:ec2:Vpc"}
        if self._preview:
            return "", known  # the engine knows no more of what it has not created
        return f"{args.name}-id", {"arn": _arn(args), "name": args.name, **known, **_OUTPUTS.get(args.typ, {})}

    def call(self, args: MockCallArgs) -> Any:
        return {
            "aws:index/getCallerIdentity:getCallerIdentity": {"accountId": TARGET.account},
            "aws:index/getRegion:getRegion": {"region": TARGET.region},
            "aws:index/getPartition:getPartition": {"partition": TARGET.partition},
        }[args.token]


def _arn(args: MockResourceArgs) -> str:
    if args.typ == "aws:s3/bucket:Bucket":
        return f"arn:aws:s3:::{args.inputs['bucket']}"
    service = args.typ.split(":")[1].split("/")[0]
    return f"arn:aws:{service}:{TARGET.region}:{TARGET.account}:{args.name}"


def resource_reference(urn: str, identity: str) -> dict[str, str]:
    """A resource as a property's value: an object with a signature."""
    return {rpc._special_sig_key: rpc._special_resource_sig, "urn": urn, "id": identity, "packageVersion": ""}


_OUTPUTS: dict[str, dict[str, Any]] = {
    "awsx:ec2:Vpc": {
        "vpcId": "vpc-1",
        "privateSubnetIds": ["subnet-a", "subnet-b", "subnet-c"],
        "routeTables": [resource_reference(urn, identity) for urn, identity in ROUTE_TABLES.items()],
    },
    "aws:ec2/vpcEndpoint:VpcEndpoint": {"prefixListId": "pl-1"},
    "aws:elasticache/serverlessCache:ServerlessCache": {"endpoints": [{"address": "cache.test", "port": 6379}]},
    "aws:lambda/function:Function": {"version": "7"},
    "aws:lambda/alias:Alias": {
        "invokeArn": "arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/x/invocations"
    },
    "aws:apigateway/restApi:RestApi": {"executionArn": "arn:aws:execute-api:eu-west-1:123456789012:abc"},
    "aws:apigateway/stage:Stage": {"invokeUrl": "https://abc.execute-api.eu-west-1.amazonaws.com/v1"},
    "aws:ecr/repository:Repository": {"repositoryUrl": "123456789012.dkr.ecr.eu-west-1.amazonaws.com/images"},
    "aws:lb/loadBalancer:LoadBalancer": {"dnsName": "mlflow.internal.test", "arnSuffix": "app/mlflow/1"},
    "aws:lb/targetGroup:TargetGroup": {"arnSuffix": "targetgroup/mlflow/1"},
    "aws:rds/instance:Instance": {
        "address": "database.test",
        "masterUserSecrets": [{"secretArn": "arn:aws:secretsmanager:eu-west-1:123456789012:secret:rds-1"}],
    },
    "aws:sqs/queue:Queue": {"url": "https://sqs.eu-west-1.amazonaws.com/123456789012/dead-letters"},
}
