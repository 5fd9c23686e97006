"""Cloud Map: private DNS namespaces and the services that are found in them."""

from __future__ import annotations

from ..rows import Call, Caller, Completion, Read, Row, Setting, Wait
from ..values import Properties
from .tagging import tagged_by_arn

CHANGEABLE = ("description", "dnsConfig", "healthCheckConfig")


def change_service(resource: Caller, old: Properties) -> None:
    """Sets what a service may change; AWS takes what is left out for dropped."""
    inputs = resource.inputs
    change: dict[str, object] = {"Description": inputs.get("description", "")}
    if inputs.get("dnsConfig"):
        records = inputs["dnsConfig"]["dnsRecords"]
        change["DnsConfig"] = {"DnsRecords": [{"Type": one["type"], "TTL": int(one["ttl"])} for one in records]}
    if inputs.get("healthCheckConfig"):
        check = inputs["healthCheckConfig"]
        members = {"Type": check.get("type"), "ResourcePath": check.get("resourcePath")}
        members["FailureThreshold"] = int(check["failureThreshold"]) if "failureThreshold" in check else None
        change["HealthCheckConfig"] = {member: value for member, value in members.items() if value is not None}
    resource.call("UpdateService", Id=resource.scope["id"], Service=change)


def release_instances(resource: Caller) -> None:
    """Takes out what is still registered, where the program wants the service gone all the same."""
    if resource.inputs.get("forceDestroy"):
        for instance in resource.call("ListInstances", ServiceId=resource.scope["id"])["Instances"]:
            resource.call("DeregisterInstance", ServiceId=resource.scope["id"], InstanceId=instance["Id"])


ROWS = (
    Row(
        type="aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace",
        service="servicediscovery",
        create=Call("CreatePrivateDnsNamespace"),
        update=Call("UpdatePrivateDnsNamespace", names={"description": "Namespace.Description"}),
        delete=Call("DeleteNamespace"),
        id="{namespaceId}",
        key={"Id": "{id}"},
        answers={"operationId": "OperationId"},
        completion=Completion(
            Read(
                "GetOperation",
                root="Operation",
                key={"OperationId": "{operationId}"},
                outputs={"namespaceId": "Targets.NAMESPACE"},
            ),
            Wait(ready={"Status": ("SUCCESS",)}, failed={"Status": ("FAIL",)}, reason="ErrorMessage"),
        ),
        reads=(
            Read(
                "GetNamespace",
                root="Namespace",
                outputs={"arn": "Arn", "hostedZone": "Properties.DnsProperties.HostedZoneId"},
            ),
        ),
        reset={"description": ""},
        identity=("name", "vpc"),
        replace=("name",),
        drained=True,
        gone=("NamespaceNotFound",),
        tagging=tagged_by_arn("ResourceARN"),
    ),
    Row(
        type="aws:servicediscovery/service:Service",
        service="servicediscovery",
        create=Call("CreateService"),
        delete=Call("DeleteService"),
        id="{serviceId}",
        key={"Id": "{id}"},
        answers={"serviceId": "Service.Id", "arn": "Service.Arn"},
        reads=(Read("GetService", root="Service"),),
        settings=(Setting(CHANGEABLE, change_service),),
        replace=("dnsConfig.namespaceId", "dnsConfig.routingPolicy"),
        local={"forceDestroy": "applies when the service is deleted"},
        identity=("name", "namespaceId"),
        deleting=release_instances,
        gone=("ServiceNotFound",),
        tagging=tagged_by_arn("ResourceARN"),
    ),
)
