"""RDS: database instances, Aurora clusters, and what they refer to."""

from __future__ import annotations

from ..rows import Call, Caller, Change, Codec, ErrorPattern, IfGiven, Read, Row, Setting, Tagging, Wait
from ..values import Properties

PARAMETERS_A_CALL = 20
TAGS = Tagging(
    add="AddTagsToResource",
    remove="RemoveTagsFromResource",
    key={"ResourceName": "{arn}"},
    read=Read("ListTagsForResource", key={"ResourceName": "{arn}"}),
    found="TagList",
)
COMMON = {
    "iamDatabaseAuthenticationEnabled": "EnableIAMDatabaseAuthentication",
    "enabledCloudwatchLogsExports": "EnableCloudwatchLogsExports",
    "performanceInsightsEnabled": "EnablePerformanceInsights",
}
CHANGED = {"enabledCloudwatchLogsExports": "CloudwatchLogsExportConfiguration.EnableLogTypes"}
DESCRIBED = {
    "iamDatabaseAuthenticationEnabled": "IAMDatabaseAuthenticationEnabled",
    "enabledCloudwatchLogsExports": "EnabledCloudwatchLogsExports",
    "performanceInsightsEnabled": "PerformanceInsightsEnabled",
    "vpcSecurityGroupIds": "VpcSecurityGroups",
}
GROUPS = Codec(encode=list, decode=lambda groups: [group["vpcSecurityGroupId"] for group in groups])
AT_ONCE = {"ApplyImmediately": True}
ON_DELETION = {
    "applyImmediately": "a local change always applies at once",
    "skipFinalSnapshot": "applies when the database is deleted",
    "finalSnapshotIdentifier": "applies when the database is deleted",
    "deleteAutomatedBackups": "applies when the database is deleted",
}
DELETION = {
    "SkipFinalSnapshot": IfGiven("{skipFinalSnapshot}"),
    "DeleteAutomatedBackups": IfGiven("{deleteAutomatedBackups}"),
}


def parameters_of(kind: str) -> Change:
    """A change of a group's parameters: those wanted are set, those no longer given are reset.

    Args:
        kind: "DBParameterGroup" or "DBClusterParameterGroup", as in the names of the calls.
    """

    def change(resource: Caller, old: Properties) -> None:
        wanted = {one["name"]: one for one in resource.inputs.get("parameters") or []}
        dropped = [one for one in old.get("parameters") or [] if one["name"] not in wanted]
        for operation, parameters in ((f"Modify{kind}", list(wanted.values())), (f"Reset{kind}", dropped)):
            for start in range(0, len(parameters), PARAMETERS_A_CALL):
                part = [_parameter(one) for one in parameters[start : start + PARAMETERS_A_CALL]]
                resource.call(operation, **{f"{kind}Name": resource.scope["name"]}, Parameters=part)

    return change


def _parameter(given: Properties) -> dict[str, str]:
    """A parameter as AWS takes it; a reset takes no notice of the value."""
    return {
        "ParameterName": given["name"],
        "ParameterValue": str(given["value"]),
        "ApplyMethod": given.get("applyMethod", "immediate"),
    }


def _parameter_group(type_token: str, kind: str, gone: tuple[str | ErrorPattern, ...], tagging: Tagging | None) -> Row:
    return Row(
        type=type_token,
        service="rds",
        create=Call(f"Create{kind}"),
        delete=Call(f"Delete{kind}"),
        names={"name": f"{kind}Name", "family": "DBParameterGroupFamily"},
        id="{name}",
        key={f"{kind}Name": "{id}"},
        reads=(
            Read(f"Describe{kind}s", root=f"{kind}s[0]", outputs={"arn": f"{kind}Arn"}),
            Read(
                f"Describe{kind.removesuffix('Group')}s",
                root="Parameters",
                fixed={"Source": "user"},
                names={
                    "parameters": "",
                    "parameters.name": "ParameterName",
                    "parameters.value": "ParameterValue",
                },
                only=("parameters",),
            ),
        ),
        settings=(Setting(("parameters",), parameters_of(kind)),),
        unordered=("parameters",),
        defaults={"description": "Managed by Pulumi"},
        autoname="name",
        identity=("name",),
        local={} if tagging else {"tags": "emulators keep no tags of these groups"},
        gone=gone,
        tagging=tagging,
    )


