"""Budgets: what may be spent, and who is told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..rows import Call, Caller, Codec, Read, Row, Setting
from ..values import Properties

BUDGET = {
    "name": "BudgetName",
    "budgetType": "BudgetType",
    "limitAmount": "BudgetLimit.Amount",
    "limitUnit": "BudgetLimit.Unit",
    "timeUnit": "TimeUnit",
    "costFilters": "CostFilters",
    "costTypes": "CostTypes",
}


def _below(member: str) -> dict[str, str]:
    return {name: f"{member}.{path}" for name, path in BUDGET.items()}


def of_account(request: dict[str, Any], scope: Mapping[str, Any]) -> dict[str, Any]:
    """A budget belongs to an account, which the create call wants named."""
    return {"AccountId": scope["account"], **request}


def set_notifications(resource: Caller, old: Properties) -> None:
    """Drops the notifications that are not wanted any more and makes the new ones, with their subscribers."""
    budget = {"AccountId": resource.scope["account"], "BudgetName": resource.scope["name"]}
    before, after = old.get("notifications") or [], resource.inputs.get("notifications") or []
    for one in before:
        if one not in after:
            resource.call("DeleteNotification", **budget, Notification=_notification(one))
    for one in after:
        if one not in before:
            resource.call(
                "CreateNotification", **budget, Notification=_notification(one), Subscribers=_subscribers(one)
            )


def _notification(properties: Properties) -> dict[str, Any]:
    return {
        "NotificationType": properties["notificationType"],
        "ComparisonOperator": properties["comparisonOperator"],
        "Threshold": float(properties["threshold"]),
        "ThresholdType": properties["thresholdType"],
    }


def _subscribers(properties: Properties) -> list[dict[str, str]]:
    kinds = {"EMAIL": "subscriberEmailAddresses", "SNS": "subscriberSnsTopicArns"}
    return [
        {"SubscriptionType": kind, "Address": address}
        for kind, name in kinds.items()
        for address in properties.get(name) or []
    ]


ROWS = (
    Row(
        type="aws:budgets/budget:Budget",
        service="budgets",
        create=Call("CreateBudget", names=_below("Budget")),
        update=Call("UpdateBudget", names=_below("NewBudget")),
        delete=Call("DeleteBudget"),
        id="{account}:{name}",
        key={"AccountId": "{account}", "BudgetName": "{name}"},
        reads=(Read("DescribeBudget", root="Budget", names=BUDGET),),
        settings=(Setting(("notifications",), set_notifications),),
        derived={"arn": "arn:aws:budgets::{account}:budget/{name}"},
        codecs={
            "costFilters": Codec(
                encode=lambda filters: {one["name"]: one["values"] for one in filters},
                decode=lambda found: [{"name": name, "values": values} for name, values in found.items()],
            )
        },
        unordered=("costFilters",),
        autoname="name",
        identity=("name",),
        replace=("name",),
        prepare=of_account,
        local={"tags": "emulators keep no tags of budgets"},
    ),
)
