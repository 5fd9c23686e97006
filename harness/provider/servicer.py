"""The Pulumi provider protocol over gRPC: translates messages, decides nothing."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import grpc
from google.protobuf import any_pb2, empty_pb2
from pulumi.runtime.proto import plugin_pb2, provider_pb2, provider_pb2_grpc, status_pb2

from . import lifecycle, planning
from .clients import Clients, configure
from .errors import Gone, PartlyCreated, ProviderError
from .invokes import invoke
from .registry import row_of
from .values import Properties, conceal, decode, encode, reveal

VERSION = "7.51.1"  # of the real provider, whose SDK and schema the rows follow
Handler = Callable[[Any, Any, grpc.ServicerContext], Any]


def answers_errors(handler: Handler) -> Handler:
    """Turns the provider's errors into gRPC statuses."""

    @functools.wraps(handler)
    def guarded(self: Any, request: Any, context: grpc.ServicerContext) -> Any:
        try:
            return handler(self, request, context)
        except PartlyCreated as error:
            _abort_partly(context, request, error)
        except (ProviderError, Gone) as error:
            context.abort(grpc.StatusCode.UNKNOWN, str(error))

    return guarded


def _abort_partly(context: grpc.ServicerContext, request: Any, error: PartlyCreated) -> None:
    """A failure whose details let the engine keep what exists already, see ErrorResourceInitFailed."""
    properties = conceal(error.outputs, decode(request.properties))
    detail = provider_pb2.ErrorResourceInitFailed(
        id=error.resource_id, properties=encode(properties), reasons=[error.reason], inputs=request.properties
    )
    packed = any_pb2.Any()
    packed.Pack(detail)
    status = status_pb2.Status(code=grpc.StatusCode.UNKNOWN.value[0], message=error.reason, details=[packed])
    context.set_trailing_metadata((("grpc-status-details-bin", status.SerializeToString()),))
    context.abort(grpc.StatusCode.UNKNOWN, error.reason)


