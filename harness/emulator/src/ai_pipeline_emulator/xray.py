"""X-Ray's groups and sampling rules, kept and answered as they were given; nothing is sampled or filtered by them.

https://docs.aws.amazon.com/xray/latest/api/Welcome.html
"""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

Request = dict[str, Any]
Handler = Callable[[Any, Request], Any]


@dataclass
class Kept:
    """A group or a sampling rule, and its tags."""

    description: dict[str, Any]
    created: datetime.datetime
    changed: datetime.datetime
    tags: dict[str, str] = field(default_factory=dict)


class TraceSettings:
    """All groups and sampling rules of the emulator, by ARN.

    Args:
        error: the emulator's exception for AWS errors, called with code and message.
    """

    def __init__(self, error: Callable[..., Exception]) -> None:
        self._error = error
        self._kept: dict[str, Kept] = {}
        self._numbers = itertools.count(1)

    @property
    def handlers(self) -> dict[str, Handler]:
        """By operation."""
        return {
            "CreateGroup": self.create_group,
            "GetGroup": lambda context, request: {"Group": self._group(context, request).description},
            "GetGroups": lambda context, request: {"Groups": [one.description for one in self._all(context, "group")]},
            "UpdateGroup": self.update_group,
            "DeleteGroup": lambda context, request: self._drop(self._group(context, request), "GroupARN"),
            "CreateSamplingRule": self.create_rule,
            "GetSamplingRules": lambda context, request: {
                "SamplingRuleRecords": [_record(one) for one in self._all(context, "sampling-rule")]
            },
            "UpdateSamplingRule": self.update_rule,
            "DeleteSamplingRule": self.delete_rule,
            "ListTagsForResource": self.list_tags,
            "TagResource": self.add_tags,
            "UntagResource": self.remove_tags,
        }

    def create_group(self, context: Any, request: Request) -> dict[str, Any]:
        name = request["GroupName"]
        if any(one.description["GroupName"] == name for one in self._all(context, "group")):
            raise self._invalid(f"Group {name} already exists.")
        group = {
            "GroupName": name,
            "GroupARN": _arn(context, "group", f"{name}/{next(self._numbers):026d}"),
            "FilterExpression": request.get("FilterExpression", ""),
            "InsightsConfiguration": {
                "InsightsEnabled": False,
                "NotificationsEnabled": False,
                **(request.get("InsightsConfiguration") or {}),
            },
        }
        self._keep(group["GroupARN"], group, request)
        return {"Group": group}

    def update_group(self, context: Any, request: Request) -> dict[str, Any]:
        group = self._group(context, request)
        changed = {name: request[name] for name in ("FilterExpression", "InsightsConfiguration") if name in request}
        _change(group, changed)
        return {"Group": group.description}

    def create_rule(self, context: Any, request: Request) -> dict[str, Any]:
        name = request["SamplingRule"]["RuleName"]
        arn = _arn(context, "sampling-rule", name)
        if arn in self._kept:
            raise self._invalid(f"Sampling rule {name} already exists.")
        rule = self._keep(arn, {"Attributes": {}, **request["SamplingRule"], "RuleARN": arn}, request)
        return {"SamplingRuleRecord": _record(rule)}

    def update_rule(self, context: Any, request: Request) -> dict[str, Any]:
        rule = self._rule(context, request["SamplingRuleUpdate"])
        _change(rule, {name: value for name, value in request["SamplingRuleUpdate"].items() if name != "RuleARN"})
        return {"SamplingRuleRecord": _record(rule)}

    def delete_rule(self, context: Any, request: Request) -> dict[str, Any]:
        rule = self._rule(context, request)
        self._drop(rule, "RuleARN")
        return {"SamplingRuleRecord": _record(rule)}

    def list_tags(self, context: Any, request: Request) -> dict[str, Any]:
        tags = self._found(request["ResourceARN"], "Resource").tags
        return {"Tags": [{"Key": key, "Value": value} for key, value in tags.items()]}

    def add_tags(self, context: Any, request: Request) -> dict[str, Any]:
        self._found(request["ResourceARN"], "Resource").tags.update(_tags(request))
        return {}

    def remove_tags(self, context: Any, request: Request) -> dict[str, Any]:
        for key in request["TagKeys"]:
            self._found(request["ResourceARN"], "Resource").tags.pop(key, None)
        return {}

    def _keep(self, arn: str, description: dict[str, Any], request: Request) -> Kept:
        now = _now()
        self._kept[arn] = kept = Kept(description, now, now, _tags(request))
        return kept

    def _drop(self, kept: Kept, member: str) -> dict[str, Any]:
        self._kept.pop(kept.description[member], None)
        return {}

    def _all(self, context: Any, kind: str) -> list[Kept]:
        return [one for arn, one in self._kept.items() if arn.startswith(_arn(context, kind, ""))]

    def _group(self, context: Any, request: Request) -> Kept:
        """The group by name or ARN."""
        arns = {one.description["GroupName"]: one.description["GroupARN"] for one in self._all(context, "group")}
        return self._found(request.get("GroupARN") or arns.get(request.get("GroupName"), ""), "Group")

    def _rule(self, context: Any, request: Request) -> Kept:
        arn = request.get("RuleARN") or _arn(context, "sampling-rule", request.get("RuleName", ""))
        return self._found(arn, "Sampling rule")

    def _found(self, arn: str, kind: str) -> Kept:
        if arn not in self._kept:
            raise self._invalid(f"{kind} not found")
        return self._kept[arn]

    def _invalid(self, message: str) -> Exception:
        return self._error("InvalidRequestException", message)


def _arn(context: Any, kind: str, name: str) -> str:
    return f"arn:aws:xray:{context.region}:{context.account_id}:{kind}/{name}"


def _record(rule: Kept) -> dict[str, Any]:
    return {"SamplingRule": rule.description, "CreatedAt": rule.created, "ModifiedAt": rule.changed}


def _change(kept: Kept, members: dict[str, Any]) -> None:
    kept.description |= members
    kept.changed = _now()


def _tags(request: Request) -> dict[str, str]:
    return {tag["Key"]: tag["Value"] for tag in request.get("Tags") or []}


def _now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)
