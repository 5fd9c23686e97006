"""Elastic Load Balancing: load balancers, their listeners and rules, and target groups."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..conversion import to_text
from ..rows import Call, Caller, Change, Codec, Read, Row, Setting, Tagging, Wait
from ..values import Properties

TAGS = Tagging(
    add="AddTags",
    remove="RemoveTags",
    key={"ResourceArns": ["{arn}"]},
    read=Read("DescribeTags", root="TagDescriptions[0]", key={"ResourceArns": ["{arn}"]}),
)
# https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_LoadBalancerAttribute.html
LOAD_BALANCER = {
    "idleTimeout": "idle_timeout.timeout_seconds",
    "clientKeepAlive": "client_keep_alive.seconds",
    "enableDeletionProtection": "deletion_protection.enabled",
    "enableCrossZoneLoadBalancing": "load_balancing.cross_zone.enabled",
    "enableHttp2": "routing.http2.enabled",
    "dropInvalidHeaderFields": "routing.http.drop_invalid_header_fields.enabled",
    "preserveHostHeader": "routing.http.preserve_host_header.enabled",
    "desyncMitigationMode": "routing.http.desync_mitigation_mode",
    "xffHeaderProcessingMode": "routing.http.xff_header_processing.mode",
    "accessLogs": "access_logs.s3",
}
# https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetGroupAttribute.html
TARGET_GROUP = {
    "deregistrationDelay": "deregistration_delay.timeout_seconds",
    "slowStart": "slow_start.duration_seconds",
    "loadBalancingAlgorithmType": "load_balancing.algorithm.type",
    "lambdaMultiValueHeadersEnabled": "lambda.multi_value_headers.enabled",
}
ACTION = {
    "targetGroupArn": "TargetGroupArn",
    "forward": "ForwardConfig",
    "forward.targetGroups.arn": "TargetGroupArn",
    "forward.stickiness": "TargetGroupStickinessConfig",
    "forward.stickiness.duration": "DurationSeconds",
    "redirect": "RedirectConfig",
    "fixedResponse": "FixedResponseConfig",
    "authenticateCognito": "AuthenticateCognitoConfig",
    "authenticateOidc": "AuthenticateOidcConfig",
}
CONDITION = {
    "hostHeader": ("HostHeaderConfig", "host-header"),
    "httpHeader": ("HttpHeaderConfig", "http-header"),
    "httpRequestMethod": ("HttpRequestMethodConfig", "http-request-method"),
    "pathPattern": ("PathPatternConfig", "path-pattern"),
    "queryStrings": ("QueryStringConfig.Values", "query-string"),
    "sourceIp": ("SourceIpConfig", "source-ip"),
}


def attributes(operation: str, member: str, names: Mapping[str, str]) -> Change:
    """A change of attributes.

    Args:
        operation: sets them.
        member: names the resource.
        names: property -> attribute; the parts of an object go below its attribute.
    """

    def change(resource: Caller, old: Properties) -> None:
        wanted = [
            {"Key": key, "Value": to_text(value)}
            for name, attribute in names.items()
            if resource.inputs.get(name) is not None and resource.inputs.get(name) != old.get(name)
            for key, value in _pairs(attribute, resource.inputs[name])
        ]
        if wanted:
            resource.call(operation, **{member: resource.scope["id"]}, Attributes=wanted)

    return change


def _pairs(attribute: str, value: Any) -> list[tuple[str, Any]]:
    return (
        [(f"{attribute}.{name}", part) for name, part in value.items()]
        if isinstance(value, dict)
        else [(attribute, value)]
    )


def below(path: str, names: Mapping[str, str]) -> dict[str, str]:
    """Names of properties one level deeper."""
    return {f"{path}.{name}": member for name, member in names.items()}


def with_field(conditions: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Conditions as AWS wants them: each says again of which kind it is."""
    return [
        {"field": next((CONDITION[name][1] for name in one if name in CONDITION), None), **one} for one in conditions
    ]


