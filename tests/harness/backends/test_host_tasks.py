"""Tasks, services behind load balancers and databases on the host backend's emulator, by real calls."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
import urllib.request
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from harness.backends import get_backend
from harness.environments.programs import postgres_programs
from harness.services.ports import free_port
from harness.settings import Settings
from tests.conftest import RunningEmulator

pytestmark = pytest.mark.emulator

IMAGE = "000000000000.dkr.ecr.us-east-1.amazonaws.com/ai-pipeline-tool:1"
SHOW_ENVIRONMENT = "import os; print('got', os.environ['SECRET'], os.environ['EXTRA'])"
BEAT = (
    "import boto3, os, time; workflows = boto3.client('stepfunctions')\n"
    "for _ in range(13): workflows.send_task_heartbeat(taskToken=os.environ['TASK_TOKEN']); time.sleep(1)"
)
LISTEN = "import multiprocessing.connection as c, tempfile; c.Listener(family='AF_UNIX'); print(tempfile.gettempdir())"
SERVE = (
    "import http.server as server, os; "
    "server.test(server.SimpleHTTPRequestHandler, port=8080, bind=os.environ['LISTEN_ADDRESS'])"
)


def trust(*services: str) -> str:
    statement = {"Effect": "Allow", "Principal": {"Service": list(services)}, "Action": "sts:AssumeRole"}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


def wait_for(ask: Callable[[], Any]) -> Any:
    """Asks until there is an answer, at most a minute."""
    deadline = time.monotonic() + 60
    while not (answer := ask()) and time.monotonic() < deadline:
        time.sleep(0.2)
    assert answer
    return answer


class Cluster:
    """A cluster in a network, with a role and a log group; its tasks run on this interpreter."""

    def __init__(self, emulator: RunningEmulator) -> None:
        self.emulator = emulator
        self.name = f"cluster-{uuid.uuid4().hex[:8]}"
        self.ecs, self.logs = emulator.client("ecs"), emulator.client("logs")
        ec2 = emulator.client("ec2")
        self.vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
        self.subnets = [
            ec2.create_subnet(VpcId=self.vpc, CidrBlock=f"10.0.{number}.0/24", AvailabilityZone=zone)["Subnet"][
                "SubnetId"
            ]
            for number, zone in enumerate(("us-east-1a", "us-east-1b"))
        ]
        self.group = ec2.create_security_group(GroupName="g", Description="g", VpcId=self.vpc)["GroupId"]
        self.network = {"awsvpcConfiguration": {"subnets": self.subnets, "securityGroups": [self.group]}}
        trusted = trust("ecs-tasks.amazonaws.com", "states.amazonaws.com")
        iam = emulator.client("iam")
        self.role = iam.create_role(RoleName=self.name, AssumeRolePolicyDocument=trusted)["Role"]["Arn"]
        self.ecs.create_cluster(clusterName=self.name)
        self.logs.create_log_group(logGroupName=self.name)

    def define(self, *command: str, **container: Any) -> str:
        options = {"awslogs-group": self.name, "awslogs-region": "us-east-1", "awslogs-stream-prefix": "tool"}
        definition = {
            "name": "main",
            "image": IMAGE,
            "command": list(command),
            "logConfiguration": {"logDriver": "awslogs", "options": options},
            **container,
        }
        return str(
            self.ecs.register_task_definition(
                family=f"family-{uuid.uuid4().hex[:8]}",
                cpu="256",
                memory="512",
                networkMode="awsvpc",
                requiresCompatibilities=["FARGATE"],
                taskRoleArn=self.role,
                executionRoleArn=self.role,
                containerDefinitions=[definition],
            )["taskDefinition"]["taskDefinitionArn"]
        )

    def run(self, definition: str, **request: Any) -> str:
        placed = {"cluster": self.name, "launchType": "FARGATE", "networkConfiguration": self.network}
        return str(self.ecs.run_task(taskDefinition=definition, **placed, **request)["tasks"][0]["taskArn"])

    def task(self, arn: str, status: str = "STOPPED") -> dict[str, Any]:
        """The task, once it has that status."""

        def ask() -> dict[str, Any] | None:
            (task,) = self.ecs.describe_tasks(cluster=self.name, tasks=[arn])["tasks"]
            return dict(task) if task["lastStatus"] == status else None

        return dict(wait_for(ask))

    def printed(self, arn: str) -> list[str]:
        stream = f"tool/main/{arn.rpartition('/')[2]}"
        events = self.logs.get_log_events(logGroupName=self.name, logStreamName=stream)["events"]
        return [event["message"] for event in events]


@pytest.fixture(scope="module")
def emulator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningEmulator]:
    """An emulator with an image of its own."""
    settings = Settings(home=tmp_path_factory.mktemp("tasks"), port=free_port())
    settings.image_store.mkdir()
    tool = {"environment": {"PATH": os.environ["PATH"]}}
    (settings.image_store / "tool.json").write_text(json.dumps(tool))
    backend = get_backend("host", settings)
    backend.prepare(print)
    backend.start(print)
    try:
        yield RunningEmulator(settings, backend, backend.environment())
    finally:
        backend.stop(print)


@pytest.fixture
def cluster(emulator: RunningEmulator) -> Cluster:
    return Cluster(emulator)


def test_a_task_gets_its_secrets_and_overrides_and_its_output_and_exit_code_are_kept(cluster: Cluster) -> None:
    secrets = cluster.emulator.client("secretsmanager")
    secret = secrets.create_secret(Name=cluster.name, SecretString='{"key": "a secret"}')["ARN"]
    definition = cluster.define(
        sys.executable,
        "-c",
        SHOW_ENVIRONMENT + "; raise SystemExit(3)",
        secrets=[{"name": "SECRET", "valueFrom": f"{secret}:key::"}],
    )
    override = {"name": "main", "environment": [{"name": "EXTRA", "value": "and more"}]}
    arn = cluster.run(definition, overrides={"containerOverrides": [override]})
    task = cluster.task(arn)
    assert (task["stopCode"], task["stoppedReason"]) == (
        "EssentialContainerExited",
        "Essential container in task exited",
    )
    assert task["containers"][0]["exitCode"] == 3
    assert cluster.printed(arn) == ["got a secret and more"]


def test_a_tasks_processes_can_talk_by_sockets_in_its_temporary_folder_which_goes_with_it(cluster: Cluster) -> None:
    arn = cluster.run(cluster.define(sys.executable, "-c", LISTEN))
    assert cluster.task(arn)["containers"][0]["exitCode"] == 0
    (folder,) = cluster.printed(arn)
    assert not Path(folder).exists()


def test_a_task_acts_in_its_role(cluster: Cluster) -> None:
    script = "import boto3; print(boto3.client('sts').get_caller_identity()['Arn'])"
    arn = cluster.run(cluster.define(sys.executable, "-c", script))
    assert cluster.task(arn)["containers"][0]["exitCode"] == 0
    assert f":assumed-role/{cluster.name}/" in cluster.printed(arn)[0]


@pytest.mark.parametrize(
    ("container", "reason"),
    [
        ({"image": "nginx:1"}, "CannotPullContainerError: image nginx:1 has no environment.*ai-pipeline-tool"),
        ({"command": ["nowhere"]}, "CannotStartContainerError.*'nowhere'"),
        ({"secrets": [{"name": "A", "valueFrom": "/no/such"}]}, "ResourceInitializationError.*/no/such"),
    ],
)
def test_a_task_that_cannot_start_says_why(cluster: Cluster, container: dict[str, Any], reason: str) -> None:
    task = cluster.task(cluster.run(cluster.define("true", **container)))
    assert task["stopCode"] == "TaskFailedToStart"
    assert re.match(reason, task["stoppedReason"])
    assert "exitCode" not in task["containers"][0]


def test_a_stopped_task_ends_with_the_signal_and_the_reason_given(cluster: Cluster) -> None:
    arn = cluster.run(cluster.define("sleep", "60"))
    cluster.task(arn, "RUNNING")
    cluster.ecs.stop_task(cluster=cluster.name, task=arn, reason="enough")
    task = cluster.task(arn)
    assert (task["stopCode"], task["stoppedReason"]) == ("UserInitiated", "enough")
    assert task["containers"][0]["exitCode"] == 143


class Workflow:
    """A workflow that runs one task and waits for it; its input names the task's definition."""

    def __init__(self, cluster: Cluster, **state: Any) -> None:
        self._cluster, self._steps = cluster, cluster.emulator.client("stepfunctions")
        network = {"Subnets": cluster.subnets, "SecurityGroups": [cluster.group]}
        token = [{"Name": "TASK_TOKEN", "Value.$": "$$.Task.Token"}]
        parameters = {
            "Cluster": cluster.name,
            "TaskDefinition.$": "$.definition",
            "NetworkConfiguration": {"AwsvpcConfiguration": network},
            "Overrides": {"ContainerOverrides": [{"Name": "main", "Environment": token}]},
        }
        run = {"Type": "Task", "Resource": "arn:aws:states:::ecs:runTask.sync", "Parameters": parameters, "End": True}
        self._machine = self._steps.create_state_machine(
            name=f"{cluster.name}-{uuid.uuid4().hex[:8]}",
            roleArn=cluster.role,
            definition=json.dumps({"StartAt": "Run", "States": {"Run": {**run, **state}}}),
        )["stateMachineArn"]

    def start(self, *command: str) -> str:
        given = json.dumps({"definition": self._cluster.define(*command)})
        return str(self._steps.start_execution(stateMachineArn=self._machine, input=given)["executionArn"])

    def stop(self, execution: str) -> None:
        self._steps.stop_execution(executionArn=execution)

    def outcome(self, execution: str) -> dict[str, Any]:
        """The execution, once it has ended."""

        def ask() -> Any:
            answer = self._steps.describe_execution(executionArn=execution)
            return answer if answer["status"] != "RUNNING" else None

        return dict(wait_for(ask))


