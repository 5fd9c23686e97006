"""Every row against botocore's model of its service, and against the real provider's SDK."""

from __future__ import annotations

import importlib
import inspect
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from harness.provider import paths, requests
from harness.provider.clients import Clients, Configuration
from harness.provider.errors import UncoveredInput
from harness.provider.registry import ROWS
from harness.provider.rows import Call, Read, Row
from harness.provider.templates import fields

CLIENTS = Clients(Configuration())
DOCUMENTATION = Path(__file__).resolve().parents[3] / "docs" / "provider.md"
every_row = pytest.mark.parametrize("row", ROWS.values(), ids=ROWS.keys())


def calls(row: Row) -> list[Call]:
    settings: list[Any] = [one for setting in row.settings for one in (setting.call, setting.remove)]
    return [one for one in (row.create, row.update, row.delete, *settings) if isinstance(one, Call)]


def reads(row: Row) -> list[Read]:
    beside = [row.tagging and row.tagging.read, row.completion and row.completion.read]
    return [*row.reads, *(read for read in beside if read)]


def operation(row: Row, name: str) -> Any:
    return CLIENTS.model(row.service).operation_model(name)


def described(row: Row, read: Read) -> Any:
    shape = (
        paths.shape_at(operation(row, read.operation).output_shape, read.root)
        if read.root
        else operation(row, read.operation).output_shape
    )
    return shape.member if read.find and shape.type_name == "list" else shape


@every_row
def test_every_call_and_member_of_a_row_exists(row: Row) -> None:
    for call in calls(row):
        shape = operation(row, call.operation).input_shape
        for member in (*call.fixed, *(call.key or {})):
            assert paths.shape_at(shape, member) is not None, f"{call.operation} has no {member}"
        for name, member in call.names.items():
            if "." not in name:
                assert paths.shape_at(shape, member) is not None, f"{call.operation} has no {member} for {name}"


@every_row
def test_every_name_and_key_of_a_row_is_of_use_to_some_call(row: Row) -> None:
    operations = [one.operation for one in calls(row)] + [one.operation for one in reads(row)]
    shapes = [operation(row, name).input_shape for name in operations]
    shapes += [described(row, one) for one in row.reads]
    for name, member in row.names.items():
        if "." not in name:
            assert any(shape is not None and paths.shape_at(shape, member) is not None for shape in shapes), name
    for member in row.key:
        assert any(paths.shape_at(shape, member) is not None for shape in shapes), member


@every_row
def test_every_path_into_an_answer_exists(row: Row) -> None:
    made = operation(row, row.create.operation).output_shape
    for path in row.answers.values():
        assert paths.shape_at(made, path) is not None, f"{row.create.operation} does not answer {path}"
    for read in reads(row):
        shape = described(row, read)
        asked = operation(row, read.operation).input_shape
        members = [one[0] if isinstance(one, list) else one for one in read.outputs.values()]
        members += [member for name, member in read.names.items() if "." not in name]
        for member in [*members, *([read.needs] if read.needs else [])]:
            assert paths.shape_at(shape, member) is not None, f"{read.operation} does not answer {member}"
        for member in (*read.fixed, *(read.key or {})):
            assert paths.shape_at(asked, member) is not None, f"{read.operation} does not take {member}"


@every_row
def test_tags_of_a_row_go_where_its_service_wants_them(row: Row) -> None:
    if row.tagging is None:
        return
    add = operation(row, row.tagging.add).input_shape
    assert paths.shape_at(add, row.tagging.tags) is not None
    assert all(paths.shape_at(add, member) is not None for member in row.tagging.key)
    if row.tagging.remove:
        remove = operation(row, row.tagging.remove).input_shape
        assert paths.shape_at(remove, row.tagging.keys).type_name == "list"
    if row.tagging.create:
        create = operation(row, row.create.operation).input_shape
        assert all(paths.shape_at(create, member) is not None for member in (row.tagging.create, *row.tagging.beside))
    found = described(row, row.tagging.read or row.reads[0])
    assert paths.shape_at(found, row.tagging.found) is not None


