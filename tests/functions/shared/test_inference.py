import importlib
import io
import json

import pytest
from PIL import Image, ImageDraw, ImageFont

from functions.ocr import handler as module
from functions.shared import clients
from functions.shared.inference import Inference
from functions.shared.reading import packaged_model
from harness.services.ports import free_port
from tests.functions.in_memory import Context, Pipeline, api_event


@pytest.fixture
def without_network(monkeypatch):
    """The functions' environment, where nothing that it names can be reached."""
    nowhere = f"127.0.0.1:{free_port()}"
    environment = {
        "AWS_ENDPOINT_URL": f"http://{nowhere}",
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": "us-east-1",
        "ENVIRONMENT": "test",
        "INPUT_BUCKET": "inputs",
        "RESULTS_BUCKET": "results",
        "MODELS_BUCKET": "models",
        "EVENT_BUS_NAME": "bus",
        "DEAD_LETTER_QUEUE_URL": f"http://{nowhere}/queue",
        "FEATURE_STORE_ENDPOINT": nowhere,
    }
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    cached = (clients.s3, clients.s3_hasty, clients.sqs, clients.eventbridge, clients._session, module.service)
    for function in cached:
        function.cache_clear()
    yield
    for function in cached:
        function.cache_clear()


def page_that_says(text: str) -> bytes:
    image = Image.new("RGB", (400, 80), "white")
    ImageDraw.Draw(image).text((20, 15), text, "black", ImageFont.load_default(40))
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()


def test_a_cold_start_without_any_network_still_reads_a_page(without_network):
    import base64

    body = {"image_base64": base64.b64encode(page_that_says("Mathematics")).decode()}
    response = module.handler(api_event("POST", "/infer/ocr", body), Context())
    result = json.loads(response["body"])
    assert response["statusCode"] == 200
    assert result["text"] == "Mathematics"
    assert result["model_version"] == packaged_model().name


def test_an_image_in_s3_without_network_is_a_503_worth_another_try(without_network, monkeypatch):
    monkeypatch.setitem(clients.PATIENT, "retries", {"total_max_attempts": 1})
    body = {"image_s3_uri": "s3://inputs/requests/a.png"}
    response = module.handler(api_event("POST", "/infer/ocr", body), Context())
    assert (response["statusCode"], json.loads(response["body"])["error"]["type"]) == (503, "ServiceUnavailable")


def test_the_models_are_loaded_ahead_of_the_first_call_where_lambda_keeps_the_process_ready(monkeypatch):
    inference, loaded = Pipeline().inference, []
    serving = inference.models.current()
    monkeypatch.setattr(type(inference.models), "refreshed", lambda self: loaded.append("models") or serving)
    monkeypatch.setattr(Inference, "from_environment", lambda function: inference)
    for kind, expected in (("on-demand", []), ("provisioned-concurrency", ["models"])):
        monkeypatch.setenv("AWS_LAMBDA_INITIALIZATION_TYPE", kind)
        importlib.reload(module)
        assert loaded == expected


def test_a_lost_feature_store_is_counted_and_one_that_answers_is_timed(monkeypatch):
    from functions.shared import inference as inference_module

    metrics = []
    monkeypatch.setattr(inference_module, "count", metrics.append)
    monkeypatch.setattr(inference_module, "duration", lambda name, value: metrics.append(name))
    pipeline = Pipeline()
    pipeline.inference.remember("d1", {"count": 1})
    pipeline.features.down = True
    pipeline.inference.remember("d1", {"count": 2})
    assert metrics == ["FeatureStoreLatency", "FeatureStoreUnavailable"]
    assert pipeline.features.stored == {"d1": {"count": 1}}