def test_a_workflow_fails_with_the_task_that_it_waits_for_and_stops_it_when_it_is_stopped(cluster: Cluster) -> None:
    workflow = Workflow(cluster)
    good, bad = workflow.start("true"), workflow.start(sys.executable, "-c", "raise SystemExit(65)")
    assert workflow.outcome(good)["status"] == "SUCCEEDED"
    failed = workflow.outcome(bad)
    assert failed["error"] == "States.TaskFailed"
    assert '"ExitCode":65' in failed["cause"]
    assert json.loads(failed["cause"])["LaunchType"] == "FARGATE"

    long = workflow.start("sleep", "60")
    (arn,) = wait_for(lambda: cluster.ecs.list_tasks(cluster=cluster.name)["taskArns"])
    cluster.task(arn, "RUNNING")
    workflow.stop(long)
    assert cluster.task(arn)["stoppedReason"] == "Stopped by Step Functions"


def test_a_workflow_gives_up_a_task_that_no_longer_says_that_it_lives(cluster: Cluster) -> None:
    workflow = Workflow(cluster, HeartbeatSeconds=10)
    alive, silent = workflow.start(sys.executable, "-c", BEAT), workflow.start("sleep", "60")
    assert workflow.outcome(silent)["error"] == "States.HeartbeatTimeout"
    assert workflow.outcome(alive)["status"] == "SUCCEEDED"
    stopped = cluster.ecs.list_tasks(cluster=cluster.name, desiredStatus="STOPPED")["taskArns"]
    reasons = {cluster.task(arn)["stoppedReason"] for arn in stopped}
    assert reasons == {"Stopped by Step Functions", "Essential container in task exited"}


