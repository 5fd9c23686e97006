"""Creates, updates, replaces or leaves alone the resources that a provider manages."""

from __future__ import annotations

import os
from dataclasses import replace

from harness.engine import decisions, replacement
from harness.engine import urn as urns
from harness.engine.deployment import Deployment
from harness.engine.events import Operation, ResourceStep
from harness.engine.goal import Goal
from harness.engine.importing import import_resource
from harness.engine.properties import Properties, keep_secret
from harness.engine.provider import Provider
from harness.engine.resource import Resource
from harness.engine.rpc_errors import PartiallyFailed


class CustomResources:
    """The step of each resource, decided and carried out.

    Args:
        deployment: what the parts of the deployment share.
    """

    def __init__(self, deployment: Deployment) -> None:
        self._deployment = deployment
        self._replaced: set[str] = set()

    def register(self, goal: Goal, resource: Resource, old: Resource | None) -> Resource:
        """Brings the resource to what the program wants and returns it as it then is.

        Args:
            resource: as the goal has it, before the provider has seen it.
            old: as it is; None if it does not exist.
        """
        provider = self._deployment.providers.get(goal.provider)
        external = old if old and old.external else None  # only read so far: there is nothing of ours to change
        old = None if external else old
        if goal.import_id and (old is None or goal.import_id not in (old.identifier, old.import_id)):
            return import_resource(self._deployment, provider, resource, replaces=old)
        recreating = old is not None and old.pending_replacement
        if old is not None and not recreating:
            resource = replace(
                resource,
                inputs=decisions.inputs_with_ignored_changes(resource.inputs, old.inputs, goal.ignore_changes),
            )
        wanted = resource.inputs
        olds = old.inputs if old and not recreating else self._interrupted_inputs(resource.urn)
        checked = provider.check(resource, olds, os.urandom(32))
        resource = self._deployment.judged(replace(resource, inputs=checked))
        if old is None:
            return self._create(
                provider, resource, ResourceStep(Operation.CREATE, resource.urn, resource.parent), old=external
            )
        if recreating:
            step = ResourceStep(Operation.REPLACE, resource.urn, resource.parent, replace_reasons=("a dependency",))
            return self._create(provider, resource, step, old=old)
        return self._change(goal, provider, resource, old, wanted)

    def _change(
        self, goal: Goal, provider: Provider, resource: Resource, old: Resource, wanted: Properties
    ) -> Resource:
        difference = provider.diff(old, resource.inputs, goal.ignore_changes)
        decision = decisions.decide(old, resource.inputs, difference, goal, self._causes(goal, provider, old))
        step = ResourceStep(
            decision.operation,
            resource.urn,
            resource.parent,
            old.identifier,
            decision.changes,
            decision.replace_reasons,
        )
        if decision.operation is Operation.SAME:
            with self._deployment.step(step):
                return self._deployment.state.put(_as_it_was(resource, old), old)
        if decision.operation is Operation.UPDATE:
            return self._update(provider, resource, old, step)
        self._replaced.add(resource.urn)
        # A replacement gets names of its own: without the old inputs, the provider generates them anew.
        olds = self._interrupted_inputs(resource.urn)
        checked = provider.check(replace(resource, inputs=wanted), olds, os.urandom(32))
        resource = self._deployment.policies.remedied(replace(resource, inputs=checked), lambda *_: None)
        if decision.delete_before_replace:
            remains = replacement.delete_before_replacing(self._deployment, old)
            return self._create(provider, resource, step, old=remains)
        return self._create(provider, resource, step, replaces=old)

    def _causes(self, goal: Goal, provider: Provider, old: Resource) -> tuple[str, ...]:
        """Why the resource must be replaced whatever its own properties say."""
        causes = []
        if old.provider and old.provider != goal.provider:
            old_provider = self._deployment.state.find_provider(*urns.split_reference(old.provider))
            new_provider = self._deployment.state.registered(provider.urn)
            if old_provider and new_provider and provider.config_replaces(old_provider, new_provider.inputs):
                causes.append("provider")
        if self._replaced.intersection(goal.replace_with):
            causes.append("replace_with")
        if self._deployment.replaced.limited and self._deployment.replaced.cover(old):
            causes.append("--replace")
        return tuple(causes)

    def _interrupted_inputs(self, urn: str) -> Properties:
        """The inputs of a creation whose outcome is not known, so that the names generated then are used again."""
        for pending in self._deployment.state.interrupted:
            if pending.type == "creating" and pending.resource.urn == urn:
                return pending.resource.inputs
        return {}

    def _create(
        self,
        provider: Provider,
        resource: Resource,
        step: ResourceStep,
        *,
        old: Resource | None = None,
        replaces: Resource | None = None,
    ) -> Resource:
        """Creates the resource. `old` is an entry with nothing behind it, `replaces` an old copy that stays for now."""
        deployment = self._deployment
        with deployment.step(step) as running:
            deployment.call_hooks("BeforeCreate", resource, resource, None)
            with deployment.state.pending(resource, "creating") as pending:
                try:
                    identifier, outputs = deployment.attempt(
                        "create", resource, None, lambda: provider.create(resource, preview=deployment.preview)
                    )
                except PartiallyFailed as error:
                    failed = replace(resource, identifier=error.identifier, init_errors=self._reasons(error))
                    failed = _with_outputs(failed, error.outputs)
                    deployment.state.put(failed, old, pending, replaces=replaces)
                    raise
                created = _with_outputs(replace(resource, identifier=identifier), outputs)
                created = deployment.state.put(created, old, pending, replaces=replaces)
            running.identified(identifier)
            deployment.call_hooks("AfterCreate", created, created, None)
        return created

    def _update(self, provider: Provider, resource: Resource, old: Resource, step: ResourceStep) -> Resource:
        deployment = self._deployment
        resource = replace(resource, identifier=old.identifier)
        with deployment.step(step):
            deployment.call_hooks("BeforeUpdate", resource, resource, old)
            with deployment.state.pending(resource, "updating") as pending:
                try:
                    outputs = deployment.attempt(
                        "update", resource, old, lambda: provider.update(old, resource, preview=deployment.preview)
                    )
                except PartiallyFailed as error:
                    failed = _with_outputs(replace(resource, init_errors=self._reasons(error)), error.outputs)
                    deployment.state.put(failed, old, pending)
                    raise
                updated = deployment.state.put(_with_outputs(resource, outputs), old, pending)
            deployment.call_hooks("AfterUpdate", updated, updated, old)
        return updated

    def _reasons(self, failure: PartiallyFailed) -> tuple[str, ...]:
        """Why the resource is incomplete, to be stored: a provider may repeat a secret there."""
        return tuple(map(self._deployment.progress.cleaned, failure.reasons))


def _with_outputs(resource: Resource, outputs: Properties) -> Resource:
    return replace(resource, outputs=keep_secret(outputs, resource.inputs, resource.additional_secret_outputs))


def _as_it_was(resource: Resource, old: Resource) -> Resource:
    """An unchanged resource: the options of the program, the id and properties that it has."""
    outputs = keep_secret(old.outputs, {}, resource.additional_secret_outputs)
    return replace(resource, identifier=old.identifier, inputs=old.inputs, outputs=outputs, import_id=old.import_id)
