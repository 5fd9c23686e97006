"""ElastiCache Serverless."""

from __future__ import annotations

from ..rows import Call, Read, Row, Tagging, Wait

ROWS = (
    Row(
        type="aws:elasticache/serverlessCache:ServerlessCache",
        service="elasticache",
        create=Call("CreateServerlessCache"),
        update=Call("ModifyServerlessCache"),
        delete=Call("DeleteServerlessCache"),
        names={"name": "ServerlessCacheName", "cacheUsageLimits.ecpuPerSeconds": "ECPUPerSecond"},
        id="{name}",
        key={"ServerlessCacheName": "{id}"},
        reads=(
            Read(
                "DescribeServerlessCaches",
                root="ServerlessCaches[0]",
                outputs={
                    "arn": "ARN",
                    "status": "Status",
                    "createTime": "CreateTime",
                    "fullEngineVersion": "FullEngineVersion",
                    "endpoints": ["Endpoint"],
                    "readerEndpoints": ["ReaderEndpoint"],
                },
            ),
        ),
        autoname="name",
        identity=("name",),
        replace=("name", "subnetIds"),
        unordered=("subnetIds", "securityGroupIds"),
        tagging=Tagging(
            add="AddTagsToResource",
            remove="RemoveTagsFromResource",
            key={"ResourceName": "{arn}"},
            read=Read("ListTagsForResource", key={"ResourceName": "{arn}"}),
            found="TagList",
        ),
        wait=Wait(ready={"Status": ("available",)}, failed={"Status": ("create-failed",)}, seconds=900),
        drained=True,
    ),
)