def test_a_service_answers_at_its_load_balancers_name_also_after_one_of_its_tasks_died(cluster: Cluster) -> None:
    balancers = cluster.emulator.client("elbv2")
    balancer = balancers.create_load_balancer(
        Name="web", Subnets=cluster.subnets, SecurityGroups=[cluster.group], Scheme="internal"
    )["LoadBalancers"][0]
    group = balancers.create_target_group(
        Name="web", Protocol="HTTP", Port=8080, VpcId=cluster.vpc, TargetType="ip", HealthCheckPath="/"
    )["TargetGroups"][0]["TargetGroupArn"]
    port = free_port()
    balancers.create_listener(
        LoadBalancerArn=balancer["LoadBalancerArn"],
        Protocol="HTTP",
        Port=port,
        DefaultActions=[{"Type": "forward", "TargetGroupArn": group}],
    )
    behind = {"targetGroupArn": group, "containerName": "main", "containerPort": 8080}
    strategy = [{"capacityProvider": "FARGATE_SPOT", "weight": 1}]
    cluster.ecs.create_service(
        cluster=cluster.name,
        serviceName="web",
        taskDefinition=cluster.define(sys.executable, "-c", SERVE),
        desiredCount=2,
        capacityProviderStrategy=strategy,
        networkConfiguration=cluster.network,
        loadBalancers=[behind],
        healthCheckGracePeriodSeconds=60,
    )

    def service() -> Any:
        return cluster.ecs.describe_services(cluster=cluster.name, services=["web"])["services"][0]

    def steady() -> bool:
        return service()["deployments"][0]["rolloutState"] == "COMPLETED" and service()["runningCount"] == 2

    def fetch() -> int:
        with urllib.request.urlopen(f"http://{balancer['DNSName']}:{port}/", timeout=10) as answer:
            return int(answer.status)

    wait_for(steady)
    assert (service()["capacityProviderStrategy"], service().get("launchType")) == (strategy, None)
    assert {fetch() for _ in range(4)} == {200}
    first = cluster.ecs.list_tasks(cluster=cluster.name, serviceName="web")["taskArns"][0]
    cluster.ecs.stop_task(cluster=cluster.name, task=first)
    assert {fetch() for _ in range(4)} == {200}
    cluster.task(first)
    wait_for(steady)
    cluster.ecs.delete_service(cluster=cluster.name, service="web", force=True)
    wait_for(lambda: not cluster.ecs.list_tasks(cluster=cluster.name)["taskArns"])


