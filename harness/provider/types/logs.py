"""CloudWatch Logs: log groups and the metrics drawn from them."""

from __future__ import annotations

from ..rows import Call, Read, Row, Setting, Tagging

ROWS = (
    Row(
        type="aws:cloudwatch/logGroup:LogGroup",
        service="logs",
        create=Call("CreateLogGroup"),
        delete=Call("DeleteLogGroup"),
        names={"name": "logGroupName"},
        id="{name}",
        key={"logGroupName": "{id}"},
        reads=(
            Read(
                "DescribeLogGroups",
                root="logGroups",
                key={"logGroupNamePrefix": "{id}"},
                find={"logGroupName": "{id}"},
            ),
        ),
        settings=(Setting(("retentionInDays",), Call("PutRetentionPolicy"), remove=Call("DeleteRetentionPolicy")),),
        derived={"arn": "arn:aws:logs:{region}:{account}:log-group:{id}"},
        defaults={"logGroupClass": "STANDARD"},
        autoname="name",
        identity=("name",),
        replace=("name",),
        tagging=Tagging(
            add="TagResource",
            remove="UntagResource",
            key={"resourceArn": "{arn}"},
            tags="tags",
            keys="tagKeys",
            create="tags",
            read=Read("ListTagsForResource", key={"resourceArn": "{arn}"}),
            found="tags",
        ),
    ),
    Row(
        type="aws:cloudwatch/logMetricFilter:LogMetricFilter",
        service="logs",
        create=Call("PutMetricFilter"),
        delete=Call("DeleteMetricFilter"),
        names={
            "name": "filterName",
            "pattern": "filterPattern",
            "metricTransformation": "metricTransformations[0]",
            "metricTransformation.name": "metricName",
            "metricTransformation.namespace": "metricNamespace",
            "metricTransformation.value": "metricValue",
        },
        id="{name}",
        key={"logGroupName": "{logGroupName}", "filterName": "{name}"},
        reads=(
            Read(
                "DescribeMetricFilters",
                root="metricFilters",
                key={"logGroupName": "{logGroupName}", "filterNamePrefix": "{name}"},
                find={"filterName": "{name}"},
            ),
        ),
        autoname="name",
        identity=("logGroupName", "name"),
    ),
)
