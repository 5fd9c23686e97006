"""Policy packs: programs that judge what is declared, over Pulumi's Analyzer protocol.

A pack is a folder with PulumiPolicy.yaml, run as the Pulumi CLI runs it: `python -m pulumi.policy ENGINE FOLDER`, on
the interpreter of its own virtual environment where PulumiPolicy.yaml names one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import grpc
import yaml
from google.protobuf import empty_pb2
from pulumi.runtime.proto import analyzer_pb2, analyzer_pb2_grpc

from harness.engine.errors import EngineError
from harness.engine.plugins import CHANNEL_OPTIONS
from harness.engine.processes import Child
from harness.engine.properties import Properties, from_struct, to_struct, without_resource_references
from harness.engine.resource import Resource
from harness.engine.rpc_errors import called, optional

Advise = Callable[[str, str], None]  # takes a text and the URN that it is about

_MANIFEST = "PulumiPolicy.yaml"


@dataclass(frozen=True)
class Violation:
    """What a policy has against a resource, or against the stack as a whole (`urn` is empty then).

    Attributes:
        mandatory: it fails the deployment; otherwise it is advice.
    """

    text: str
    urn: str
    mandatory: bool


@dataclass(frozen=True)
class Remedy:
    """What one policy makes of a resource.

    Attributes:
        text: names the policy, and says why it could do nothing.
        inputs: the resource's inputs as the policy wants them; None if it could do nothing.
    """

    text: str
    inputs: Properties | None


class PolicyPack:
    """One running policy pack.

    Args:
        folder: holds PulumiPolicy.yaml.
        python: interpreter for packs that have none of their own.
        environment: of the process.
        engine_address: told to the pack.
        on_output: receives each line that it writes.

    Raises:
        EngineError: the folder holds no policy pack for Python, or it does not start.
    """

    def __init__(
        self,
        folder: Path,
        python: str,
        environment: Mapping[str, str],
        engine_address: str,
        on_output: Callable[[str], None],
    ) -> None:
        folder = folder.resolve()
        command = [_interpreter(folder, python), "-m", "pulumi.policy", engine_address, str(folder)]
        self._process = Child(command, environment, folder)
        port = self._process.first_line()
        if not port.isdigit():
            self._process.stop()
            raise EngineError(f"the policy pack {folder} did not start: {self._process.standard_error() or port}")
        self._process.forward(on_output, on_output)
        self._channel = grpc.insecure_channel(f"127.0.0.1:{port}", options=CHANNEL_OPTIONS)
        self._stub = analyzer_pb2_grpc.AnalyzerStub(self._channel)
        called(lambda: self._stub.GetAnalyzerInfo(empty_pb2.Empty(), wait_for_ready=True))

    def remedies(self, resource: Resource) -> list[Remedy]:
        """What the pack's remediations make of one resource's checked inputs, one after the other."""
        request = analyzer_pb2.AnalyzeRequest(**_described(resource, resource.inputs))
        response = optional(lambda: self._stub.Remediate(request), analyzer_pb2.RemediateResponse())
        return [
            Remedy(
                f"{_policy(each)}{': ' if each.diagnostic else ''}{each.diagnostic}",
                None if each.diagnostic or not each.HasField("properties") else from_struct(each.properties),
            )
            for each in response.remediations
        ]

    def judge(self, resource: Resource) -> list[Violation]:
        """What the pack has against one resource, by its checked inputs."""
        request = analyzer_pb2.AnalyzeRequest(**_described(resource, resource.inputs))
        return _violations(called(lambda: self._stub.Analyze(request)), resource.urn)

    def judge_stack(self, resources: Iterable[Resource]) -> list[Violation]:
        """What the pack has against the stack, by the outputs of all its resources."""
        described = [
            analyzer_pb2.AnalyzerResource(
                **_described(each, {**each.inputs, **each.outputs}),
                parent=each.parent,
                dependencies=each.dependencies,
                propertyDependencies={
                    key: analyzer_pb2.AnalyzerPropertyDependencies(urns=urns)
                    for key, urns in each.property_dependencies.items()
                },
            )
            for each in resources
        ]
        request = analyzer_pb2.AnalyzeStackRequest(resources=described)
        return _violations(called(lambda: self._stub.AnalyzeStack(request)), "")

    def close(self) -> None:
        self._channel.close()
        self._process.stop()


class Policies:
    """The packs of one deployment, and the mandatory policies that were violated."""

    def __init__(self) -> None:
        self.packs: list[PolicyPack] = []
        self.mandatory: list[Violation] = []

    def remedied(self, resource: Resource, advise: Advise) -> Resource:
        """The resource with its inputs as the packs' remediations make them; each is passed on."""
        for pack in self.packs:
            for remedy in pack.remedies(resource):
                if remedy.inputs is None:
                    advise(f"[remediation failed] {remedy.text}", resource.urn)
                elif remedy.inputs != without_resource_references(resource.inputs):
                    advise(f"[remediated] {remedy.text}", resource.urn)
                    resource = replace(resource, inputs=remedy.inputs)
        return resource

    def judge(self, resource: Resource, advise: Advise) -> list[Violation]:
        """The mandatory policies that a resource violates; what is only advice is passed on."""
        return self._sorted((violation for pack in self.packs for violation in pack.judge(resource)), advise)

    def judge_stack(self, resources: Sequence[Resource], advise: Advise) -> list[Violation]:
        """The mandatory policies that the stack as a whole violates."""
        return self._sorted((violation for pack in self.packs for violation in pack.judge_stack(resources)), advise)

    def _sorted(self, violations: Iterable[Violation], advise: Advise) -> list[Violation]:
        found = list(violations)
        for each in found:
            if not each.mandatory:
                advise(each.text, each.urn)
        mandatory = [each for each in found if each.mandatory]
        self.mandatory += mandatory
        return mandatory

    def close(self) -> None:
        for pack in self.packs:
            pack.close()


