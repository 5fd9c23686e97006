"""RDS: database instances, Aurora clusters, and what they refer to."""

from __future__ import annotations

from ..rows import Call, Caller, Codec, IfGiven, Read, Row, Setting, Tagging, Wait
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


def set_parameters(resource: Caller, old: Properties) -> None:
    """Sets the wanted parameters and resets those no longer given."""
    group = resource.scope["name"]
    wanted = [
        {
            "ParameterName": one["name"],
            "ParameterValue": str(one["value"]),
            "ApplyMethod": one.get("applyMethod", "immediate"),
        }
        for one in resource.inputs.get("parameters") or []
    ]
    names = {one["ParameterName"] for one in wanted}
    dropped = [
        {"ParameterName": one["name"], "ApplyMethod": one.get("applyMethod", "immediate")}
        for one in old.get("parameters") or []
        if one["name"] not in names
    ]
    for operation, parameters in (("ModifyDBParameterGroup", wanted), ("ResetDBParameterGroup", dropped)):
        for start in range(0, len(parameters), PARAMETERS_A_CALL):
            part = parameters[start : start + PARAMETERS_A_CALL]
            resource.call(operation, DBParameterGroupName=group, Parameters=part)


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
    Row(
        type="aws:rds/parameterGroup:ParameterGroup",
        service="rds",
        create=Call("CreateDBParameterGroup"),
        delete=Call("DeleteDBParameterGroup"),
        names={"name": "DBParameterGroupName", "family": "DBParameterGroupFamily"},
        id="{name}",
        key={"DBParameterGroupName": "{id}"},
        reads=(Read("DescribeDBParameterGroups", root="DBParameterGroups[0]", outputs={"arn": "DBParameterGroupArn"}),),
        settings=(Setting(("parameters",), set_parameters),),
        defaults={"description": "Managed by Pulumi"},
        autoname="name",
        identity=("name",),
        gone=("DBParameterGroupNotFound", "DBParameterGroupNotFoundFault"),
        tagging=TAGS,
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
