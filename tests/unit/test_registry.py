from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from components.image_repository import lifecycle
from tests.unit.recording import Recording, run_program, with_training

SERVICE = "aws:ecs/service:Service"
TASK = "aws:ecs/taskDefinition:TaskDefinition"
REPOSITORY = "aws:ecr/repository:Repository"
ROTATION = "aws:secretsmanager/secretRotation:SecretRotation"


def database(recording: Recording) -> dict[str, Any]:
    return recording.one("aws:rds/instance:Instance", "registry-database").inputs


def container(recording: Recording, name: str) -> dict[str, Any]:
    (found,) = json.loads(recording.one(TASK, name).inputs["containerDefinitions"])
    assert isinstance(found, dict)
    return found


def registry(tmp_path: Path, **settings: Any) -> Recording:
    """Dev with other settings of the registry."""
    return run_program("dev", tmp_path, {**with_training("dev"), "ai-pipeline:mlflow": settings})


def test_the_database_is_private_and_encrypted(stack: Recording) -> None:
    inputs = database(stack)
    assert inputs["publiclyAccessible"] is False
    assert inputs["storageEncrypted"] is True
    assert inputs["kmsKeyId"].endswith(":registry-database-key")
    assert inputs["vpcSecurityGroupIds"] == ["registry-database-group-id"]
    assert stack.one("aws:kms/key:Key", "registry-database-key").inputs["enableKeyRotation"] is True


def test_the_database_takes_no_connection_without_tls(stack: Recording) -> None:
    parameters = stack.one("aws:rds/parameterGroup:ParameterGroup", "registry-database-parameters").inputs
    assert parameters["parameters"] == [{"name": "rds.force_ssl", "value": "1"}]
    assert parameters["family"] == f"postgres{database(stack)['engineVersion']}"


def test_nobody_but_rds_knows_the_password(stack: Recording) -> None:
    inputs = database(stack)
    assert inputs["manageMasterUserPassword"] is True
    assert "password" not in inputs
    for name in ("registry-service-serve", "registry-service-upgrade", "training-task"):
        variables = {one["name"] for one in container(stack, name)["environment"]}
        assert not [one for one in variables if "PASSWORD" in one], name


def test_the_servers_read_one_secret_and_their_own_bucket(stack: Recording) -> None:
    document = stack.policies()["aws:iam/rolePolicy:RolePolicy registry-identity-task-rights policy"]
    allowed = {one["Sid"]: one for one in document["Statement"]}
    assert set(allowed) == {"ReadArtifacts", "FindArtifacts", "WriteArtifacts", "ReadPassword"}
    assert allowed["ReadPassword"]["Resource"] == ["arn:aws:secretsmanager:eu-west-1:123456789012:secret:rds-1"]
    assert allowed["FindArtifacts"]["Resource"] == [f"arn:aws:s3:::learningyogi-mlflow-{stack.stack}-123456789012"]


def test_prod_keeps_a_standby_and_its_data(dev: Recording, prod: Recording, tmp_path: Path) -> None:
    kept = database(prod)
    assert (kept["multiAz"], kept["deletionProtection"], kept["skipFinalSnapshot"]) == (True, True, False)
    assert kept["finalSnapshotIdentifier"] == "ai-pipeline-mlflow-prod-final"
    assert kept["backupRetentionPeriod"] == 30
    gone = database(dev)
    assert (gone["multiAz"], gone["deletionProtection"], gone["skipFinalSnapshot"]) == (False, False, True)
    assert prod.one("aws:rds/instance:Instance", "registry-database").protect


def test_the_password_rotates_as_configured(dev: Recording, tmp_path: Path) -> None:
    assert dev.of_type(ROTATION) == []  # RDS's own seven days
    (rotation,) = registry(tmp_path, passwordRotationDays=30).of_type(ROTATION)
    assert rotation.inputs["rotationRules"] == {"automaticallyAfterDays": 30}
    assert rotation.inputs["secretId"].endswith(":secret:rds-1")


def test_two_servers_stand_behind_a_balancer_that_is_internal(stack: Recording) -> None:
    balancer = stack.one("aws:lb/loadBalancer:LoadBalancer", "registry-balancer").inputs
    assert balancer["internal"] is True
    assert balancer["dropInvalidHeaderFields"] is True
    assert balancer["enableDeletionProtection"] is (stack.stack == "prod")
    service = stack.one(SERVICE, "registry-service").inputs
    assert service["networkConfiguration"]["assignPublicIp"] is False
    assert service["networkConfiguration"]["subnets"] == ["subnet-a", "subnet-b", "subnet-c"]
    (behind,) = service["loadBalancers"]
    assert (behind["containerName"], behind["containerPort"]) == ("mlflow", 5000)
    assert service["desiredCount"] == 2


