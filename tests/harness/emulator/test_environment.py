from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import textwrap
import threading
import time
from pathlib import Path
from typing import Any

import psutil
import pytest
from ai_pipeline_emulator.environment import ExecutionEnvironment, Result
from ai_pipeline_emulator.runtime_api import LARGEST_RESPONSE, Invocation
from ai_pipeline_emulator.sandbox import isolation_available
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.harness.emulator.conftest import MakeEnvironment

ECHO = "def handler(event, context): return event"
TRACE = "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1"


def invoke(environment: ExecutionEnvironment, event: Any = None, request_id: str = "request-1") -> Result:
    payload = json.dumps(event).encode()
    return environment.invoke(Invocation(request_id, payload, "arn:aws:lambda:x:y:function:example:live", TRACE))


def answer(environment: ExecutionEnvironment, event: Any = None) -> Any:
    result = invoke(environment, event)
    assert not result.is_error, result.body
    return json.loads(result.body)


def error(environment: ExecutionEnvironment, event: Any = None) -> tuple[str, str]:
    result = invoke(environment, event)
    assert result.is_error, result.body
    body = json.loads(result.body)
    return body["errorType"], body["errorMessage"]


def test_answers_with_what_the_handler_returns(make: MakeEnvironment, isolated: bool) -> None:
    environment = make(ECHO, isolated)
    assert environment.initialize() is None
    assert answer(environment, {"page": 1}) == {"page": 1}


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=8,
)


def test_every_json_event_comes_back_unchanged(make: MakeEnvironment) -> None:
    environment = make(ECHO)

    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(JSON)
    def comes_back(event: Any) -> None:
        assert answer(environment, event) == event

    comes_back()


def test_a_warm_environment_keeps_what_the_function_loaded(make: MakeEnvironment) -> None:
    environment = make("calls = []\ndef handler(event, context):\n    calls.append(event)\n    return len(calls)")
    assert [answer(environment) for _ in range(3)] == [1, 2, 3]


def test_the_context_tells_the_request_and_the_time_left(make: MakeEnvironment) -> None:
    environment = make(
        "def handler(event, context):\n"
        "    return [context.aws_request_id, context.invoked_function_arn, context.get_remaining_time_in_millis()]",
        timeout=5,
    )
    request_id, arn, left = answer(environment)
    assert (request_id, arn.rpartition(":")[2]) == ("request-1", "live")
    assert 3000 < left <= 5000


def test_the_log_holds_output_between_the_lines_of_lambda(make: MakeEnvironment) -> None:
    environment = make("print('loading')\ndef handler(event, context): print('working')")
    assert environment.initialize() is None
    cold, warm = invoke(environment, request_id="one").logs, invoke(environment, request_id="two").logs
    assert re.fullmatch(
        r"START RequestId: one Version: 7\nloading\nworking\nEND RequestId: one\n"
        r"REPORT RequestId: one\tDuration: [\d.]+ ms\tBilled Duration: \d+ ms\tMemory Size: 256 MB\t"
        r"Max Memory Used: \d+ MB\tInit Duration: [\d.]+ ms\t\n",
        cold,
    )
    assert "loading" not in warm and "Init Duration" not in warm
    assert warm.startswith("START RequestId: two Version: 7\nworking\nEND RequestId: two\n")


def test_an_exception_of_the_handler_keeps_its_type_and_the_environment(make: MakeEnvironment) -> None:
    environment = make(
        "seen = []\n"
        "def handler(event, context):\n"
        "    seen.append(event)\n"
        "    if event == 'bad': raise KeyError('no such page')\n"
        "    return len(seen)"
    )
    assert error(environment, "bad") == ("KeyError", "'no such page'")
    assert answer(environment, "good") == 2


def test_a_function_that_cannot_be_loaded_is_an_error_of_every_invocation(
    make: MakeEnvironment, isolated: bool
) -> None:
    environment = make("import no_such_module", isolated)
    failure = environment.initialize()
    assert failure and failure.kind == "Runtime.ImportModuleError"
    first = invoke(environment)
    assert json.loads(first.body)["errorType"] == "Runtime.ImportModuleError"
    assert "Phase: init\tStatus: error\tError Type: Runtime.ImportModuleError" in first.logs
    assert error(environment)[0] == "Runtime.ImportModuleError"


