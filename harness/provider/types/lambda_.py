"""Lambda: functions, layers, aliases, and who may invoke them."""

from __future__ import annotations

from ..rows import Call, Caller, Codec, ErrorPattern, IfGiven, Read, Row, Setting, Tagging, Wait
from ..values import Properties

INVOKE_ARN = "arn:aws:apigateway:{region}:lambda:path/2015-03-31/functions/{arn}/invocations"


def publish(resource: Caller, old: Properties | None = None) -> None:
    """Publishes what changed as a new version, where the function asks for that; Lambda makes none of no change."""
    if resource.inputs.get("publish"):
        resource.call("PublishVersion", FunctionName=resource.scope["id"])


CODE = {
    "code": "Code.ZipFile",
    "s3Bucket": "Code.S3Bucket",
    "s3Key": "Code.S3Key",
    "s3ObjectVersion": "Code.S3ObjectVersion",
    "imageUri": "Code.ImageUri",
}

ROWS = (
    Row(
        type="aws:lambda/function:Function",
        service="lambda",
        create=Call("CreateFunction", names=CODE),
        update=Call("UpdateFunctionConfiguration"),
        delete=Call("DeleteFunction"),
        names={"name": "FunctionName"},
        id="{name}",
        key={"FunctionName": "{id}"},
        reads=(
            Read(
                "GetFunctionConfiguration",
                outputs={
                    "arn": "FunctionArn",
                    "codeSha256": "CodeSha256",
                    "sourceCodeSize": "CodeSize",
                    "lastModified": "LastModified",
                },
            ),
            Read("ListVersionsByFunction", only=(), outputs={"version": "Versions[-1].Version"}),
            Read("GetFunctionConcurrency", only=("reservedConcurrentExecutions",)),
        ),
        settings=(
            Setting(
                ("code", "s3Bucket", "s3Key", "s3ObjectVersion", "imageUri", "architectures"),
                Call("UpdateFunctionCode", names={"code": "ZipFile"}),
            ),
            Setting(("publish",), publish),
            Setting(
                ("reservedConcurrentExecutions",),
                Call("PutFunctionConcurrency"),
                remove=Call("DeleteFunctionConcurrency"),
            ),
        ),
        derived={
            "invokeArn": INVOKE_ARN,
            "qualifiedArn": "{arn}:{version}",
            "qualifiedInvokeArn": INVOKE_ARN.replace("{arn}", "{arn}:{version}"),
        },
        defaults={"memorySize": 128, "timeout": 3, "packageType": "Zip", "publish": False},
        reset={
            "description": "",
            "layers": [],
            "environment": {"variables": {}},
            "deadLetterConfig": {"targetArn": ""},
            "tracingConfig": {"mode": "PassThrough"},
            "vpcConfig": {"subnetIds": [], "securityGroupIds": []},
            "ephemeralStorage": {"size": 512},
            "kmsKeyArn": "",
        },
        autoname="name",
        identity=("name",),
        replace=("name", "packageType"),
        local={"sourceCodeHash": "the archive's own hash shows a change of code"},
        # AWS answers with the size of each layer beside its ARN.
        codecs={"layers": Codec(encode=list, decode=lambda layers: [layer["arn"] for layer in layers])},
        unordered=("vpcConfig.subnetIds", "vpcConfig.securityGroupIds"),
        tagging=Tagging(
            add="TagResource",
            remove="UntagResource",
            key={"Resource": "{arn}"},
            read=Read("ListTags", key={"Resource": "{arn}"}),
        ),
        wait=Wait(
            ready={"State": ("Active", "Inactive"), "LastUpdateStatus": ("Successful",)},
            failed={"State": ("Failed",), "LastUpdateStatus": ("Failed",)},
            reason="StateReason",
        ),
        # A role made a moment ago is not yet known everywhere.
        retry=(
            ErrorPattern("InvalidParameterValueException", "cannot be assumed by Lambda"),
            ErrorPattern("InvalidParameterValueException", "execution role does not have permissions"),
            ErrorPattern("ResourceConflictException", "update is in progress"),
        ),
        volatile=("version", "qualifiedArn", "qualifiedInvokeArn"),
        volatile_if="publish",
        updated=publish,
    ),
    Row(
        type="aws:lambda/layerVersion:LayerVersion",
        service="lambda",
        create=Call(
            "PublishLayerVersion",
            names={name: path.replace("Code.", "Content.") for name, path in CODE.items() if name != "imageUri"},
        ),
        delete=Call("DeleteLayerVersion"),
        id="{arn}",
        key={"LayerName": "{layerName}", "VersionNumber": "{version}"},
        answers={"arn": "LayerVersionArn", "version": "Version"},
        reads=(
            Read(
                "GetLayerVersion",
                outputs={
                    "layerArn": "LayerArn",
                    "createdDate": "CreatedDate",
                    "codeSha256": "Content.CodeSha256",
                    "sourceCodeSize": "Content.CodeSize",
                },
            ),
        ),
        unordered=("compatibleRuntimes", "compatibleArchitectures"),
    ),
    Row(
        type="aws:lambda/alias:Alias",
        service="lambda",
        create=Call("CreateAlias"),
        update=Call("UpdateAlias"),
        delete=Call("DeleteAlias"),
        id="{arn}",
        key={"FunctionName": "{functionName}", "Name": "{name}"},
        answers={"arn": "AliasArn"},
        reads=(
            Read("GetAlias", only=("functionVersion", "description", "routingConfig"), outputs={"arn": "AliasArn"}),
        ),
        derived={"invokeArn": INVOKE_ARN},
        reset={"description": "", "routingConfig": {"additionalVersionWeights": {}}},
        identity=("functionName", "name"),
        replace=("functionName", "name"),
        autoname="name",
    ),
    Row(
        type="aws:lambda/permission:Permission",
        service="lambda",
        create=Call("AddPermission"),
        delete=Call("RemovePermission"),
        names={"function": "FunctionName"},
        id="{statementId}",
        key={"FunctionName": "{function}", "StatementId": "{statementId}", "Qualifier": IfGiven("{qualifier}")},
        reads=(
            Read(
                "GetPolicy",
                root="Policy.Statement",
                find={"Sid": "{statementId}"},
                names={"action": "Action", "sourceArn": "Condition.ArnLike.AWS:SourceArn"},
                only=("action", "sourceArn"),
            ),
        ),
        autoname="statementId",
        identity=("function", "qualifier", "statementId"),
    ),
    Row(
        type="aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig",
        service="lambda",
        create=Call("PutFunctionEventInvokeConfig"),
        update=Call("PutFunctionEventInvokeConfig"),
        delete=Call("DeleteFunctionEventInvokeConfig"),
        id="{functionName}:{qualifier}",
        key={"FunctionName": "{functionName}", "Qualifier": "{qualifier}"},
        reads=(Read("GetFunctionEventInvokeConfig"),),
        defaults={"qualifier": "$LATEST", "maximumRetryAttempts": 2},
        identity=("functionName", "qualifier"),
        replace=("functionName", "qualifier"),
    ),
    Row(
        type="aws:lambda/provisionedConcurrencyConfig:ProvisionedConcurrencyConfig",
        service="lambda",
        create=Call("PutProvisionedConcurrencyConfig"),
        update=Call("PutProvisionedConcurrencyConfig"),
        delete=Call("DeleteProvisionedConcurrencyConfig"),
        id="{functionName},{qualifier}",
        key={"FunctionName": "{functionName}", "Qualifier": "{qualifier}"},
        reads=(
            Read(
                "GetProvisionedConcurrencyConfig",
                names={"provisionedConcurrentExecutions": "RequestedProvisionedConcurrentExecutions"},
            ),
        ),
        identity=("functionName", "qualifier"),
        replace=("functionName", "qualifier"),
        wait=Wait(ready={"Status": ("READY",)}, failed={"Status": ("FAILED",)}, reason="StatusReason"),
        gone=("ProvisionedConcurrencyConfigNotFoundException",),
    ),
)
