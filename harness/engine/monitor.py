"""The gRPC services that a program and its components talk to. They only translate; the work is done elsewhere."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent import futures
from typing import TypeVar

import grpc
from google.protobuf import empty_pb2
from pulumi.runtime.proto import (
    callback_pb2,
    engine_pb2,
    engine_pb2_grpc,
    provider_pb2,
    resource_pb2,
    resource_pb2_grpc,
)

from harness.engine import transforms
from harness.engine import urn as urns
from harness.engine.components import construct_component
from harness.engine.deployment import Deployment
from harness.engine.errors import EngineError, ResourceError, Stopped
from harness.engine.goal import Goal
from harness.engine.plugins import CHANNEL_OPTIONS
from harness.engine.properties import Properties, from_struct, is_unknown, to_struct, without_output_values
from harness.engine.reading import STACK_REFERENCE_TYPE, StackOutputs, read_resource, read_stack_reference
from harness.engine.registration import Registrar
from harness.engine.resource import Resource

Answer = TypeVar("Answer")

_THREADS = 512  # a registration waits in its thread, a remote component's until its children are registered

# What the SDK may use. It refuses by itself, with a message, what needs a feature that is not listed.
_FEATURES = {
    "secrets": resource_pb2.RESOURCE_MONITOR_FEATURE_SECRETS,
    "resourceReferences": resource_pb2.RESOURCE_MONITOR_FEATURE_RESOURCE_REFERENCES,
    "outputValues": resource_pb2.RESOURCE_MONITOR_FEATURE_OUTPUT_VALUES,
    "aliasSpecs": resource_pb2.RESOURCE_MONITOR_FEATURE_ALIAS_SPECS,
    "deletedWith": resource_pb2.RESOURCE_MONITOR_FEATURE_DELETED_WITH,
    "replaceWith": resource_pb2.RESOURCE_MONITOR_FEATURE_REPLACE_WITH,
    "replacementTrigger": resource_pb2.RESOURCE_MONITOR_FEATURE_REPLACEMENT_TRIGGER,
    "transforms": resource_pb2.RESOURCE_MONITOR_FEATURE_TRANSFORMS,
    "invokeTransforms": resource_pb2.RESOURCE_MONITOR_FEATURE_INVOKE_TRANSFORMS,
    "resourceHooks": resource_pb2.RESOURCE_MONITOR_FEATURE_RESOURCE_HOOKS,
    "errorHooks": resource_pb2.RESOURCE_MONITOR_FEATURE_ERROR_HOOKS,
}


class ResourceMonitor(resource_pb2_grpc.ResourceMonitorServicer):
    """Pulumi's ResourceMonitor service.

    Args:
        deployment: what the parts of the deployment share.
        registrar: carries out registrations.
        stack_outputs: finds another stack's outputs.

    Attributes:
        finished: set when the program has declared everything.
        released: to be set when the deployment is over, so that the program may end.
    """

    def __init__(self, deployment: Deployment, registrar: Registrar, stack_outputs: StackOutputs) -> None:
        self.address = ""
        self.finished = threading.Event()
        self.released = threading.Event()
        self._deployment = deployment
        self._registrar = registrar
        self._stack_outputs = stack_outputs
        self._transforms: dict[str, list[callback_pb2.Callback]] = {}
        self._parents: dict[str, str] = {}

    # -- about the deployment

    def GetDeploymentInfo(self, request: empty_pb2.Empty, context: grpc.ServicerContext) -> resource_pb2.DeploymentInfo:
        deployment = self._deployment
        return resource_pb2.DeploymentInfo(
            project=deployment.project,
            stack=deployment.stack,
            organization=deployment.organization,
            config=deployment.configuration.values,
            configSecretKeys=deployment.configuration.secret_keys,
            dryRun=deployment.preview,
            parallel=deployment.parallel,
            supportedFeatures=_FEATURES.values(),
        )

    def SupportsFeature(
        self, request: resource_pb2.SupportsFeatureRequest, context: grpc.ServicerContext
    ) -> resource_pb2.SupportsFeatureResponse:
        return resource_pb2.SupportsFeatureResponse(hasSupport=request.id in _FEATURES)

    def SignalAndWaitForShutdown(self, request: empty_pb2.Empty, context: grpc.ServicerContext) -> empty_pb2.Empty:
        self.finished.set()
        self.released.wait()
        return empty_pb2.Empty()

    # -- callbacks of the program

    def RegisterStackTransform(self, request: callback_pb2.Callback, context: grpc.ServicerContext) -> empty_pb2.Empty:
        self._deployment.callbacks.stack_transforms.append(request)
        return empty_pb2.Empty()

    def RegisterStackInvokeTransform(
        self, request: callback_pb2.Callback, context: grpc.ServicerContext
    ) -> empty_pb2.Empty:
        self._deployment.callbacks.invoke_transforms.append(request)
        return empty_pb2.Empty()

    def RegisterResourceHook(
        self, request: resource_pb2.RegisterResourceHookRequest, context: grpc.ServicerContext
    ) -> empty_pb2.Empty:
        self._answer(context, request.name, lambda: self._deployment.callbacks.add_hook(request))
        return empty_pb2.Empty()

    def RegisterErrorHook(
        self, request: resource_pb2.RegisterErrorHookRequest, context: grpc.ServicerContext
    ) -> empty_pb2.Empty:
        self._answer(context, request.name, lambda: self._deployment.callbacks.add_error_hook(request))
        return empty_pb2.Empty()

    # -- resources

    def RegisterResource(
        self, request: resource_pb2.RegisterResourceRequest, context: grpc.ServicerContext
    ) -> resource_pb2.RegisterResourceResponse:
        return self._answer(context, f"{request.type} {request.name}", lambda: self._register(request))

    def RegisterResourceOutputs(
        self, request: resource_pb2.RegisterResourceOutputsRequest, context: grpc.ServicerContext
    ) -> empty_pb2.Empty:
        outputs = without_output_values(from_struct(request.outputs))
        self._answer(context, request.urn, lambda: self._registrar.register_outputs(request.urn, outputs))
        return empty_pb2.Empty()

    def ReadResource(
        self, request: resource_pb2.ReadResourceRequest, context: grpc.ServicerContext
    ) -> resource_pb2.ReadResourceResponse:
        return self._answer(context, f"{request.type} {request.name}", lambda: self._read(request))

    # -- functions

    def Invoke(
        self, request: resource_pb2.ResourceInvokeRequest, context: grpc.ServicerContext
    ) -> resource_pb2.ResourceInvokeResponse:
        return self._answer(context, request.tok, lambda: self._invoke(request))

    def Call(
        self, request: resource_pb2.ResourceCallRequest, context: grpc.ServicerContext
    ) -> provider_pb2.CallResponse:
        return self._answer(context, request.tok, lambda: self._call(request))

    # -- how each is done

    def _register(self, request: resource_pb2.RegisterResourceRequest) -> resource_pb2.RegisterResourceResponse:
        deployment = self._deployment
        if not request.parent and request.type != urns.STACK_TYPE and not urns.is_provider(request.type):
            request.parent = deployment.root
        request = transforms.apply(request, self._applicable_transforms(request), deployment.callbacks)
        goal = Goal.from_request(request)
        if goal.remote:
            return construct_component(deployment, self._registrar, goal, self.address)
        resource = self._registrar.register(goal)
        # A component's former outputs may refer to children that are yet to be registered again.
        outputs = resource.outputs if goal.custom else {}
        return resource_pb2.RegisterResourceResponse(
            urn=resource.urn,
            id=_known(resource),
            object=to_struct(outputs),
            result=resource_pb2.SUCCESS,
            unknown=self._registrar.skipped(resource.urn),
        )

    def _applicable_transforms(self, request: resource_pb2.RegisterResourceRequest) -> list[callback_pb2.Callback]:
        """The resource's own transforms, then its ancestors' from the nearest up, then the stack's."""
        deployment = self._deployment
        urn = urns.create(deployment.stack, deployment.project, request.parent, request.type, request.name)
        self._transforms[urn] = list(request.transforms)
        self._parents[urn] = request.parent
        found: list[callback_pb2.Callback] = []
        current = urn
        while current:
            found.extend(self._transforms.get(current, ()))
            current = self._parents.get(current, "")
        return [*found, *deployment.callbacks.stack_transforms]

    def _read(self, request: resource_pb2.ReadResourceRequest) -> resource_pb2.ReadResourceResponse:
        goal = Goal(
            type=request.type,
            name=request.name,
            custom=True,
            remote=False,
            parent=request.parent,
            inputs=without_output_values(from_struct(request.properties)),
            provider=request.provider,
            version=request.version,
        )
        reference = request.type == STACK_REFERENCE_TYPE
        urn, old = self._registrar.claim(goal)
        resource = Resource(
            urn=urn,
            custom=True,
            type=request.type,
            identifier=request.id,
            inputs=goal.inputs,
            parent=request.parent,
            external=True,
            dependencies=tuple(sorted(request.dependencies)),
            provider="" if reference else self._registrar.provider_for(goal),
            additional_secret_outputs=tuple(request.additionalSecretOutputs),
        )
        if reference:
            resource = read_stack_reference(self._deployment, resource, old, self._stack_outputs)
        else:
            resource = read_resource(self._deployment, resource, old)
        return resource_pb2.ReadResourceResponse(
            urn=resource.urn, properties=to_struct(resource.outputs), id=resource.identifier
        )

    def _invoke(self, request: resource_pb2.ResourceInvokeRequest) -> resource_pb2.ResourceInvokeResponse:
        request = transforms.apply_to_invoke(request, self._deployment.callbacks)
        arguments = without_output_values(from_struct(request.args))
        if request.tok == "pulumi:pulumi:getResource":
            return resource_pb2.ResourceInvokeResponse(**{"return": to_struct(self._registered(arguments))})
        reference = request.provider or self._registrar.default_provider(urns.package_of(request.tok), request.version)
        provider = self._deployment.providers.get(reference)
        if not provider.known:
            return resource_pb2.ResourceInvokeResponse(unknown=True)
        answer = provider.invoke(request.tok, arguments, preview=self._deployment.preview)
        return resource_pb2.ResourceInvokeResponse(**{"return": getattr(answer, "return")}, failures=answer.failures)

    def _registered(self, arguments: Properties) -> Properties:
        """What `pulumi:pulumi:getResource` answers: a resource that this deployment has registered."""
        urn = arguments["urn"]
        resource = self._deployment.state.registered(urn)
        if resource is None:
            raise ResourceError(f"there is no resource {urn!r}")
        return {"urn": urn, "id": _known(resource), "state": resource.outputs}

    def _call(self, request: resource_pb2.ResourceCallRequest) -> provider_pb2.CallResponse:
        deployment = self._deployment
        reference = request.provider or self._registrar.default_provider(urns.package_of(request.tok), request.version)
        forwarded = provider_pb2.CallRequest(
            tok=request.tok,
            args=request.args,
            argDependencies={
                key: provider_pb2.CallRequest.ArgumentDependencies(urns=each.urns)
                for key, each in request.argDependencies.items()
            },
            project=deployment.project,
            stack=deployment.stack,
            organization=deployment.organization,
            config=deployment.configuration.values,
            configSecretKeys=deployment.configuration.secret_keys,
            dryRun=deployment.preview,
            parallel=deployment.parallel,
            monitorEndpoint=self.address,
            accepts_output_values=True,
        )
        return deployment.providers.get(reference).call(forwarded)

    def _answer(self, context: grpc.ServicerContext, what: str, work: Callable[[], Answer]) -> Answer:
        """The work's result.

        After a failure the program gets no answer until the deployment is over, so that the one message that its user
        sees is the cause, and not what follows from it.
        """
        try:
            return work()
        except Stopped:
            pass
        except EngineError as error:
            self._fail(f"{what}: {error}")
        except Exception as error:
            self._fail(f"{what}: {type(error).__name__}: {error}")
        self.released.wait()
        context.abort(grpc.StatusCode.UNAVAILABLE, "the deployment was stopped")
        raise AssertionError("abort raises")

    def _fail(self, text: str) -> None:
        if not self.released.is_set():  # once the deployment is over its plugins end, and calls to them fail
            self._deployment.fail(text)