@every_row
def test_what_templates_are_filled_from_is_known(row: Row) -> None:
    known = {*inputs_of(row.type), *row.outputs, "id", "region", "account", "endpoint"}
    templates = [
        row.id,
        *(one for one in row.derived.values() if isinstance(one, str)),
        *(str(one) for one in row.key.values()),
    ]
    for read in reads(row):
        templates += [str(one) for one in [*(read.key or {}).values(), *read.find.values()]]
    for template in templates:
        assert set(fields(template)) <= known, template


@every_row
def test_a_row_names_only_properties_of_the_real_provider(row: Row) -> None:
    inputs = inputs_of(row.type)
    named = {
        name.partition(".")[0]
        for name in (*row.names, *row.defaults, *row.local, *row.reset, *row.unordered, *row.codecs)
    }
    named |= {name.partition(".")[0] for name in row.replace}
    named |= {*row.identity, *row.prepared, *([row.autoname] if row.autoname else [])}
    named |= {name for setting in row.settings for name in setting.properties}
    named |= {name.partition(".")[0] for call in calls(row) for name in call.names}
    assert named <= inputs


@every_row
def test_an_input_that_no_rule_covers_is_an_error_with_its_name_and_the_row(row: Row) -> None:
    with pytest.raises(UncoveredInput) as error:
        requests.verify_inputs(row, CLIENTS.model(row.service), {"neverHeardOf": "x"})
    assert f"no rule for input 'neverHeardOf'; add it to the row of {row.type}" in str(error.value)


# What the SDK's documentation says of inputs that cannot be changed.
REPLACES = re.compile(
    r"forces (a |creation of a |replacement|new (resource|for))|changing this( value| will)? (creates|forces|recreat)"
    r"|cannot be changed|recreat",
    re.IGNORECASE,
)
SOMETIMES = {
    "aws:cognito/userPool:UserPool": {"smsConfiguration"},  # removing it
    "aws:ec2/vpcEndpoint:VpcEndpoint": {"privateDnsEnabled"},  # of other kinds than interface endpoints
    "aws:lb/loadBalancer:LoadBalancer": {"securityGroups", "subnets"},  # of network load balancers
    "aws:rds/cluster:Cluster": {"storageType"},  # of clusters without Aurora
    "aws:ssm/parameter:Parameter": {"tier"},  # down from Advanced
}


@every_row
def test_what_the_real_provider_can_only_replace_is_replaced(row: Row) -> None:
    changeable = {
        name
        for name, text in documentation_of(row.type).items()
        if REPLACES.search(text) and requests.updatable(row, CLIENTS.model(row.service), name)
    }
    assert changeable == SOMETIMES.get(row.type, set())


def documentation_of(type_token: str) -> dict[str, str]:
    """What the real provider's SDK says of each input."""
    text = _module(type_token)[1].__init__.__doc__ or ""
    parts = (part.partition(": ") for part in re.split(r"\n\s*:param ", text)[1:])
    return {_camel(head.split()[-1]): said for head, _, said in parts}


def _module(type_token: str) -> tuple[Any, Any]:
    """The SDK's classes of a resource and of its inputs."""
    package, _, name = re.split(r"[:/]", type_token)[1:]
    module = importlib.import_module(f"pulumi_aws.{'lambda_' if package == 'lambda' else package}")
    return getattr(module, name), getattr(module, f"{name}Args")


@cache
def inputs_of(type_token: str) -> frozenset[str]:
    """The inputs that the real provider's SDK lets a program give."""
    parameters = inspect.signature(_module(type_token)[0]._internal_init).parameters
    return frozenset(
        _camel(one) for one in parameters if one not in ("self", "__self__", "resource_name", "opts", "__props__")
    )


def _camel(name: str) -> str:
    first, *rest = name.rstrip("_").split("_")
    return first + "".join(part.capitalize() for part in rest)


def test_the_documentation_lists_every_type_and_no_other() -> None:
    listed = re.findall(r"^\| `(aws:[^`]+)` \|", DOCUMENTATION.read_text(), flags=re.MULTILINE)
    assert sorted(listed) == sorted(ROWS)


def test_every_type_has_a_test_of_its_life() -> None:
    text = "".join(path.read_text() for path in Path(__file__).parent.glob("test_*.py") if path != Path(__file__))
    named = {token: token.removeprefix("aws:").removeprefix("s3/") for token in ROWS}  # S3's settings share a prefix
    assert [token for token, name in named.items() if f'{name}"' not in text] == []
