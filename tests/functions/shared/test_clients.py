import pytest

from functions.shared import clients

CREDENTIALS = {
    "AWS_ACCESS_KEY_ID": "test",
    "AWS_SECRET_ACCESS_KEY": "test",
    "AWS_DEFAULT_REGION": "eu-west-1",
    "AWS_REGION": "eu-west-1",
}


@pytest.fixture(autouse=True)
def fresh_clients(monkeypatch):
    for name, value in CREDENTIALS.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("AWS_ENDPOINT_URL", raising=False)
    created = (clients.s3, clients.s3_hasty, clients.sqs, clients.eventbridge, clients._session)
    for client in created:
        client.cache_clear()
    yield
    for client in created:
        client.cache_clear()


def test_a_form_is_posted_to_the_buckets_own_region():
    form = clients.s3().generate_presigned_post("inputs", "uploads/a.png")
    assert form["url"] == "https://inputs.s3.eu-west-1.amazonaws.com/"


def test_an_endpoint_that_is_an_ip_address_has_the_bucket_in_its_path(monkeypatch):
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:4566")
    form = clients.s3().generate_presigned_post("inputs", "uploads/a.png")
    assert form["url"] == "http://127.0.0.1:4566/inputs"


def test_a_client_is_created_once():
    assert clients.s3() is clients.s3()
    assert clients.s3() is not clients.s3_hasty()


def test_what_can_be_done_without_is_not_waited_for():
    config = clients.s3_hasty().meta.config
    assert config.connect_timeout + config.read_timeout <= 3
    assert config.retries["total_max_attempts"] == 1