@pytest.mark.skipif(postgres_programs() is None, reason="PostgreSQL is not installed")
def test_a_database_wants_tls_and_the_managed_password_which_rotation_changes(emulator: RunningEmulator) -> None:
    databases, secrets = emulator.client("rds"), emulator.client("secretsmanager")
    databases.create_db_instance(
        DBInstanceIdentifier="records",
        Engine="postgres",
        DBInstanceClass="db.t4g.micro",
        AllocatedStorage=20,
        DBName="records",
        MasterUsername="owner",
        ManageMasterUserPassword=True,
        Port=5432,
    )

    def described() -> dict[str, Any]:
        return dict(databases.describe_db_instances(DBInstanceIdentifier="records")["DBInstances"][0])

    def available() -> dict[str, Any] | None:
        return described() if described()["DBInstanceStatus"] == "available" else None

    database = wait_for(available)
    secret = database["MasterUserSecret"]["SecretArn"]

    def credentials() -> dict[str, str]:
        return dict(json.loads(secrets.get_secret_value(SecretId=secret)["SecretString"]))

    def query(password: str, statement: str, mode: str = "verify-full") -> subprocess.CompletedProcess[str]:
        programs, endpoint = postgres_programs(), database["Endpoint"]
        where = {
            "host": endpoint["Address"],
            "port": endpoint["Port"],
            "user": "owner",
            "dbname": "records",
            "sslmode": mode,
            "sslrootcert": emulator.environment["SSL_CERT_FILE"],
        }
        connection = " ".join(f"{name}={value}" for name, value in where.items())
        command = [str(Path(str(programs)) / "psql"), connection, "-XAtc", statement]
        return subprocess.run(command, env={"PGPASSWORD": password}, capture_output=True, text=True)

    first = credentials()["password"]
    assert credentials()["username"] == "owner"
    assert query(first, "CREATE TABLE kept (n int); INSERT INTO kept VALUES (7)").returncode == 0
    assert "no encryption" in query(first, "SELECT 1", mode="disable").stderr
    secrets.rotate_secret(SecretId=secret)
    second = credentials()["password"]
    assert "password authentication failed" in query(first, "SELECT 1").stderr
    assert query(second, "SELECT n FROM kept").stdout == "7\n"

    databases.stop_db_instance(DBInstanceIdentifier="records")
    assert "refused" in query(second, "SELECT 1").stderr
    databases.start_db_instance(DBInstanceIdentifier="records")
    wait_for(available)
    assert query(second, "SELECT n FROM kept").stdout == "7\n"
    databases.delete_db_instance(DBInstanceIdentifier="records", SkipFinalSnapshot=True)
    assert "refused" in query(second, "SELECT 1").stderr


def test_tasks_do_not_outlive_the_emulator(cluster: Cluster) -> None:
    arn = cluster.run(cluster.define("sleep", "61"))
    cluster.task(arn, "RUNNING")
    pid = cluster.emulator.backend.status()[0].pid
    assert pid
    emulator = psutil.Process(pid)

    def running() -> list[psutil.Process]:
        return [one for one in emulator.children(recursive=True) if one.cmdline()[-1:] == ["61"]]

    wait_for(lambda: "sleep" in {one.name() for one in running()})
    sleepers = running()
    cluster.emulator.backend.stop(print)
    psutil.wait_procs(sleepers, timeout=10)
    try:
        assert not any(one.is_running() for one in sleepers)
        assert not cluster.emulator.settings.temporary.exists()
    finally:
        cluster.emulator.backend.start(print)
