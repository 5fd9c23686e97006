"""Cognito: user pools, their clients, sign-in domains and groups."""

from __future__ import annotations

from ..rows import Call, Read, Row, Setting, Tagging

POOL = {"UserPoolId": "{userPoolId}"}

ROWS = (
    Row(
        type="aws:cognito/userPool:UserPool",
        service="cognito-idp",
        create=Call("CreateUserPool", names={"name": "PoolName"}),
        update=Call("UpdateUserPool", names={"name": "PoolName"}),
        delete=Call("DeleteUserPool"),
        names={
            "passwordPolicy": "Policies.PasswordPolicy",
            "signInPolicy": "Policies.SignInPolicy",
            "schemas": "Schema",
        },
        id="{poolId}",
        key={"UserPoolId": "{id}"},
        answers={"poolId": "UserPool.Id", "arn": "UserPool.Arn"},
        reads=(
            Read(
                "DescribeUserPool",
                root="UserPool",
                outputs={"creationDate": "CreationDate"},
                # AWS adds attributes of its own; emulators forget by what users sign in when a pool changes.
                only=(
                    "name",
                    "passwordPolicy",
                    "autoVerifiedAttributes",
                    "adminCreateUserConfig",
                    "mfaConfiguration",
                    "deletionProtection",
                    "lambdaConfig",
                    "emailConfiguration",
                    "accountRecoverySetting",
                ),
            ),
        ),
        settings=(
            Setting(
                ("softwareTokenMfaConfiguration", "mfaConfiguration"),
                Call("SetUserPoolMfaConfig"),
                reset={"softwareTokenMfaConfiguration": {"enabled": False}, "mfaConfiguration": "OFF"},
            ),
        ),
        derived={"endpoint": "cognito-idp.{region}.amazonaws.com/{id}"},
        defaults={"mfaConfiguration": "OFF", "deletionProtection": "INACTIVE"},
        autoname="name",
        unordered=("autoVerifiedAttributes", "usernameAttributes", "aliasAttributes"),
        # Emulators lack TagResource.
        tagging=Tagging(
            add="UpdateUserPool",
            remove=None,
            key={"UserPoolId": "{id}"},
            tags="UserPoolTags",
            create="UserPoolTags",
            found="UserPoolTags",
        ),
    ),
    Row(
        type="aws:cognito/userPoolClient:UserPoolClient",
        service="cognito-idp",
        create=Call("CreateUserPoolClient"),
        update=Call("UpdateUserPoolClient"),
        delete=Call("DeleteUserPoolClient"),
        names={"name": "ClientName"},
        id="{clientId}",
        key={**POOL, "ClientId": "{id}"},
        answers={"clientId": "UserPoolClient.ClientId", "clientSecret": "UserPoolClient.ClientSecret"},
        reads=(Read("DescribeUserPoolClient", root="UserPoolClient"),),
        autoname="name",
        replace=("userPoolId",),
        unordered=(
            "explicitAuthFlows",
            "allowedOauthFlows",
            "allowedOauthScopes",
            "callbackUrls",
            "logoutUrls",
            "supportedIdentityProviders",
            "readAttributes",
            "writeAttributes",
        ),
    ),
    Row(
        type="aws:cognito/userPoolDomain:UserPoolDomain",
        service="cognito-idp",
        create=Call("CreateUserPoolDomain"),
        delete=Call("DeleteUserPoolDomain"),
        names={"certificateArn": "CustomDomainConfig.CertificateArn"},
        id="{domain}",
        derived={"awsAccountId": "{account}"},  # emulators describe another one each time
        key={**POOL, "Domain": "{domain}"},
        reads=(
            Read(
                "DescribeUserPoolDomain",
                root="DomainDescription",
                needs="Domain",
                outputs={
                    "cloudfrontDistribution": "CloudFrontDistribution",
                    "s3Bucket": "S3Bucket",
                    "version": "Version",
                },
            ),
        ),
        identity=("domain",),
    ),
    Row(
        type="aws:cognito/userGroup:UserGroup",
        service="cognito-idp",
        create=Call("CreateGroup"),
        update=Call("UpdateGroup"),
        delete=Call("DeleteGroup"),
        names={"name": "GroupName"},
        id="{userPoolId}/{name}",
        key={**POOL, "GroupName": "{name}"},
        reads=(Read("GetGroup", root="Group"),),
        autoname="name",
        identity=("userPoolId", "name"),
        replace=("userPoolId", "name"),
    ),
)
