"""The pipeline, top to bottom: network, stores, events, functions, API, rollout, training, monitoring, outputs."""

from pathlib import Path

import pulumi
import pulumi_aws as aws

from components.api import Api
from components.cluster import Cluster
from components.configuration_loader import load_configuration
from components.events import Events
from components.feature_store import FeatureStore
from components.function_args import FunctionPlatform
from components.inference import Inference, InferenceArgs
from components.layers import Layers
from components.monitoring import Monitoring
from components.network import Network
from components.packages import Packages
from components.registry import Registry, RegistryArgs
from components.rollout import Rollout
from components.storage import Storage
from components.target import Target
from components.training import Training, TrainingArgs
from components.uploads import uploads_function

config = load_configuration()
target = Target(
    stack=pulumi.get_stack(),
    account=aws.get_caller_identity().account_id,
    region=aws.get_region().region,
    partition=aws.get_partition().partition,
)
packages = Packages(Path("build"), config.functions.runtime, config.functions.architecture)

network = Network("network", config.network, target, containers=config.training.enabled)
storage = Storage("storage", config.storage, target, upload_origins=config.api.cors_origins)
feature_store = FeatureStore("feature-store", config.feature_store, network, target)
events = Events("events", target)
platform = FunctionPlatform(
    settings=config.functions,
    packages=packages,
    layers=Layers("layers", config.functions, packages, target),
    environment={
        "INPUT_BUCKET": storage.input.bucket_name,
        "RESULTS_BUCKET": storage.results.bucket_name,
        "MAX_UPLOAD_BYTES": str(config.uploads.maximum_bytes),
        "CORS_ALLOWED_ORIGINS": ",".join(config.api.cors_origins),
    },
    target=target,
)
inference = Inference(
    "inference", InferenceArgs(config.ocr, config.document, platform, network, storage, feature_store, events)
)
uploads = uploads_function("uploads", config.uploads, storage, platform)
functions = {one.service: one for one in (inference.ocr, inference.document, uploads)}
api = Api("api", config.api, functions, target, log_retention_days=config.functions.log_retention_days)
rollout = Rollout("rollout", platform, storage.models, events)
training: Training | None = None
if config.training.enabled:
    cluster = Cluster("cluster", target)
    registry = Registry(
        "registry", RegistryArgs(config.mlflow, config.storage, config.functions, cluster, network, target)
    )
    training = Training(
        "training",
        TrainingArgs(
            config.training,
            config.storage,
            platform,
            cluster,
            registry,
            network,
            storage.models,
            events,
            config.monitoring.alarm_email,
        ),
    )
monitoring = Monitoring("monitoring", config.monitoring, inference, uploads, rollout, events, api, training, target)

# docs/outputs.md says what each means; contractVersion changes with them.
pulumi.export("contractVersion", "1.2")
pulumi.export("apiUrl", api.url)
pulumi.export("inputBucket", storage.input.bucket_name)
pulumi.export("resultsBucket", storage.results.bucket_name)
pulumi.export("modelsBucket", storage.models.bucket_name)
pulumi.export("featureStoreName", feature_store.store_name)
pulumi.export("featureStoreEndpoint", feature_store.endpoint)
pulumi.export("eventBusName", events.bus_name)
pulumi.export("deadLetterQueueUrl", events.dead_letters_url)
for service, function in functions.items():
    pulumi.export(f"{service}FunctionName", function.function_name)
    pulumi.export(f"{service}FunctionAliasArn", function.alias_arn)
pulumi.export("rolloutFunctionName", rollout.function.function_name)
pulumi.export("dashboardName", monitoring.dashboard_name)
pulumi.export("alarmNames", monitoring.alarm_names)
pulumi.export("canaryAlarmNames", monitoring.canary_alarm_names)
pulumi.export("vpcId", network.vpc_id)
pulumi.export("privateSubnetIds", network.private_subnet_ids)
if training:
    pulumi.export("trainingStateMachineArn", training.state_machine_arn)
    pulumi.export("trainingBucket", training.bucket.bucket_name)
    pulumi.export("trainingImageRepository", training.task.repository.url)
    pulumi.export("trainingFailuresTopicArn", training.failures_arn)
    pulumi.export("clusterName", cluster.cluster_name)
    pulumi.export("mlflowUrl", registry.url)
    pulumi.export("mlflowArtifactsBucket", registry.artifacts.bucket_name)
    pulumi.export("mlflowImageRepository", registry.repository.url)
    pulumi.export("mlflowServiceName", registry.service.full_name)
    pulumi.export("mlflowUpgradeTaskArn", registry.service.upgrade_task_arn)
    pulumi.export("mlflowGroupId", registry.servers.id)
