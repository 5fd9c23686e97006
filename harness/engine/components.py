"""Remote components: a provider builds them and registers their children with the engine itself."""

from __future__ import annotations

from pulumi.runtime.proto import alias_pb2, provider_pb2, resource_pb2

from harness.engine.aliases import Alias
from harness.engine.deployment import Deployment
from harness.engine.goal import HOOK_MOMENTS, Goal
from harness.engine.properties import to_struct
from harness.engine.registration import Registrar


def construct_component(
    deployment: Deployment, registrar: Registrar, goal: Goal, monitor_address: str
) -> resource_pb2.RegisterResourceResponse:
    """Has the component built and returns its URN and outputs.

    Raises:
        ResourceError: the provider could not build it.
    """
    provider = deployment.providers.get(registrar.provider_for(goal))
    registrar.remember_providers(registrar.urn_of(goal), goal.providers)
    answer = provider.construct(_request(deployment, goal, monitor_address))
    response = resource_pb2.RegisterResourceResponse(urn=answer.urn, object=answer.state, result=resource_pb2.SUCCESS)
    for key, dependencies in answer.stateDependencies.items():
        response.propertyDependencies[key].urns.extend(dependencies.urns)
    return response


def _request(deployment: Deployment, goal: Goal, monitor_address: str) -> provider_pb2.ConstructRequest:
    request = provider_pb2.ConstructRequest(
        project=deployment.project,
        stack=deployment.stack,
        organization=deployment.organization,
        config=deployment.configuration.values,
        configSecretKeys=deployment.configuration.secret_keys,
        dryRun=deployment.preview,
        parallel=deployment.parallel,
        monitorEndpoint=monitor_address,
        type=goal.type,
        name=goal.name,
        parent=goal.parent,
        inputs=to_struct(goal.inputs),
        inputDependencies={
            key: provider_pb2.ConstructRequest.PropertyDependencies(urns=urns)
            for key, urns in goal.property_dependencies.items()
        },
        providers=goal.providers,
        dependencies=goal.dependencies,
        additionalSecretOutputs=goal.additional_secret_outputs,
        deletedWith=goal.deleted_with,
        ignoreChanges=goal.ignore_changes,
        replaceOnChanges=goal.replace_on_changes,
        replace_with=goal.replace_with,
        aliases=[_alias(each) for each in goal.aliases],
        accepts_output_values=True,
    )
    for field, value in (
        ("protect", goal.protect),
        ("retainOnDelete", goal.retain_on_delete),
        ("deleteBeforeReplace", goal.delete_before_replace),
    ):
        if value is not None:
            setattr(request, field, value)
    for field, moment in HOOK_MOMENTS.items():
        getattr(request.resource_hooks, field).extend(goal.hooks.get(moment, ()))
    return request


def _alias(alias: Alias) -> alias_pb2.Alias:
    if alias.urn:
        return alias_pb2.Alias(urn=alias.urn)
    spec = alias_pb2.Alias.Spec(name=alias.name, type=alias.type, stack=alias.stack, project=alias.project)
    if alias.parent:
        spec.parentUrn = alias.parent
    elif alias.parent is not None:
        spec.noParent = True
    return alias_pb2.Alias(spec=spec)
