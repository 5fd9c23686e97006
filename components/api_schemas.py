"""What request bodies must look like, as JSON schema; the functions check what a schema cannot say."""

from __future__ import annotations

from typing import Any

SCHEMAS: dict[str, dict[str, Any]] = {
    "Page": {
        "type": "object",
        "properties": {
            "image_s3_uri": {"type": "string", "pattern": "^s3://[^/]+/.+"},
            "image_base64": {"type": "string", "minLength": 1},
        },
        "oneOf": [{"required": ["image_s3_uri"]}, {"required": ["image_base64"]}],
        "additionalProperties": False,
    },
    "Upload": {
        "type": "object",
        "properties": {
            "filename": {"type": "string", "minLength": 1, "maxLength": 255},
            "content_type": {"type": "string", "minLength": 1, "maxLength": 255},
        },
        "required": ["filename", "content_type"],
        "additionalProperties": False,
    },
}
