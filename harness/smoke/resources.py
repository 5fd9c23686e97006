"""Checks on what is deployed: aliases, dashboard, alarms."""

from __future__ import annotations

import json

from harness.client import PipelineClient
from harness.smoke.expect import expect

FUNCTIONS = ("ocr", "document", "uploads", "rollout")


def live_aliases_point_at_published_versions(client: PipelineClient) -> str:
    """Every function is reached through its alias `live`, which names a published version."""
    versions = []
    for name in FUNCTIONS:
        function = client.outputs[f"{name}FunctionName"]
        alias = client.aws("lambda").get_alias(FunctionName=function, Name="live")
        expect(alias["FunctionVersion"].isdigit(), f"live of {function} points at {alias['FunctionVersion']}")
        versions.append(f"{name} {alias['FunctionVersion']}")
    return f"live: {', '.join(versions)}"


def dashboard_and_alarms_exist(client: PipelineClient) -> str:
    """On call finds the dashboard with widgets, and every alarm that the stack exports."""
    cloudwatch = client.aws("cloudwatch")
    dashboard = cloudwatch.get_dashboard(DashboardName=client.outputs["dashboardName"])
    widgets = json.loads(dashboard["DashboardBody"])["widgets"]
    expect(len(widgets) > 0, "the dashboard is empty")
    wanted = set(client.outputs["alarmNames"])
    found = {
        alarm["AlarmName"]
        for page in cloudwatch.get_paginator("describe_alarms").paginate()
        for alarm in page["MetricAlarms"]
    }
    expect(wanted <= found, f"missing alarms: {sorted(wanted - found)}")
    return f"{len(widgets)} widgets, {len(wanted)} alarms"
