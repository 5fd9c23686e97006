"""WAF: web access lists, and what they guard."""

from __future__ import annotations

from ..rows import Call, ErrorPattern, Read, Row
from .tagging import tagged_by_arn

ROWS = (
    Row(
        type="aws:wafv2/webAcl:WebAcl",
        service="wafv2",
        create=Call("CreateWebACL"),
        update=Call("UpdateWebACL"),
        delete=Call("DeleteWebACL"),
        id="{aclId}",
        # The token proves that nobody changed the list since it was read last.
        key={"Name": "{name}", "Scope": "{scope}", "Id": "{id}", "LockToken": "{lockToken}"},
        answers={"aclId": "Summary.Id", "arn": "Summary.ARN"},
        reads=(
            Read("GetWebACL", root="WebACL", outputs={"capacity": "Capacity"}),
            Read("GetWebACL", only=(), outputs={"lockToken": "LockToken"}),
        ),
        unordered=("rules", "tokenDomains"),
        autoname="name",
        identity=("name", "scope"),
        replace=("name", "scope"),
        volatile=("lockToken", "capacity"),
        retry=(ErrorPattern("WAFUnavailableEntityException"),),
        gone=("WAFNonexistentItemException",),
        tagging=tagged_by_arn("ResourceARN", root="TagInfoForResource", found="TagList"),
    ),
    Row(
        type="aws:wafv2/webAclAssociation:WebAclAssociation",
        service="wafv2",
        create=Call("AssociateWebACL"),
        delete=Call("DisassociateWebACL"),
        id="{webAclArn},{resourceArn}",
        key={"ResourceArn": "{resourceArn}"},
        reads=(Read("GetWebACLForResource", root="WebACL", names={"webAclArn": "ARN"}),),
        identity=("resourceArn",),
        gone=("WAFNonexistentItemException",),
    ),
)
