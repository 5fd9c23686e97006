"""Stacks of any shape, for properties of dashboard and alarms."""

from __future__ import annotations

from hypothesis import strategies as st

from components.watched import WatchedFunction, WatchedModel, WatchedStack, WatchedTraining

FUNCTIONS = st.builds(
    WatchedFunction,
    service=st.text("abc", min_size=1),
    function_name=st.text("abc-", min_size=1),
    timeout=st.integers(1, 900),
)
TRAINING = WatchedTraining(
    state_machine_arn="arn:machine",
    balancer="app/registry/1",
    targets="targetgroup/registry/1",
    cluster="cluster",
    service="service",
    database="database",
    database_bytes=20 * 2**30,
)
MODEL = WatchedModel("dev", "ocr")
STACKS = st.builds(
    WatchedStack,
    functions=st.lists(FUNCTIONS, min_size=1, max_size=5, unique_by=lambda one: one.service),
    readers=st.just(("ocr", "document")),
    queue_name=st.just("letters"),
    api_name=st.just("api"),
    stage_name=st.just("v1"),
    model=st.just(MODEL),
    training=st.none() | st.just(TRAINING),
)
