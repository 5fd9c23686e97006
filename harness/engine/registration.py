"""Registers what the program declares: finds the old resource, decides the step and carries it out."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Mapping
from dataclasses import replace

from harness.engine import assets, decisions
from harness.engine import urn as urns
from harness.engine.aliases import Identity, former_urns
from harness.engine.custom_resources import CustomResources
from harness.engine.decisions import Decision
from harness.engine.deployment import Deployment
from harness.engine.errors import ResourceError
from harness.engine.events import Operation, ResourceStep
from harness.engine.goal import Goal
from harness.engine.properties import UNKNOWN, UNKNOWNS, Properties, contains_unknown, keep_secret, secret_texts
from harness.engine.provider import Provider
from harness.engine.resource import Resource
from harness.engine.targets import is_implicit


class Registrar:
    """Carries out registrations, several at once.

    Args:
        deployment: what the parts of the deployment share.
    """

    def __init__(self, deployment: Deployment) -> None:
        self._deployment = deployment
        self._lock = threading.Lock()
        self._default_locks: dict[str, threading.Lock] = {}
        self._aliases: dict[str, tuple[str, ...]] = {}
        self._providers: dict[str, Mapping[str, str]] = {}
        self._custom = CustomResources(deployment)
        self._skipped: set[str] = set()

    def urn_of(self, goal: Goal) -> str:
        return self._identity(goal).urn

    def claim(self, goal: Goal) -> tuple[str, Resource | None]:
        """Takes the URN of a resource that is only read; returns it with the old resource under it.

        Raises:
            ResourceError: another resource has that URN.
        """
        identity = self._identity(goal)
        old, _ = self._claim(identity, goal)
        return identity.urn, old

    def remember_providers(self, urn: str, providers: Mapping[str, str]) -> None:
        """Keeps the providers that a component hands to its children."""
        self._providers[urn] = providers

    def register(self, goal: Goal) -> Resource:
        """Brings one resource to what the program wants and returns it as it then is.

        Raises:
            ResourceError: the operation failed.
            Stopped: the deployment takes no new steps.
        """
        deployment = self._deployment
        deployment.progress.hide(secret_texts(goal.inputs) - UNKNOWNS)
        identity = self._identity(goal)
        old, aliases = self._claim(identity, goal)
        if goal.type == urns.STACK_TYPE:
            deployment.root = identity.urn
        self._providers[identity.urn] = goal.providers
        if goal.custom and not urns.is_provider(goal.type):
            goal = replace(goal, provider=self.provider_for(goal))
        resource = self._resource(goal, identity.urn, old, aliases)
        left = deployment.destroying or not deployment.targets.cover(resource)
        if left and not (old is None and is_implicit(resource)):
            return self._untargeted(resource, old)
        self._refuse_skipped(resource)
        if not goal.custom:
            return self._component(resource, old)
        if urns.is_provider(goal.type):
            return self._provider(goal, resource, old)
        return self._custom.register(goal, resource, old)

    def skipped(self, urn: str) -> bool:
        """Whether the resource does not exist and was not created, because it is no target."""
        return urn in self._skipped

    def register_outputs(self, urn: str, outputs: Properties) -> None:
        """Stores the outputs of a component.

        Raises:
            ResourceError: the resource was not registered, or is no component.
        """
        if urn in self._skipped or self._deployment.destroying:
            return
        if not self._deployment.preview:  # what was skipped has no outputs
            outputs = {key: value for key, value in outputs.items() if not contains_unknown(value)}
        resource = self._deployment.state.registered(urn)
        if resource is None or resource.custom:
            raise ResourceError(f"{urn!r} is no component that was registered")
        if self._deployment.targets.cover(resource) or not resource.outputs:
            self._deployment.state.put(replace(resource, outputs=outputs), old=resource)

    def provider_for(self, goal: Goal) -> str:
        """The reference of the provider that manages a resource: its own, its parent's or the default one."""
        package = urns.package_of(goal.type)
        if goal.provider:
            return goal.provider
        inherited = self._providers.get(goal.parent, {}).get(package)
        return inherited or self.default_provider(package, goal.version)

    def default_provider(self, package: str, version: str) -> str:
        """The reference of a package's default provider, which is created when first needed."""
        deployment = self._deployment
        name = f"default_{version.replace('.', '_')}" if version else "default"
        with self._lock:
            lock = self._default_locks.setdefault(f"{package}::{name}", threading.Lock())
        resource_type = urns.PROVIDER_PREFIX + package
        urn = urns.create(deployment.stack, deployment.project, "", resource_type, name)
        with lock:
            resource = deployment.state.registered(urn)
            if resource is None:
                inputs: Properties = dict(deployment.configuration.of_package(package))
                secrets = {
                    key.split(":", 1)[1]
                    for key in deployment.configuration.secret_keys
                    if key.startswith(f"{package}:")
                }
                inputs = keep_secret(inputs, {}, tuple(secrets))
                if version:
                    inputs["version"] = version
                goal = Goal(resource_type, name, custom=True, remote=False, parent="", inputs=inputs)
                resource = self.register(goal)
        return urns.provider_reference(resource.urn, resource.identifier)

    # -- which resource

    def _identity(self, goal: Goal) -> Identity:
        return Identity(self._deployment.stack, self._deployment.project, goal.parent, goal.type, goal.name)

    def _claim(self, identity: Identity, goal: Goal) -> tuple[Resource | None, tuple[str, ...]]:
        """The old resource under the present or a former URN, and the former URNs; each can be claimed once."""
        with self._lock:
            former = former_urns(identity, goal.aliases, self._aliases)
            self._aliases[identity.urn] = former
        return self._deployment.state.claim(identity.urn, former), former

    def _resource(self, goal: Goal, urn: str, old: Resource | None, aliases: tuple[str, ...]) -> Resource:
        """The resource as the goal has it, before the provider has seen it."""
        parent = self._deployment.state.registered(goal.parent)
        return Resource(
            urn=urn,
            custom=goal.custom,
            type=goal.type,
            inputs=assets.with_hashes(goal.inputs, self._deployment.directory),
            parent=goal.parent,
            protect=_inherited(goal.protect, parent is not None and parent.protect),
            dependencies=goal.dependencies,
            provider=goal.provider,
            property_dependencies=goal.property_dependencies,
            additional_secret_outputs=goal.additional_secret_outputs,
            aliases=aliases,
            custom_timeouts=goal.custom_timeouts,
            import_id=goal.import_id,
            retain_on_delete=_inherited(goal.retain_on_delete, parent is not None and parent.retain_on_delete),
            deleted_with=goal.deleted_with,
            replace_with=goal.replace_with,
            replacement_trigger=goal.replacement_trigger,
            ignore_changes=goal.ignore_changes,
            replace_on_changes=goal.replace_on_changes,
            hooks=goal.hooks,
            extra=old.extra if old else {},
        )

    # -- what is no target

    def _untargeted(self, resource: Resource, old: Resource | None) -> Resource:
        """Leaves the resource as it is; where it does not exist, it is not created."""
        if old is None:
            self._skipped.add(resource.urn)
            return resource
        left = replace(old, urn=resource.urn, parent=resource.parent)
        if self._deployment.destroying:
            return self._deployment.state.leave(left, old)
        with self._deployment.step(ResourceStep(Operation.SAME, resource.urn, resource.parent, old.identifier)):
            return self._deployment.state.leave(left, old)

    def _refuse_skipped(self, resource: Resource) -> None:
        missing = sorted(resource.referenced & self._skipped)
        if missing:
            raise ResourceError(
                f"it depends on {', '.join(map(repr, missing))}, which does not exist yet and"
                f" {self._deployment.targets.refusal}"
            )

    # -- components and providers

    def _component(self, resource: Resource, old: Resource | None) -> Resource:
        resource = self._deployment.judged(resource)
        if old is None:
            step = ResourceStep(Operation.CREATE, resource.urn, resource.parent)
        else:
            goal = Goal(resource.type, resource.name, False, False, resource.parent, resource.inputs)
            decision = decisions.decide(
                old, resource.inputs, decisions.input_difference(old.inputs, resource.inputs), goal
            )
            step = ResourceStep(decision.operation, resource.urn, resource.parent, changes=decision.changes)
            resource = replace(resource, outputs=old.outputs)
        with self._deployment.step(step):
            return self._deployment.state.put(resource, old)

    def _provider(self, goal: Goal, resource: Resource, old: Resource | None) -> Resource:
        """A provider resource: the engine itself creates it, by configuring a plugin."""
        deployment = self._deployment
        identifier = old.identifier if old else UNKNOWN if deployment.preview else str(uuid.uuid4())
        provider = deployment.providers.start(resource.urn, identifier)
        inputs = provider.check_config(old.inputs if old else {}, resource.inputs)
        inputs = deployment.judged(replace(resource, inputs=inputs)).inputs
        decision = self._provider_decision(goal, provider, old, inputs)
        if decision.operation is Operation.REPLACE:
            identifier = UNKNOWN if deployment.preview else str(uuid.uuid4())
            provider.identifier = identifier
        provider.configure(inputs)
        resource = replace(resource, identifier=identifier, inputs=inputs, outputs=inputs)
        step = ResourceStep(
            decision.operation, resource.urn, resource.parent, "", decision.changes, decision.replace_reasons
        )
        with self._deployment.step(step):
            deployment.providers.add(provider)
            if decision.operation is Operation.REPLACE and old:
                return deployment.state.put(resource, replaces=old)
            return deployment.state.put(resource, old)

    def _provider_decision(self, goal: Goal, provider: Provider, old: Resource | None, inputs: Properties) -> Decision:
        if old is None:
            return Decision(Operation.CREATE)
        difference = decisions.input_difference(old.inputs, inputs)
        causes = provider.config_replaces(old, inputs) if difference.changed else ()
        return decisions.decide(old, inputs, difference, goal, causes)


def _inherited(own: bool | None, parent: bool) -> bool:
    return parent if own is None else own
