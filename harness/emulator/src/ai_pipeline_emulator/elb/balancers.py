"""All load balancers of the emulator: Moto keeps the records, this listens, checks and forwards."""

from __future__ import annotations

import asyncio
import contextlib
import functools
import threading
import time
from collections.abc import Coroutine
from typing import Any

from ai_pipeline_emulator.addresses import own_address
from ai_pipeline_emulator.cloud import Cloud, Handler, Request
from ai_pipeline_emulator.elb.forwarding import Forwarder, Place
from ai_pipeline_emulator.elb.health import Check, Health, probe
from ai_pipeline_emulator.moto_records import backend, backends

TICK = 0.5  # seconds between two looks at what is to be checked
NEW_TARGET_INTERVAL = 1.0  # seconds between checks of a target that was never healthy; ELB takes the group's
LISTEN_LIMIT = 10.0  # seconds
REASONS = {
    "initial": "Elb.InitialHealthChecking",
    "unhealthy": "Target.FailedHealthChecks",
    "unused": "Target.NotInUse",
}

Answer = dict[str, Any]


class LoadBalancers:
    """The handlers of ELB (version 2), and what ECS asks of target groups.

    Args:
        cloud: the emulator's services.
    """

    def __init__(self, cloud: Cloud) -> None:
        self._cloud = cloud
        self._health: dict[tuple[str, str, int], Health] = {}
        self._forwarders: dict[str, Forwarder] = {}  # by ARN of the listener
        self._loop = asyncio.new_event_loop()
        threading.Thread(target=self._loop.run_forever, name="load-balancers", daemon=True).start()
        self._checker = asyncio.run_coroutine_threadsafe(self._check_always(), self._loop)

    @property
    def handlers(self) -> dict[str, Handler]:
        """By operation."""
        return {
            "CreateLoadBalancer": self.create_balancer,
            "DeleteLoadBalancer": self.delete_balancer,
            "CreateListener": self.create_listener,
            "DeleteListener": self.delete_listener,
            "DescribeTargetHealth": self.describe_health,
        }

    def stop(self) -> None:
        """Closes all listeners; for when the emulator stops."""
        for arn in list(self._forwarders):
            self._close(arn)
        self._checker.cancel()

    def create_balancer(self, context: Any, request: Request) -> Answer:
        """Its DNS name is an address of the loopback network, which needs no name server."""
        answer: Answer = self._cloud.moto(context, request)
        records = backend("elbv2", context.account_id, context.region)
        for described in answer["LoadBalancers"]:
            address = own_address()
            records.load_balancers[described["LoadBalancerArn"]].dns_name = address
            described["DNSName"] = address
        return answer

    def delete_balancer(self, context: Any, request: Request) -> Answer:
        balancer = backend("elbv2", context.account_id, context.region).load_balancers.get(request["LoadBalancerArn"])
        listeners = list(balancer.listeners) if balancer else []
        answer: Answer = self._cloud.moto(context, request)
        for arn in listeners:
            self._close(arn)
        return answer

    def create_listener(self, context: Any, request: Request) -> Answer:
        """Opens the port; an error says when that cannot be."""
        answer: Answer = self._cloud.moto(context, request)
        records = backend("elbv2", context.account_id, context.region)
        for described in answer["Listeners"]:
            if described.get("Protocol") != "HTTP":
                continue  # TLS needs a certificate for a public name: kept as a record
            arn, balancer = described["ListenerArn"], records.load_balancers[described["LoadBalancerArn"]]
            forwarder = Forwarder(functools.partial(self._targets, records, balancer.arn, arn))
            try:
                self._call(forwarder.listen(balancer.dns_name, int(described["Port"])))
            except OSError as error:
                records.delete_listener(arn)
                message = f"this machine cannot listen on {balancer.dns_name}:{described['Port']}: {error.strerror}"
                raise self._cloud.error("OperationNotPermitted", message) from error
            self._forwarders[arn] = forwarder
        return answer

    def delete_listener(self, context: Any, request: Request) -> Answer:
        answer: Answer = self._cloud.moto(context, request)
        self._close(request["ListenerArn"])
        return answer

    def describe_health(self, context: Any, request: Request) -> Answer:
        answer: Answer = self._cloud.moto(context, request)
        group = request["TargetGroupArn"]
        for described in answer["TargetHealthDescriptions"]:
            target = described["Target"]
            health = self._health.get((group, target["Id"], int(target.get("Port") or 0)))
            if health is None:
                continue  # a function, or one that is leaving: Moto's word counts
            described["TargetHealth"] = {"State": health.state}
            if health.state != "healthy":
                described["TargetHealth"] |= {"Reason": REASONS[health.state], "Description": health.detail}
        return answer

    def register(self, account: str, region: str, group: str, address: str, port: int) -> None:
        """Adds a target to a group; harmless when the group is gone."""
        records = backend("elbv2", account, region)
        if group in records.target_groups:
            records.register_targets(group, [{"Id": address, "Port": port}])
            self._health[group, address, port] = Health()

    def deregister(self, account: str, region: str, group: str, address: str, port: int) -> None:
        """Takes a target out of a group; harmless when either is gone."""
        records = backend("elbv2", account, region)
        if group in records.target_groups and address in records.target_groups[group].targets:
            records.deregister_targets(group, [{"Id": address, "Port": port}])
        self._health.pop((group, address, port), None)

    def health(self, group: str, address: str, port: int) -> str:
        """`initial`, `healthy`, `unhealthy`, or `unused` where there is no such target."""
        known = self._health.get((group, address, port))
        return known.state if known else "unused"

    def _targets(self, records: Any, balancer: str, listener: str) -> list[Place]:
        """Who gets requests of a listener now: healthy targets of the group it forwards to."""
        found = records.load_balancers[balancer].listeners[listener]
        groups = [group for action in found.default_actions if (group := _forwarded_to(action))]
        return [
            (address, port)
            for group in groups
            for address, port in _members(records.target_groups[group])
            if self.health(group, address, port) == "healthy"
        ]

    async def _check_always(self) -> None:
        while True:
            now = time.monotonic()
            checks = [
                self._check(group, address, port)
                for records in backends("elbv2")
                for group in list(records.target_groups.values())
                if group.target_type == "ip"
                for address, port in _members(group)
                if self._health.setdefault((group.arn, address, port), Health()).due <= now
            ]
            await asyncio.gather(*checks)
            await asyncio.sleep(TICK)

    async def _check(self, group: Any, address: str, port: int) -> None:
        check = _check_of(group)
        health = self._health[group.arn, address, port]
        health.learn(await probe(address, port, check), check)
        pause = NEW_TARGET_INTERVAL if health.state == "initial" else check.interval
        health.due = time.monotonic() + pause

    def _close(self, listener: str) -> None:
        if forwarder := self._forwarders.pop(listener, None):
            with contextlib.suppress(TimeoutError):
                self._call(forwarder.close())

    def _call(self, coroutine: Coroutine[Any, Any, None]) -> None:
        asyncio.run_coroutine_threadsafe(coroutine, self._loop).result(LISTEN_LIMIT)


def _members(group: Any) -> list[Place]:
    return [(target["Id"], int(target["Port"])) for target in list(group.targets.values())]


def _forwarded_to(action: Any) -> str | None:
    """ARN of the target group that an action forwards to; of several groups the first."""
    data = action.data if hasattr(action, "data") else action
    groups = (data.get("ForwardConfig") or {}).get("TargetGroups") or []
    several = groups[0].get("TargetGroupArn") if groups else None
    return data.get("TargetGroupArn") or several


def _check_of(group: Any) -> Check:
    return Check(
        path=group.health_check_path or "/",
        codes=(group.matcher or {}).get("HttpCode") or "200",
        interval=float(group.health_check_interval_seconds),
        timeout=float(group.health_check_timeout_seconds),
        healthy_after=int(group.healthy_threshold_count),
        unhealthy_after=int(group.unhealthy_threshold_count),
    )
