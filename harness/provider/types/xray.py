"""X-Ray: groups of traces and rules of sampling."""

from __future__ import annotations

from ..rows import Call, ErrorPattern, Read, Row
from .tagging import tagged_by_arn

TAGS = tagged_by_arn("ResourceARN")
RULE = {
    "ruleName": "RuleName",
    "resourceArn": "ResourceARN",
    "priority": "Priority",
    "fixedRate": "FixedRate",
    "reservoirSize": "ReservoirSize",
    "serviceName": "ServiceName",
    "serviceType": "ServiceType",
    "host": "Host",
    "httpMethod": "HTTPMethod",
    "urlPath": "URLPath",
    "attributes": "Attributes",
}


def _below(member: str) -> dict[str, str]:
    return {name: f"{member}.{path}" for name, path in RULE.items()}


ROWS = (
    Row(
        type="aws:xray/group:Group",
        service="xray",
        create=Call("CreateGroup"),
        update=Call("UpdateGroup"),
        delete=Call("DeleteGroup"),
        id="{arn}",
        key={"GroupName": "{groupName}"},
        answers={"arn": "Group.GroupARN"},
        reads=(Read("GetGroup", root="Group"),),
        identity=("groupName",),
        replace=("groupName",),
        gone=(ErrorPattern("InvalidRequestException", "not found"),),
        tagging=TAGS,
    ),
    Row(
        type="aws:xray/samplingRule:SamplingRule",
        service="xray",
        create=Call("CreateSamplingRule", names={**_below("SamplingRule"), "version": "SamplingRule.Version"}),
        update=Call("UpdateSamplingRule", names=_below("SamplingRuleUpdate")),
        delete=Call("DeleteSamplingRule"),
        id="{ruleName}",
        key={"RuleName": "{id}"},
        answers={"arn": "SamplingRuleRecord.SamplingRule.RuleARN"},
        reads=(
            Read(
                "GetSamplingRules",
                root="SamplingRuleRecords",
                find={"SamplingRule.RuleName": "{id}"},
                names={**_below("SamplingRule"), "version": "SamplingRule.Version"},
            ),
        ),
        autoname="ruleName",
        identity=("ruleName",),
        replace=("ruleName",),
        gone=(
            ErrorPattern("InvalidRequestException", "not found"),
            ErrorPattern("InvalidRequestException", "does not exist"),
        ),
        tagging=TAGS,
    ),
)