def test_a_release_that_does_not_start_is_rolled_back(stack: Recording) -> None:
    service = stack.one(SERVICE, "registry-service").inputs
    assert service["deploymentCircuitBreaker"] == {"enable": True, "rollback": True}
    assert service["deploymentMinimumHealthyPercent"] == 100
    assert service["waitForSteadyState"] is True


def test_servers_are_checked_by_their_health_path(stack: Recording) -> None:
    targets = stack.one("aws:lb/targetGroup:TargetGroup", "registry-balancer-targets").inputs
    assert (targets["healthCheck"]["path"], targets["healthCheck"]["matcher"]) == ("/health", "200")
    assert (targets["targetType"], targets["port"]) == ("ip", 5000)


def test_the_service_waits_for_its_listener(stack: Recording) -> None:
    assert "registry-balancer-listener" in stack.one(SERVICE, "registry-service").dependencies


def test_servers_scale_between_configured_limits(stack: Recording) -> None:
    scaling = stack.one("aws:appautoscaling/target:Target", "registry-service-scaling").inputs
    assert (scaling["minCapacity"], scaling["maxCapacity"]) == (2, 4)
    assert scaling["resourceId"].startswith("service/ai-pipeline-")


def test_the_schema_is_upgraded_by_a_task_of_the_same_image(stack: Recording) -> None:
    serve, upgrade = container(stack, "registry-service-serve"), container(stack, "registry-service-upgrade")
    assert serve["command"] == ["python", "-m", "functions.tracking", "serve"]
    assert upgrade["command"] == ["python", "-m", "functions.tracking", "upgrade"]
    assert upgrade["image"] == serve["image"]
    assert upgrade["environment"] == serve["environment"]
    assert upgrade["portMappings"] == []


def test_servers_know_the_database_by_its_parts(dev: Recording) -> None:
    variables = {one["name"]: one["value"] for one in container(dev, "registry-service-serve")["environment"]}
    assert variables == {
        "ARTIFACTS_BUCKET": "learningyogi-mlflow-dev-123456789012",
        "DATABASE_HOST": "database.test",
        "DATABASE_NAME": "mlflow",
        "DATABASE_PORT": "5432",
        "DATABASE_SECRET_ARN": "arn:aws:secretsmanager:eu-west-1:123456789012:secret:rds-1",
        "PAGE_ORIGIN": dev.outputs["mlflowUrl"],
    }


def test_output_of_containers_goes_to_groups_with_retention(stack: Recording) -> None:
    for task, group in (
        ("registry-service-serve", "registry-identity-logs"),
        ("training-task", "training-task-identity-logs"),
    ):
        logged = container(stack, task)["logConfiguration"]
        kept = stack.one("aws:cloudwatch/logGroup:LogGroup", group).inputs
        assert logged["logDriver"] == "awslogs"
        assert logged["options"]["awslogs-group"] == kept["name"]


def test_the_cluster_offers_spare_capacity_and_measures_its_tasks(stack: Recording) -> None:
    cluster = stack.one("aws:ecs/cluster:Cluster", "cluster").inputs
    assert cluster["settings"] == [{"name": "containerInsights", "value": "enabled"}]
    capacity = stack.one("aws:ecs/clusterCapacityProviders:ClusterCapacityProviders", "cluster-capacity").inputs
    assert capacity["capacityProviders"] == ["FARGATE", "FARGATE_SPOT"]


def test_servers_run_on_spare_capacity_where_configured(prod: Recording, tmp_path: Path) -> None:
    def capacity(recording: Recording) -> str:
        (one,) = recording.one(SERVICE, "registry-service").inputs["capacityProviderStrategies"]
        return str(one["capacityProvider"])

    assert capacity(prod) == "FARGATE"
    assert capacity(registry(tmp_path, spot=True)) == "FARGATE_SPOT"


def test_a_tag_of_an_image_never_changes_its_meaning(stack: Recording) -> None:
    repositories = {one.inputs["name"]: one.inputs for one in stack.of_type(REPOSITORY)}
    assert set(repositories) == {f"{stack.stack}/ai-pipeline-mlflow", f"{stack.stack}/ai-pipeline-training"}
    for inputs in repositories.values():
        assert inputs["imageTagMutability"] == "IMMUTABLE"
        assert inputs["imageScanningConfiguration"] == {"scanOnPush": True}


def test_old_images_go_and_the_newest_ten_stay() -> None:
    untagged, old = lifecycle()["rules"]
    assert untagged["selection"]["tagStatus"] == "untagged"
    assert old["selection"] == {"tagStatus": "any", "countType": "imageCountMoreThan", "countNumber": 10}