def test_a_missing_handler_is_named(make: MakeEnvironment) -> None:
    kind, message = error(make("x = 1"))
    assert kind == "Runtime.HandlerNotFound"
    assert "handler" in message


def test_a_slow_load_is_tried_again_within_the_first_invocation(make: MakeEnvironment) -> None:
    environment = make("import time; time.sleep(1)\ndef handler(event, context): return 'loaded'", limit=0.3)
    failure = environment.initialize()
    assert failure and failure.kind == "timeout"
    result = invoke(environment)
    assert (result.is_error, result.body) == (False, b'"loaded"')
    assert "Phase: init\tStatus: timeout" in result.logs


def test_an_invocation_that_takes_too_long_is_ended_and_the_next_starts_afresh(make: MakeEnvironment) -> None:
    environment = make(
        "import time\ncalls = []\n"
        "def handler(event, context):\n"
        "    calls.append(event)\n"
        "    if event == 'sleep': time.sleep(30)\n"
        "    return len(calls)",
        timeout=1,
    )
    assert answer(environment) == 1
    result = invoke(environment, "sleep")
    assert json.loads(result.body) == {
        "errorType": "Sandbox.Timedout",
        "errorMessage": "RequestId: request-1 Error: Task timed out after 1.00 seconds",
    }
    assert "Duration: 1000.00 ms\tBilled Duration: 1000 ms" in result.logs and "Status: timeout" in result.logs
    assert answer(environment) == 1


HUNGRY = """
import time
def handler(event, context):
    held = bytearray(event["megabytes"] * 1024 * 1024)
    time.sleep(event["seconds"])
    return len(held)
"""


@pytest.mark.parametrize("seconds", [0, 5])
def test_more_memory_than_configured_kills_the_function(make: MakeEnvironment, isolated: bool, seconds: int) -> None:
    environment = make(HUNGRY, isolated, memory=128)
    assert answer(environment, {"megabytes": 40, "seconds": 0}) == 40 * 1024 * 1024
    result = invoke(environment, {"megabytes": 300, "seconds": seconds})
    assert json.loads(result.body) == {
        "errorType": "Runtime.ExitError",
        "errorMessage": "RequestId: request-1 Error: Runtime exited with error: signal: killed",
    }
    assert "Max Memory Used: 128 MB\tStatus: error\tError Type: Runtime.ExitError" in result.logs
    assert answer(environment, {"megabytes": 1, "seconds": 0}) == 1024 * 1024


def test_the_report_tells_the_most_memory_ever_held(make: MakeEnvironment) -> None:
    environment = make(HUNGRY)
    used = []
    for megabytes in (1, 100, 1):
        logs = invoke(environment, {"megabytes": megabytes, "seconds": 0}).logs
        used.append(int(re.findall(r"Max Memory Used: (\d+) MB", logs)[0]))
    assert used[1] >= used[0] + 90
    assert used[2] >= used[1]


@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        ("os._exit(3)", "exited with error: exit status 3"),
        ("os._exit(0)", "exited without providing a reason"),
        ("os.kill(os.getpid(), 9)", "exited with error: signal: killed"),
        ("os.kill(os.getpid(), 11)", "exited with error: signal: segmentation fault"),
    ],
)
def test_a_process_that_ends_is_an_error_that_says_how(make: MakeEnvironment, statement: str, reason: str) -> None:
    environment = make(f"import os\ndef handler(event, context):\n    if event: {statement}\n    return 'fine'")
    assert error(environment, "go") == ("Runtime.ExitError", f"RequestId: request-1 Error: Runtime {reason}")
    assert answer(environment) == "fine"


def test_an_answer_beyond_the_limit_of_lambda_is_an_error(make: MakeEnvironment) -> None:
    environment = make("def handler(event, context): return 'x' * event")
    assert len(answer(environment, LARGEST_RESPONSE - 2)) == LARGEST_RESPONSE - 2
    kind, message = error(environment, LARGEST_RESPONSE)
    assert kind == "Function.ResponseSizeTooLarge"
    assert f"({LARGEST_RESPONSE} bytes)" in message


