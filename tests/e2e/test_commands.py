"""The command line where nothing runs, and where something is in its way."""

from __future__ import annotations

import http.server
import json
import threading

from harness.engine.lock import exclusive


def test_preview_lists_every_resource_of_both_stacks_with_nothing_running(idle):
    for stack in ("dev", "prod"):
        preview = idle.json("preview", "--stack", stack)
        types = {resource["type"] for resource in preview["resources"]}
        assert {"aws:s3/bucket:Bucket", "aws:lambda/function:Function", "awsx:ec2:Vpc"} <= types
        assert {resource["op"] for resource in preview["resources"]} == {"create"}
        assert preview["summary"]["create"] == len(preview["resources"])
        provisioned = "aws:lambda/provisionedConcurrencyConfig:ProvisionedConcurrencyConfig"
        assert (provisioned in types) == (stack == "prod")


def test_an_unknown_stack_is_refused_with_the_known_ones(idle):
    result = idle.run("preview", "--stack", "staging", "--json")
    assert result.returncode == 1
    assert json.loads(result.stdout)["error"]["message"] == "there is no stack 'staging'; choose one of dev, prod"


def test_down_where_nothing_runs_says_so_and_succeeds(idle):
    result = idle.run("down")
    assert result.returncode == 0
    assert "nothing was running" in result.stdout


def test_commands_that_need_the_stack_say_how_to_start_it(idle):
    for command in (("smoke",), ("outputs",), ("refresh",), ("destroy",), ("logs", "ocr")):
        result = idle.run(*command)
        assert result.returncode == 1
        assert "make up" in result.stderr.replace("\n", " ")


def test_up_on_a_taken_port_names_the_cure_and_leaves_the_other_program_alone(idle):
    server = http.server.HTTPServer(("127.0.0.1", idle.port), http.server.BaseHTTPRequestHandler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        result = idle.run("up", "--no-sample", "--json")
        assert result.returncode == 1
        assert "HARNESS_PORT" in json.loads(result.stdout)["error"]["message"]
    finally:
        server.shutdown()
        server.server_close()


def test_a_second_up_beside_the_first_names_its_process(idle):
    with exclusive(idle.settings.run / "harness.lock", "dev", "up"):
        result = idle.run("up", "--json")
    assert result.returncode == 1
    assert "process" in json.loads(result.stdout)["error"]["message"]


def test_a_wrong_port_variable_is_refused_by_name(idle, monkeypatch):
    monkeypatch.setenv("HARNESS_PORT", "http")
    from harness.cli.application import main

    monkeypatch.setattr("sys.argv", ["harness", "status"])
    assert main() == 1
