"""The online feature store."""

from __future__ import annotations

import pulumi
import pulumi_aws as aws

from components.configuration import FeatureStoreSettings
from components.network import Network
from components.target import Target


class FeatureStore(pulumi.ComponentResource):
    """ElastiCache Serverless in the private subnets; clients speak TLS and the cluster protocol.

    Attributes:
        store_name: name of the cache.
        endpoint: `host:port`.
    """

    store_name: pulumi.Output[str]
    endpoint: pulumi.Output[str]

    def __init__(
        self,
        name: str,
        settings: FeatureStoreSettings,
        network: Network,
        target: Target,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Registers the component and its children.

        Args:
            settings: engine and limits; without limits a serverless cache, and its bill, grow with any load.
            network: where it lives.
            target: where the stack lives.
        """
        super().__init__("learningyogi:featurestore:FeatureStore", name, {}, opts)
        cache = aws.elasticache.ServerlessCache(
            f"{name}-cache",
            name=target.named("features"),
            description="Features of documents, by document id",
            engine=settings.engine,
            major_engine_version=str(settings.major_version),
            cache_usage_limits={
                "data_storage": {"maximum": settings.storage_gigabytes, "unit": "GB"},
                "ecpu_per_seconds": [{"maximum": settings.ecpu_per_second}],
            },
            subnet_ids=network.private_subnet_ids,
            security_group_ids=[network.cache.id],
            opts=pulumi.ResourceOptions(parent=self),
        )
        self.store_name = cache.name
        self.endpoint = cache.endpoints.apply(lambda found: f"{found[0].address}:{found[0].port}")
        self.register_outputs({"storeName": self.store_name, "endpoint": self.endpoint})
