"""The two functions that read pages, and what sets them going."""

from __future__ import annotations

from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components import function_access as access
from components.configuration import FunctionSettings
from components.event_trigger import EventTrigger, EventTriggerArgs
from components.events import Events
from components.feature_store import FeatureStore
from components.function import Function
from components.function_args import FunctionArgs, FunctionPlatform
from components.network import Network
from components.policies import Statement
from components.prefixes import DOCUMENTS, MODELS, REQUESTS, TIMETABLES, UPLOADS, WORDS
from components.storage import Storage

OCR_COMPLETED = "OCR Completed"


@dataclass(frozen=True)
class InferenceArgs:
    """What the inference functions work with.

    Attributes:
        ocr, document: memory, timeout and concurrency of each.
        platform: what all functions share.
    """

    ocr: FunctionSettings
    document: FunctionSettings
    platform: FunctionPlatform
    network: Network
    storage: Storage
    feature_store: FeatureStore
    events: Events


class Inference(pulumi.ComponentResource):
    """OCR on every upload, the timetable on every OCR result, and both on request.

    Attributes:
        ocr: reads the words of a page.
        document: reads the timetable of a page.
    """

    ocr: Function
    document: Function

    def __init__(self, name: str, args: InferenceArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        """Registers the component and its children.

        Args:
            args: what the functions work with.
        """
        super().__init__("learningyogi:inference:Inference", name, {}, opts)
        self._name, self._args, self._target = name, args, args.platform.target
        results = args.storage.results.arn
        # Each reads what it writes as well: a repeated event must find that the work is done.
        self.ocr = self._function(
            "ocr",
            "Reads the words of a page",
            args.ocr,
            OCR_COMPLETED,
            access.write_objects("Results", results, [WORDS, DOCUMENTS])
            + access.read_objects("Results", results, [WORDS, DOCUMENTS]),
        )
        self.document = self._function(
            "document",
            "Reads the timetable of a page",
            args.document,
            "Timetable Extracted",
            access.write_objects("Results", results, [TIMETABLES, DOCUMENTS])
            + access.read_objects("Results", results, [WORDS, TIMETABLES, DOCUMENTS]),
        )
        self._read_every_upload()
        self._read_every_ocr_result()
        self.register_outputs({"ocrAliasArn": self.ocr.alias_arn, "documentAliasArn": self.document.alias_arn})

    def _function(
        self, service: str, description: str, settings: FunctionSettings, done: str, results: list[Statement]
    ) -> Function:
        """A function that publishes `done` for each page that it read."""
        args, child = self._args, pulumi.ResourceOptions(parent=self)
        function = Function(
            f"{self._name}-{service}",
            FunctionArgs(
                service=service,
                purpose=f"{service}-inference",
                description=description,
                settings=settings,
                layers=[args.platform.layers.base_arn, args.platform.layers.inference_arn],
                environment={
                    "MODELS_BUCKET": args.storage.models.bucket_name,
                    "EVENT_BUS_NAME": args.events.bus_name,
                    "DEAD_LETTER_QUEUE_URL": args.events.dead_letters_url,
                    "FEATURE_STORE_ENDPOINT": args.feature_store.endpoint,
                },
                statements=[
                    *access.read_objects("Uploads", args.storage.input.arn, [UPLOADS, REQUESTS]),
                    *access.read_objects("Models", args.storage.models.arn, [MODELS]),
                    *access.publish_events(args.events.bus_arn, [done, "Document Failed"]),
                    *access.send_dead_letters(args.events.dead_letters_arn),
                    *results,
                ],
                placement=args.network.place(args.network.functions),
                dead_letters_arn=args.events.dead_letters_arn,
            ),
            args.platform,
            opts=child,
        )
        if not settings.provisioned_concurrency:
            EventTrigger(
                f"{self._name}-{service}-warm-up",
                EventTriggerArgs(
                    rule_name=self._target.named(f"{service}-warm-up"),
                    description="Keeps one environment warm",
                    schedule="rate(5 minutes)",
                    payload={"warmup": True},
                ),
                function,
                opts=child,
            )
        return function

    def _read_every_upload(self) -> None:
        bucket = self._args.storage.input
        permission = aws.lambda_.Permission(
            f"{self._name}-uploads-permission",
            statement_id="uploads",
            action="lambda:InvokeFunction",
            function=self.ocr.function_name,
            qualifier=self.ocr.alias_name,
            principal="s3.amazonaws.com",
            source_arn=bucket.arn,
            # A bucket's ARN names no account; a deleted bucket's name could become somebody else's.
            source_account=self._target.account,
            opts=pulumi.ResourceOptions(parent=self),
        )
        aws.s3.BucketNotification(
            f"{self._name}-uploads",
            bucket=bucket.bucket_name,
            lambda_functions=[
                {
                    "id": "uploads",
                    "lambda_function_arn": self.ocr.alias_arn,
                    "events": ["s3:ObjectCreated:*"],
                    "filter_prefix": UPLOADS,
                }
            ],
            # S3 tries the permission when the notification is set.
            opts=pulumi.ResourceOptions(parent=self, depends_on=[permission]),
        )

    def _read_every_ocr_result(self) -> None:
        EventTrigger(
            f"{self._name}-ocr-completed",
            EventTriggerArgs(
                rule_name=self._target.named("ocr-completed"),
                description="Sends every OCR result to the document function",
                pattern={"source": [access.EVENT_SOURCE], "detail-type": [OCR_COMPLETED]},
                events=self._args.events,
            ),
            self.document,
            opts=pulumi.ResourceOptions(parent=self),
        )