def test_nothing_of_the_emulators_environment_reaches_the_function(
    make: MakeEnvironment, isolated: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECRET_OF_THE_HOST", "x")
    variables = answer(
        make("import os\ndef handler(event, context): return dict(os.environ)", isolated, {"ENVIRONMENT": "dev"})
    )
    assert "SECRET_OF_THE_HOST" not in variables
    assert variables["ENVIRONMENT"] == "dev"
    assert variables["AWS_EXECUTION_ENV"] == "AWS_Lambda_python3.13"
    assert variables["TZ"] == ":UTC"
    assert variables["_X_AMZN_TRACE_ID"] == TRACE


def test_places_are_those_of_lambda_where_the_machine_allows(make: MakeEnvironment, tmp_path: Path) -> None:
    opt = tmp_path / "layer"
    (opt / "python").mkdir(parents=True)
    (opt / "python" / "library.py").write_text("")
    source = textwrap.dedent(
        """
        import os, tempfile, boto3, library
        def handler(event, context):
            try: open("/var/task/new", "w")
            except OSError as error: problem = error.strerror
            disk = os.statvfs("/tmp")
            return [__file__, os.getcwd(), library.__file__, boto3.__file__, tempfile.gettempdir(), problem,
                    disk.f_blocks * disk.f_frsize]
        """
    )
    if not isolation_available():
        pytest.skip("this machine allows no mount namespaces")
    assert answer(make(source, isolated=True, layers=opt)) == [
        "/var/task/app.py",
        "/var/task",
        "/opt/python/library.py",
        "/var/runtime/boto3/__init__.py",
        "/tmp",
        "Read-only file system",
        16 * 1024 * 1024,
    ]


def test_layers_are_importable_and_come_before_the_runtime(
    make: MakeEnvironment, isolated: bool, tmp_path: Path
) -> None:
    for folder, module in (("python", "one"), ("python/lib/python3.13/site-packages", "boto3")):
        (tmp_path / "layer" / folder).mkdir(parents=True, exist_ok=True)
        (tmp_path / "layer" / folder / f"{module}.py").write_text(f"NAME = '{module} of the layer'")
    source = "import one, boto3\ndef handler(event, context): return [one.NAME, boto3.NAME]"
    assert answer(make(source, isolated, layers=tmp_path / "layer")) == ["one of the layer", "boto3 of the layer"]


def test_stopping_lets_a_running_invocation_finish(make: MakeEnvironment) -> None:
    environment = make("import time\ndef handler(event, context):\n    time.sleep(0.7)\n    return 'done'")
    assert environment.initialize() is None
    results: list[Result] = []
    thread = threading.Thread(target=lambda: results.append(invoke(environment)))
    thread.start()
    time.sleep(0.2)
    assert environment.process_id
    process = psutil.Process(environment.process_id)
    environment.stop()
    thread.join()
    assert results[0].body == b'"done"'
    assert not process.is_running()


def test_a_function_outlives_the_thread_that_started_it(make: MakeEnvironment) -> None:
    environment = make(ECHO)
    starter = threading.Thread(target=environment.initialize)
    starter.start()
    starter.join()
    process_id = environment.process_id
    time.sleep(0.3)
    assert answer(environment, 1) == 1
    assert environment.process_id == process_id is not None


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux ends children with their parent")
def test_a_function_does_not_outlive_the_emulator_even_when_that_is_killed(
    runtime: Path, tmp_path: Path, isolated: bool
) -> None:
    (tmp_path / "app.py").write_text(ECHO)
    script = textwrap.dedent(
        f"""
        import sys, time
        from pathlib import Path
        sys.path[:0] = {sys.path!r}
        from ai_pipeline_emulator.environment import ExecutionEnvironment
        from ai_pipeline_emulator.sandbox import Function
        folder = Path({str(tmp_path)!r})
        function = Function("example", "1", "app.handler", "python3.13", 256, 10, 16, folder, None)
        environment = ExecutionEnvironment(function, {{}}, Path({str(runtime)!r}), folder / "scratch", {isolated})
        assert environment.initialize() is None
        print(environment.process_id, flush=True)
        time.sleep(60)
        """
    )
    emulator = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    assert emulator.stdout
    function = psutil.Process(int(emulator.stdout.readline()))
    emulator.send_signal(signal.SIGKILL)
    emulator.wait()
    emulator.stdout.close()
    deadline = time.monotonic() + 10
    while function.is_running() and function.status() != psutil.STATUS_ZOMBIE and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not function.is_running() or function.status() == psutil.STATUS_ZOMBIE
