"""CloudWatch: alarms and dashboards."""

from __future__ import annotations

from ..rows import Call, Read, Row, Tagging

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
        unordered=("alarmActions", "okActions", "insufficientDataActions"),
        autoname="name",
        identity=("name",),
        replace=("name",),
        tagging=Tagging(
            add="TagResource",
            remove="UntagResource",
            key={"ResourceARN": "{arn}"},
            read=Read("ListTagsForResource", key={"ResourceARN": "{arn}"}),
        ),
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
