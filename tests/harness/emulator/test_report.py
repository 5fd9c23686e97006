from __future__ import annotations

from ai_pipeline_emulator.report import Measures, initialization_line, invocation_log, report_line


def test_a_warm_invocation_is_billed_in_whole_milliseconds() -> None:
    assert report_line("id", Measures(0.0123, None, 512, 90)) == (
        "REPORT RequestId: id\tDuration: 12.30 ms\tBilled Duration: 13 ms\t"
        "Memory Size: 512 MB\tMax Memory Used: 90 MB\t\n"
    )


def test_a_cold_start_is_billed_too() -> None:
    line = report_line("id", Measures(0.010, 0.2505, 512, 90))
    assert "Billed Duration: 261 ms\t" in line
    assert line.endswith("Init Duration: 250.50 ms\t\n")


def test_failures_are_told_as_lambda_tells_them() -> None:
    assert report_line("id", Measures(3, None, 128, 9, "timeout")).endswith("Status: timeout\t\n")
    line = report_line("id", Measures(3, None, 128, 9, "Runtime.ExitError"))
    assert line.endswith("Status: error\tError Type: Runtime.ExitError\t\n")
    assert (
        initialization_line(10, "timeout") == "INIT_REPORT Init Duration: 10000.00 ms\tPhase: init\tStatus: timeout\n"
    )


def test_output_without_a_last_newline_does_not_run_into_the_end_line() -> None:
    log = invocation_log("id", "3", "no newline", Measures(0, None, 128, 9))
    assert log.startswith("START RequestId: id Version: 3\nno newline\nEND RequestId: id\nREPORT RequestId: id\t")
