from __future__ import annotations

from hypothesis import given

from components.alarms import alarms_of
from components.watched import WatchedStack
from tests.unit.watched_stacks import STACKS, TRAINING


@given(STACKS)
def test_every_function_has_an_alarm_for_errors_throttles_and_duration(stack: WatchedStack) -> None:
    alarms = {alarm.key: alarm for alarm in alarms_of(stack)}
    assert len(alarms) == len(alarms_of(stack))
    for function in stack.functions:
        for key, metric in (("errors", "Errors"), ("throttles", "Throttles"), ("duration", "Duration")):
            alarm = alarms[f"{function.service}-{key}"]
            assert (alarm.namespace, alarm.metric) == ("AWS/Lambda", metric)
            assert alarm.dimensions == {"FunctionName": function.function_name}


@given(STACKS)
def test_the_alarm_on_duration_rings_before_the_timeout_in_milliseconds(stack: WatchedStack) -> None:
    alarms = {alarm.key: alarm for alarm in alarms_of(stack)}
    for function in stack.functions:
        milliseconds = function.timeout * 1000
        assert milliseconds / 2 < alarms[f"{function.service}-duration"].threshold < milliseconds


@given(STACKS)
def test_a_single_dead_letter_rings(stack: WatchedStack) -> None:
    (alarm,) = [alarm for alarm in alarms_of(stack) if alarm.key == "dead-letters"]
    assert (alarm.metric, alarm.threshold) == ("ApproximateNumberOfMessagesVisible", 1)
    assert alarm.dimensions == {"QueueName": "letters"}


@given(STACKS)
def test_a_champion_that_the_functions_do_not_take_rings(stack: WatchedStack) -> None:
    (alarm,) = [alarm for alarm in alarms_of(stack) if alarm.key == "model-rejected"]
    assert (alarm.metric, alarm.threshold) == ("ModelRejected", 1)
    assert alarm.dimensions == {"environment": "dev", "model": "ocr", "role": "champion"}


@given(STACKS)
def test_training_and_registry_have_alarms_where_there_are_any(stack: WatchedStack) -> None:
    alarms = {alarm.key: alarm for alarm in alarms_of(stack)}
    keys = {key for key in alarms if key.startswith(("training", "mlflow"))}
    assert bool(keys) is (stack.training is not None)
    if stack.training:
        assert keys == {"training-failed", "training-timeouts", "mlflow-unhealthy", "mlflow-errors", "mlflow-storage"}
        assert alarms["training-failed"].dimensions == {"StateMachineArn": TRAINING.state_machine_arn}
        assert alarms["mlflow-unhealthy"].dimensions == {
            "LoadBalancer": TRAINING.balancer,
            "TargetGroup": TRAINING.targets,
        }


@given(STACKS)
def test_only_the_alarm_on_storage_rings_when_its_metric_falls(stack: WatchedStack) -> None:
    falling = [alarm for alarm in alarms_of(stack) if alarm.falling]
    assert [alarm.key for alarm in falling] == (["mlflow-storage"] if stack.training else [])
    assert all(0 < alarm.threshold < TRAINING.database_bytes for alarm in falling)
