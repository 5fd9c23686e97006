"""CloudWatch: alarms and dashboards."""

from __future__ import annotations

from ..rows import Call, Read, Row
from .tagging import tagged_by_arn

TAGS = tagged_by_arn("ResourceARN")
ACTIONS = ("alarmActions", "okActions", "insufficientDataActions")

ROWS = (
    Row(
        type="aws:cloudwatch/metricAlarm:MetricAlarm",
        service="cloudwatch",
        create=Call("PutMetricAlarm"),
        update=Call("PutMetricAlarm"),
        delete=Call("DeleteAlarms"),
        names={
            "name": "AlarmName",
            "metricQueries": "Metrics",
            "metricQueries.metric": "MetricStat",
            "metricQueries.metric.metricName": "Metric.MetricName",
            "metricQueries.metric.namespace": "Metric.Namespace",
            "metricQueries.metric.dimensions": "Metric.Dimensions",
        },
        id="{name}",
        key={"AlarmNames": ["{id}"]},
        reads=(Read("DescribeAlarms", root="MetricAlarms[0]", outputs={"arn": "AlarmArn"}),),
        defaults={"actionsEnabled": True, "treatMissingData": "missing"},
        unordered=ACTIONS,
        autoname="name",
        identity=("name",),
        replace=("name",),
        tagging=TAGS,
    ),
    Row(
        type="aws:cloudwatch/compositeAlarm:CompositeAlarm",
        service="cloudwatch",
        create=Call("PutCompositeAlarm"),
        update=Call("PutCompositeAlarm"),
        delete=Call("DeleteAlarms"),
        names={
            "actionsSuppressor": "",
            "actionsSuppressor.alarm": "ActionsSuppressor",
            "actionsSuppressor.extensionPeriod": "ActionsSuppressorExtensionPeriod",
            "actionsSuppressor.waitPeriod": "ActionsSuppressorWaitPeriod",
        },
        id="{alarmName}",
        key={"AlarmNames": ["{id}"]},
        reads=(
            Read(
                "DescribeAlarms",
                root="CompositeAlarms[0]",
                fixed={"AlarmTypes": ["CompositeAlarm"]},
                outputs={"arn": "AlarmArn"},
            ),
        ),
        defaults={"actionsEnabled": True},
        unordered=ACTIONS,
        identity=("alarmName",),
        replace=("alarmName", "actionsEnabled"),
        tagging=TAGS,
    ),
    Row(
        type="aws:cloudwatch/dashboard:Dashboard",
        service="cloudwatch",
        create=Call("PutDashboard"),
        update=Call("PutDashboard"),
        delete=Call("DeleteDashboards"),
        id="{dashboardName}",
        key={"DashboardName": "{id}", "DashboardNames": ["{id}"]},
        reads=(Read("GetDashboard", outputs={"dashboardArn": "DashboardArn"}),),
        autoname="dashboardName",
        identity=("dashboardName",),
        replace=("dashboardName",),
        # AWS says ResourceNotFound; emulators that follow its older error say this.
        gone=("InvalidParameterValue",),
    ),
)
