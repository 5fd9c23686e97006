"""Application Auto Scaling: what may scale, and by which policy."""

from __future__ import annotations

from ..rows import Call, ErrorPattern, Read, Row

TARGET = {
    "ServiceNamespace": "{serviceNamespace}",
    "ResourceId": "{resourceId}",
    "ScalableDimension": "{scalableDimension}",
}
IDENTITY = ("serviceNamespace", "resourceId", "scalableDimension")

ROWS = (
    Row(
        type="aws:appautoscaling/target:Target",
        service="application-autoscaling",
        create=Call("RegisterScalableTarget"),
        update=Call("RegisterScalableTarget"),
        delete=Call("DeregisterScalableTarget"),
        id="{serviceNamespace}/{resourceId}/{scalableDimension}",
        key={**TARGET, "ResourceIds": ["{resourceId}"]},
        reads=(
            Read(
                "DescribeScalableTargets",
                root="ScalableTargets",
                find={"ResourceId": "{resourceId}", "ScalableDimension": "{scalableDimension}"},
                outputs={"arn": "ScalableTargetARN"},
            ),
        ),
        identity=IDENTITY,
        replace=IDENTITY,
        gone=("ObjectNotFoundException", ErrorPattern("ValidationException", "No scalable target found")),
        local={"tags": "emulators keep no tags of scalable targets"},
    ),
    Row(
        type="aws:appautoscaling/policy:Policy",
        service="application-autoscaling",
        create=Call("PutScalingPolicy"),
        update=Call("PutScalingPolicy"),
        delete=Call("DeleteScalingPolicy"),
        names={"name": "PolicyName"},
        id="{serviceNamespace}/{resourceId}/{scalableDimension}/{name}",
        key={**TARGET, "PolicyName": "{name}", "PolicyNames": ["{name}"]},
        answers={"arn": "PolicyARN"},
        reads=(Read("DescribeScalingPolicies", root="ScalingPolicies", find={"PolicyName": "{name}"}),),
        defaults={"policyType": "StepScaling"},
        autoname="name",
        identity=(*IDENTITY, "name"),
        replace=(*IDENTITY, "name", "policyType"),
        gone=("ObjectNotFoundException", ErrorPattern("ValidationException", "No scaling policy found")),
    ),
)
