"""The database of the model registry."""

from __future__ import annotations

from typing import Any

import pulumi
import pulumi_aws as aws

from components import policies
from components.configuration import MlflowSettings
from components.network import Network
from components.policies import Statement
from components.security_groups import Group
from components.target import Target

PORT = 5432
DATABASE = "mlflow"
USER = "mlflow"
ENGINE_VERSION = "17"  # the minor version is AWS's to raise


class RegistryDatabase(pulumi.ComponentResource):
    """PostgreSQL in the private subnets: encrypted, TLS only, with a password that RDS makes and rotates itself.

    Attributes:
        full_name: identifier of the instance, known before it exists.
        gigabytes: storage that it has at first.
        address: its host name.
        secret_arn: the secret with user name and password.
        group: its security group.
    """

    full_name: str
    gigabytes: int
    address: pulumi.Output[str]
    secret_arn: pulumi.Output[str]
    group: Group

    def __init__(
        self,
        name: str,
        settings: MlflowSettings,
        network: Network,
        target: Target,
        *,
        log_retention_days: int,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Registers the component and its children.

        Args:
            settings: size, protection and rotation.
            network: where it lives.
            target: where the stack lives.
            log_retention_days: how long its log is kept.
        """
        super().__init__("learningyogi:registry:RegistryDatabase", name, {}, opts)
        self._name, self._target = name, target
        self._child = pulumi.ResourceOptions(parent=self)
        self.full_name, self.gigabytes = target.named("mlflow"), settings.database_gigabytes
        self.group = network.group(f"{name}-group", "mlflow-database", "Database of the model registry", self._child)
        instance = self._instance(settings, network, self._log_group(log_retention_days))
        self.address = instance.address
        self.secret_arn = instance.master_user_secrets.apply(lambda secrets: str(secrets[0].secret_arn))
        if settings.password_rotation_days is not None:
            self._rotate(settings.password_rotation_days)
        self.register_outputs({"address": self.address, "secretArn": self.secret_arn})

    def read_password(self) -> list[Statement]:
        """Reads the password; it is under AWS's own key for secrets, which asks for no right of its own."""
        return [policies.allow("ReadPassword", ["secretsmanager:GetSecretValue"], [self.secret_arn])]

    def _encryption_key(self) -> aws.kms.Key:
        return aws.kms.Key(
            f"{self._name}-key",
            description="Database of the model registry",
            enable_key_rotation=True,
            deletion_window_in_days=30,
            policy=pulumi.Output.json_dumps(key_policy(self._target)),
            opts=self._child,
        )

    def _log_group(self, retention_days: int) -> aws.cloudwatch.LogGroup:
        """RDS would make it by itself, and keep it for ever."""
        return aws.cloudwatch.LogGroup(
            f"{self._name}-logs",
            name=f"/aws/rds/instance/{self.full_name}/postgresql",
            retention_in_days=retention_days,
            opts=self._child,
        )

    def _instance(
        self, settings: MlflowSettings, network: Network, log_group: aws.cloudwatch.LogGroup
    ) -> aws.rds.Instance:
        subnets = aws.rds.SubnetGroup(
            f"{self._name}-subnets", name=self.full_name, subnet_ids=network.private_subnet_ids, opts=self._child
        )
        parameters = aws.rds.ParameterGroup(
            f"{self._name}-parameters",
            name=self.full_name,
            family=f"postgres{ENGINE_VERSION}",
            parameters=[{"name": "rds.force_ssl", "value": "1"}],
            opts=self._child,
        )
        protected = settings.deletion_protection
        return aws.rds.Instance(
            self._name,
            identifier=self.full_name,
            engine="postgres",
            engine_version=ENGINE_VERSION,
            instance_class=settings.database_class,
            allocated_storage=settings.database_gigabytes,
            max_allocated_storage=settings.database_gigabytes * 5,
            storage_type="gp3",
            storage_encrypted=True,
            kms_key_id=self._encryption_key().arn,
            db_name=DATABASE,
            username=USER,
            manage_master_user_password=True,
            port=PORT,
            db_subnet_group_name=subnets.name,
            parameter_group_name=parameters.name,
            vpc_security_group_ids=[self.group.id],
            publicly_accessible=False,
            multi_az=settings.multi_zone,
            backup_retention_period=settings.backup_days,
            copy_tags_to_snapshot=True,
            auto_minor_version_upgrade=True,
            enabled_cloudwatch_logs_exports=["postgresql"],
            deletion_protection=protected,
            skip_final_snapshot=not protected,
            final_snapshot_identifier=f"{self.full_name}-final" if protected else None,
            opts=pulumi.ResourceOptions(parent=self, protect=protected, depends_on=[log_group]),
        )

    def _rotate(self, days: int) -> None:
        """RDS rotates the password itself; only how often is ours to say."""
        aws.secretsmanager.SecretRotation(
            f"{self._name}-rotation",
            secret_id=self.secret_arn,
            rotation_rules={"automatically_after_days": days},
            # The secret goes with the instance; its rotation cannot be taken away from RDS before.
            opts=pulumi.ResourceOptions(parent=self, retain_on_delete=True),
        )


def key_policy(target: Target) -> dict[str, Any]:
    """Who may use the key: the account, by its IAM policies."""
    # In a key's policy, `*` means this key.
    administration = policies.allow("Account", ["kms:*"], ["*"])
    return policies.document(
        [policies.by(administration, {"AWS": f"arn:{target.partition}:iam::{target.account}:root"})]
    )