class EngineService(engine_pb2_grpc.EngineServicer):
    """Pulumi's Engine service: messages of the program and of plugins."""

    def __init__(self, deployment: Deployment) -> None:
        self._deployment = deployment
        self._root = ""

    def Log(self, request: engine_pb2.LogRequest, context: grpc.ServicerContext) -> empty_pb2.Empty:
        severity = engine_pb2.LogSeverity.Name(request.severity).lower()
        if severity == "error" or (severity != "debug" and not request.ephemeral):
            self._deployment.progress.message(severity, request.message, request.urn)
        return empty_pb2.Empty()

    def GetRootResource(
        self, request: engine_pb2.GetRootResourceRequest, context: grpc.ServicerContext
    ) -> engine_pb2.GetRootResourceResponse:
        return engine_pb2.GetRootResourceResponse(urn=self._root)

    def SetRootResource(
        self, request: engine_pb2.SetRootResourceRequest, context: grpc.ServicerContext
    ) -> engine_pb2.SetRootResourceResponse:
        self._root = request.urn
        return engine_pb2.SetRootResourceResponse()


class Server:
    """Serves both services on a free port of the loopback interface."""

    def __init__(self) -> None:
        self._server = grpc.server(futures.ThreadPoolExecutor(max_workers=_THREADS), options=CHANNEL_OPTIONS)
        self.address = f"127.0.0.1:{self._server.add_insecure_port('127.0.0.1:0')}"

    def start(self, monitor: ResourceMonitor, engine: EngineService) -> None:
        monitor.address = self.address
        resource_pb2_grpc.add_ResourceMonitorServicer_to_server(monitor, self._server)
        engine_pb2_grpc.add_EngineServicer_to_server(engine, self._server)
        self._server.start()

    def stop(self) -> None:
        self._server.stop(0).wait()


def _known(resource: Resource) -> str:
    return "" if is_unknown(resource.identifier) else resource.identifier
