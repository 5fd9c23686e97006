import pytest
from botocore.exceptions import EndpointConnectionError

from functions.shared.bus import EventBus
from functions.shared.errors import ServiceUnavailable
from tests.functions.shared.fake_aws import FakeEventBridge, client_error


def raising(error):
    def before(call):
        raise error

    return before


def test_an_event_is_published_under_its_name():
    client = FakeEventBridge()
    EventBus(lambda: client, "bus").publish("OCR Completed", {"key": "时"})
    assert client.events == [("OCR Completed", {"key": "时"})]


@pytest.mark.parametrize(
    "client",
    [
        FakeEventBridge(refusal="ThrottlingException"),
        FakeEventBridge(before=raising(client_error("InternalException", 500, "PutEvents"))),
        FakeEventBridge(before=raising(EndpointConnectionError(endpoint_url="https://events"))),
    ],
    ids=["refused entry", "refused call", "no network"],
)
def test_an_event_that_was_not_taken_is_worth_another_try(client):
    with pytest.raises(ServiceUnavailable, match="EventBridge did not take 'OCR Completed': "):
        EventBus(lambda: client, "bus").publish("OCR Completed", {})