def without_field(conditions: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The inverse of `with_field`."""
    return [{name: value for name, value in one.items() if name != "field"} for one in conditions]


ROWS = (
    Row(
        type="aws:lb/loadBalancer:LoadBalancer",
        service="elbv2",
        create=Call("CreateLoadBalancer"),
        delete=Call("DeleteLoadBalancer"),
        names={"loadBalancerType": "Type", "internal": "Scheme"},
        id="{arn}",
        key={"LoadBalancerArn": "{id}", "LoadBalancerArns": ["{id}"]},
        answers={"arn": "LoadBalancers[0].LoadBalancerArn"},
        reads=(
            Read(
                "DescribeLoadBalancers",
                root="LoadBalancers[0]",
                names={"subnets": "AvailabilityZones", "name": "LoadBalancerName"},
                outputs={"dnsName": "DNSName", "zoneId": "CanonicalHostedZoneId", "vpcId": "VpcId"},
            ),
        ),
        settings=(
            Setting(("subnets",), Call("SetSubnets")),
            Setting(("securityGroups",), Call("SetSecurityGroups")),
            Setting(("ipAddressType",), Call("SetIpAddressType"), reset={"ipAddressType": "ipv4"}),
            Setting(tuple(LOAD_BALANCER), attributes("ModifyLoadBalancerAttributes", "LoadBalancerArn", LOAD_BALANCER)),
        ),
        # arn:…:loadbalancer/app/name/1234 is app/name/1234 there
        derived={"arnSuffix": lambda scope: str(scope["arn"]).partition(":loadbalancer/")[2]},
        defaults={"loadBalancerType": "application", "internal": False},
        codecs={
            "internal": Codec(
                encode=lambda internal: "internal" if internal else "internet-facing",
                decode=lambda scheme: scheme == "internal",
            ),
            "subnets": Codec(encode=list, decode=lambda zones: [zone["subnetId"] for zone in zones]),
        },
        unordered=("subnets", "securityGroups"),
        autoname="name",
        identity=("name",),
        wait=Wait(ready={"State.Code": ("active",)}, failed={"State.Code": ("failed",)}, reason="State.Reason"),
        gone=("LoadBalancerNotFound",),
        tagging=TAGS,
    ),
    Row(
        type="aws:lb/targetGroup:TargetGroup",
        service="elbv2",
        create=Call("CreateTargetGroup"),
        update=Call("ModifyTargetGroup"),
        delete=Call("DeleteTargetGroup"),
        names={
            "healthCheck": "",
            "healthCheck.enabled": "HealthCheckEnabled",
            "healthCheck.healthyThreshold": "HealthyThresholdCount",
            "healthCheck.unhealthyThreshold": "UnhealthyThresholdCount",
            "healthCheck.interval": "HealthCheckIntervalSeconds",
            "healthCheck.timeout": "HealthCheckTimeoutSeconds",
            "healthCheck.matcher": "Matcher.HttpCode",
            "healthCheck.path": "HealthCheckPath",
            "healthCheck.port": "HealthCheckPort",
            "healthCheck.protocol": "HealthCheckProtocol",
        },
        id="{arn}",
        key={"TargetGroupArn": "{id}", "TargetGroupArns": ["{id}"]},
        answers={"arn": "TargetGroups[0].TargetGroupArn"},
        reads=(Read("DescribeTargetGroups", root="TargetGroups[0]", names={"name": "TargetGroupName"}),),
        settings=(
            Setting(tuple(TARGET_GROUP), attributes("ModifyTargetGroupAttributes", "TargetGroupArn", TARGET_GROUP)),
        ),
        # arn:…:targetgroup/name/1234 is targetgroup/name/1234 there
        derived={"arnSuffix": lambda scope: str(scope["arn"]).rpartition(":")[2]},
        defaults={"targetType": "instance"},
        autoname="name",
        identity=("name",),
        gone=("TargetGroupNotFound",),
        tagging=TAGS,
    ),
    Row(
        type="aws:lb/listener:Listener",
        service="elbv2",
        create=Call("CreateListener"),
        update=Call("ModifyListener"),
        delete=Call("DeleteListener"),
        names={"certificateArn": "Certificates[0].CertificateArn", **below("defaultActions", ACTION)},
        id="{arn}",
        key={"ListenerArn": "{id}", "ListenerArns": ["{id}"]},
        answers={"arn": "Listeners[0].ListenerArn"},
        reads=(Read("DescribeListeners", root="Listeners[0]"),),
        identity=("loadBalancerArn", "port"),
        gone=("ListenerNotFound", "LoadBalancerNotFound"),
        tagging=TAGS,
    ),
    Row(
        type="aws:lb/listenerRule:ListenerRule",
        service="elbv2",
        create=Call("CreateRule"),
        update=Call("ModifyRule"),
        delete=Call("DeleteRule"),
        names={
            **below("actions", ACTION),
            **{f"conditions.{name}": member for name, (member, _) in CONDITION.items()},
        },
        id="{arn}",
        key={"RuleArn": "{id}", "RuleArns": ["{id}"]},
        answers={"arn": "Rules[0].RuleArn"},
        reads=(Read("DescribeRules", root="Rules[0]"),),
        settings=(
            Setting(
                ("priority",),
                Call(
                    "SetRulePriorities",
                    names={"priority": "RulePriorities[0].Priority"},
                    key={"RulePriorities[0].RuleArn": "{id}"},
                ),
            ),
        ),
        codecs={"conditions": Codec(encode=with_field, decode=without_field)},
        identity=("listenerArn", "priority"),
        gone=("RuleNotFound", "ListenerNotFound"),
        tagging=TAGS,
    ),
)