ROWS = (
    Row(
        type="aws:rds/subnetGroup:SubnetGroup",
        service="rds",
        create=Call("CreateDBSubnetGroup"),
        delete=Call("DeleteDBSubnetGroup"),
        names={"name": "DBSubnetGroupName", "description": "DBSubnetGroupDescription"},
        id="{name}",
        key={"DBSubnetGroupName": "{id}"},
        reads=(
            Read(
                "DescribeDBSubnetGroups",
                root="DBSubnetGroups[0]",
                names={"subnetIds": "Subnets"},
                outputs={"arn": "DBSubnetGroupArn", "vpcId": "VpcId"},
            ),
        ),
        defaults={"description": "Managed by Pulumi"},
        codecs={
            "subnetIds": Codec(encode=list, decode=lambda subnets: [subnet["subnetIdentifier"] for subnet in subnets])
        },
        unordered=("subnetIds",),
        autoname="name",
        identity=("name",),
        gone=("DBSubnetGroupNotFoundFault",),
        tagging=TAGS,
    ),
    _parameter_group(
        "aws:rds/parameterGroup:ParameterGroup",
        "DBParameterGroup",
        gone=("DBParameterGroupNotFound", "DBParameterGroupNotFoundFault"),
        tagging=TAGS,
    ),
    _parameter_group(
        "aws:rds/clusterParameterGroup:ClusterParameterGroup",
        "DBClusterParameterGroup",
        gone=(
            "DBParameterGroupNotFound",
            "DBClusterParameterGroupNotFoundFault",
            ErrorPattern(
                "InternalError", "rds.DeleteDBClusterParameterGroup: '"
            ),  # LocalEmu's answer for an unknown one
        ),
        tagging=None,
    ),
    Row(
        type="aws:rds/instance:Instance",
        service="rds",
        create=Call("CreateDBInstance"),
        update=Call("ModifyDBInstance", names={**CHANGED, "port": "DBPortNumber"}, fixed=AT_ONCE),
        delete=Call(
            "DeleteDBInstance",
            key={
                "DBInstanceIdentifier": "{identifier}",
                **DELETION,
                "FinalDBSnapshotIdentifier": IfGiven("{finalSnapshotIdentifier}"),
            },
        ),
        names={
            **COMMON,
            "identifier": "DBInstanceIdentifier",
            "instanceClass": "DBInstanceClass",
            "username": "MasterUsername",
            "password": "MasterUserPassword",
            "parameterGroupName": "DBParameterGroupName",
            "backupWindow": "PreferredBackupWindow",
            "maintenanceWindow": "PreferredMaintenanceWindow",
            "caCertIdentifier": "CACertificateIdentifier",
        },
        id="{resourceId}",
        key={"DBInstanceIdentifier": "{identifier}"},
        answers={"resourceId": "DBInstance.DbiResourceId", "arn": "DBInstance.DBInstanceArn"},
        reads=(
            Read(
                "DescribeDBInstances",
                root="DBInstances[0]",
                names={
                    **DESCRIBED,
                    "parameterGroupName": "DBParameterGroups[0].DBParameterGroupName",
                    "dbSubnetGroupName": "DBSubnetGroup.DBSubnetGroupName",
                    "port": "Endpoint.Port",
                },
                outputs={
                    "address": "Endpoint.Address",
                    "port": "Endpoint.Port",
                    "status": "DBInstanceStatus",
                    "engineVersionActual": "EngineVersion",
                    "masterUserSecrets": ["MasterUserSecret"],
                },
            ),
        ),
        derived={"endpoint": "{address}:{port}"},
        autoname="identifier",
        identity=("identifier",),
        replace=("identifier", "engine"),
        local=ON_DELETION,
        codecs={"vpcSecurityGroupIds": GROUPS},
        unordered=("vpcSecurityGroupIds", "enabledCloudwatchLogsExports"),
        wait=Wait(ready={"DBInstanceStatus": ("available",)}, failed={"DBInstanceStatus": ("failed",)}, seconds=1800),
        drained=True,
        gone=("DBInstanceNotFound", "DBInstanceNotFoundFault"),
        tagging=TAGS,
    ),
    Row(
        type="aws:rds/cluster:Cluster",
        service="rds",
        create=Call("CreateDBCluster"),
        update=Call("ModifyDBCluster", names=CHANGED, fixed=AT_ONCE),
        delete=Call(
            "DeleteDBCluster",
            key={
                "DBClusterIdentifier": "{id}",
                **DELETION,
                "FinalDBSnapshotIdentifier": IfGiven("{finalSnapshotIdentifier}"),
            },
        ),
        names={
            **COMMON,
            "clusterIdentifier": "DBClusterIdentifier",
            "masterPassword": "MasterUserPassword",
            "caCertificateIdentifier": "CACertificateIdentifier",
        },
        id="{clusterIdentifier}",
        key={"DBClusterIdentifier": "{id}"},
        reads=(
            Read(
                "DescribeDBClusters",
                root="DBClusters[0]",
                names={
                    **DESCRIBED,
                    "dbSubnetGroupName": "DBSubnetGroup",
                    "dbClusterParameterGroupName": "DBClusterParameterGroup",
                },
                outputs={
                    "arn": "DBClusterArn",
                    "clusterResourceId": "DbClusterResourceId",
                    "endpoint": "Endpoint",
                    "readerEndpoint": "ReaderEndpoint",
                    "port": "Port",
                    "hostedZoneId": "HostedZoneId",
                    "engineVersionActual": "EngineVersion",
                    "masterUserSecrets": ["MasterUserSecret"],
                },
            ),
        ),
        defaults={"engineMode": "provisioned"},
        autoname="clusterIdentifier",
        identity=("clusterIdentifier",),
        replace=("clusterIdentifier", "engineMode"),
        local=ON_DELETION,
        codecs={"vpcSecurityGroupIds": GROUPS},
        unordered=("vpcSecurityGroupIds", "enabledCloudwatchLogsExports", "availabilityZones"),
        wait=Wait(ready={"Status": ("available",)}, failed={"Status": ("failed",)}, seconds=1800),
        drained=True,
        gone=("DBClusterNotFoundFault",),
        tagging=TAGS,
    ),
    Row(
        type="aws:rds/clusterInstance:ClusterInstance",
        service="rds",
        create=Call("CreateDBInstance"),
        update=Call("ModifyDBInstance", fixed=AT_ONCE),
        delete=Call("DeleteDBInstance", fixed={"SkipFinalSnapshot": True}),
        names={
            "performanceInsightsEnabled": "EnablePerformanceInsights",
            "identifier": "DBInstanceIdentifier",
            "clusterIdentifier": "DBClusterIdentifier",
            "instanceClass": "DBInstanceClass",
            "caCertIdentifier": "CACertificateIdentifier",
        },
        id="{identifier}",
        key={"DBInstanceIdentifier": "{id}"},
        answers={"dbiResourceId": "DBInstance.DbiResourceId", "arn": "DBInstance.DBInstanceArn"},
        reads=(
            Read(
                "DescribeDBInstances",
                root="DBInstances[0]",
                names={
                    "performanceInsightsEnabled": "PerformanceInsightsEnabled",
                    "dbSubnetGroupName": "DBSubnetGroup.DBSubnetGroupName",
                },
                outputs={
                    "endpoint": "Endpoint.Address",
                    "port": "Endpoint.Port",
                    "engineVersionActual": "EngineVersion",
                },
            ),
        ),
        autoname="identifier",
        identity=("identifier",),
        replace=("identifier", "engine", "clusterIdentifier"),
        local={"applyImmediately": ON_DELETION["applyImmediately"]},
        wait=Wait(ready={"DBInstanceStatus": ("available",)}, failed={"DBInstanceStatus": ("failed",)}, seconds=1800),
        drained=True,
        gone=("DBInstanceNotFound", "DBInstanceNotFoundFault"),
        tagging=TAGS,
    ),
)