class AwsProvider(provider_pb2_grpc.ResourceProviderServicer):
    """`pulumi-resource-aws` for emulators."""

    def __init__(self) -> None:
        self._clients: Clients | None = None

    @property
    def clients(self) -> Clients:
        if self._clients is None:
            raise ProviderError("the provider was used before it was configured")
        return self._clients

    def Handshake(self, request: Any, context: grpc.ServicerContext) -> Any:
        return provider_pb2.ProviderHandshakeResponse(accept_secrets=True)

    def GetPluginInfo(self, request: Any, context: grpc.ServicerContext) -> Any:
        return plugin_pb2.PluginInfo(version=VERSION)

    def Cancel(self, request: Any, context: grpc.ServicerContext) -> Any:
        return empty_pb2.Empty()

    @answers_errors
    def CheckConfig(self, request: Any, context: grpc.ServicerContext) -> Any:
        try:
            configure(reveal(decode(request.news)))
        except ProviderError as error:
            return provider_pb2.CheckResponse(
                inputs=request.news, failures=[provider_pb2.CheckFailure(reason=str(error))]
            )
        return provider_pb2.CheckResponse(inputs=request.news)

    @answers_errors
    def DiffConfig(self, request: Any, context: grpc.ServicerContext) -> Any:
        """Another region or endpoint holds other resources: everything would be replaced, as with the real provider."""
        old, new = reveal(decode(request.olds)), reveal(decode(request.news))
        changed = sorted(name for name in {*old, *new} if old.get(name) != new.get(name))
        return provider_pb2.DiffResponse(
            changes=provider_pb2.DiffResponse.DIFF_SOME if changed else provider_pb2.DiffResponse.DIFF_NONE,
            diffs=changed,
            replaces=[name for name in changed if name == "region"],
        )

    @answers_errors
    def Configure(self, request: Any, context: grpc.ServicerContext) -> Any:
        self._clients = Clients(configure(reveal(decode(request.args))))
        return provider_pb2.ConfigureResponse(acceptSecrets=True, supportsPreview=True)

    @answers_errors
    def Check(self, request: Any, context: grpc.ServicerContext) -> Any:
        news = decode(request.news)
        try:
            row = row_of(_type(request))
            inputs = planning.check(
                row,
                self.clients.model(row.service),
                _name(request),
                news,
                reveal(decode(request.olds)),
                dict(self.clients.configuration.default_tags),
                request.randomSeed,
            )
        except ProviderError as error:
            return provider_pb2.CheckResponse(
                inputs=request.news, failures=[provider_pb2.CheckFailure(reason=str(error))]
            )
        return provider_pb2.CheckResponse(inputs=encode(inputs))

    @answers_errors
    def Diff(self, request: Any, context: grpc.ServicerContext) -> Any:
        plan = self._plan(request, _old_inputs(request))
        kinds = provider_pb2.PropertyDiff.Kind
        return provider_pb2.DiffResponse(
            changes=provider_pb2.DiffResponse.DIFF_SOME if plan.changed else provider_pb2.DiffResponse.DIFF_NONE,
            replaces=sorted(plan.replaces),
            diffs=sorted(plan.changed),
            deleteBeforeReplace=plan.delete_first,
            hasDetailedDiff=True,
            detailedDiff={
                path: provider_pb2.PropertyDiff(kind=kinds.Value(kind), inputDiff=True)
                for path, kind in plan.kinds.items()
            },
        )

    @answers_errors
    def Create(self, request: Any, context: grpc.ServicerContext) -> Any:
        row, inputs = row_of(_type(request)), decode(request.properties)
        if request.preview:
            return provider_pb2.CreateResponse(properties=encode(planning.preview_create(row, inputs)))
        resource_id, outputs = lifecycle.create(row, self.clients, reveal(inputs))
        return provider_pb2.CreateResponse(id=resource_id, properties=encode(conceal(outputs, inputs)))

    @answers_errors
    def Read(self, request: Any, context: grpc.ServicerContext) -> Any:
        inputs, known = decode(request.inputs), decode(request.properties)
        found = lifecycle.read(row_of(_type(request)), self.clients, request.id, reveal(inputs), reveal(known))
        if found is None:
            return provider_pb2.ReadResponse()
        outputs, actual = found
        return provider_pb2.ReadResponse(
            id=request.id,
            properties=encode(conceal(outputs, {**known, **inputs})),
            inputs=encode(conceal(actual, inputs)),
        )

    @answers_errors
    def Update(self, request: Any, context: grpc.ServicerContext) -> Any:
        row, inputs, known = row_of(_type(request)), decode(request.news), reveal(decode(request.olds))
        old = _old_inputs(request)
        plan = self._plan(request, old)
        if request.preview:
            return provider_pb2.UpdateResponse(
                properties=encode(planning.preview_update(row, known, inputs, plan.changed))
            )
        outputs = lifecycle.update(row, self.clients, request.id, reveal(inputs), old, known, plan.changed)
        return provider_pb2.UpdateResponse(properties=encode(conceal(outputs, inputs)))

    @answers_errors
    def Delete(self, request: Any, context: grpc.ServicerContext) -> Any:
        row, known = row_of(_type(request)), reveal(decode(request.properties))
        inputs = reveal(decode(request.old_inputs)) or known
        lifecycle.delete(row, self.clients, request.id, inputs, known)
        return empty_pb2.Empty()

    @answers_errors
    def Invoke(self, request: Any, context: grpc.ServicerContext) -> Any:
        answer = invoke(request.tok, reveal(decode(request.args)), self.clients)
        return provider_pb2.InvokeResponse(**{"return": encode(answer)})

    def _plan(self, request: Any, old: Properties) -> planning.Plan:
        row = row_of(_type(request))
        return planning.plan(
            row, self.clients.model(row.service), old, decode(request.news), list(request.ignoreChanges)
        )


def _type(request: Any) -> str:
    """The type; older engines send it only inside the URN (`urn:pulumi:stack::project::parent$type::name`)."""
    return request.type or request.urn.split("::")[2].rpartition("$")[2]


def _name(request: Any) -> str:
    return request.name or request.urn.split("::", 3)[3]


def _old_inputs(request: Any) -> Properties:
    """Inputs of the last deployment; an engine that does not send them gives its outputs, which hold them too."""
    return reveal(decode(request.old_inputs if request.HasField("old_inputs") else request.olds))