def _interpreter(folder: Path, python: str) -> str:
    manifest = folder / _MANIFEST
    if not manifest.is_file():
        raise EngineError(f"{folder} is no policy pack: it has no {_MANIFEST}")
    runtime = (yaml.safe_load(manifest.read_text()) or {}).get("runtime")
    name, options = (runtime.get("name"), runtime.get("options")) if isinstance(runtime, dict) else (runtime, None)
    if name != "python":
        raise EngineError(f"{manifest}: only the runtime 'python' is supported, not {name!r}")
    environment = (options or {}).get("virtualenv")
    return str(folder / environment / "bin" / "python") if environment else python


def _described(resource: Resource, properties: Properties) -> dict[str, Any]:
    timeouts = {key: value for key, value in resource.custom_timeouts.items() if key in ("create", "update", "delete")}
    options = analyzer_pb2.AnalyzerResourceOptions(
        protect=resource.protect,
        ignoreChanges=resource.ignore_changes,
        additionalSecretOutputs=resource.additional_secret_outputs,
        aliases=resource.aliases,
        customTimeouts=analyzer_pb2.AnalyzerResourceOptions.CustomTimeouts(**timeouts),
        parent=resource.parent,
    )
    return {
        "type": resource.type,
        "properties": to_struct(without_resource_references(properties)),
        "urn": resource.urn,
        "name": resource.name,
        "options": options,
    }


def _violations(response: analyzer_pb2.AnalyzeResponse, urn: str) -> list[Violation]:
    found = []
    for each in response.diagnostics:
        mandatory = each.enforcementLevel in (analyzer_pb2.MANDATORY, analyzer_pb2.REMEDIATE)
        level = "mandatory" if mandatory else "advisory"
        text = f"[{level}] {_policy(each)}: {each.message or each.description}"
        found.append(Violation(text, each.urn or urn, mandatory))
    return found


def _policy(message: analyzer_pb2.AnalyzeDiagnostic | analyzer_pb2.Remediation) -> str:
    version = f"@v{message.policyPackVersion}" if message.policyPackVersion else ""
    return f"{message.policyPackName}{version} {message.policyName}"
