"""How most services tag, in the two spellings that they use."""

from __future__ import annotations

from ..rows import Read, Tagging


def tagged_by_arn(member: str = "ResourceArn", found: str = "Tags", create: str = "Tags", root: str = "") -> Tagging:
    """TagResource, UntagResource and ListTagsForResource on the resource's ARN.

    Args:
        member: the request member that takes the ARN; in lower camel case so are the members of tags and keys.
        found: path of the tags in ListTagsForResource's answer, below `root`.
        create: member path of the tags in the create call.
    """
    lower = member[0].islower()
    return Tagging(
        add="TagResource",
        remove="UntagResource",
        key={member: "{arn}"},
        tags="tags" if lower else "Tags",
        keys="tagKeys" if lower else "TagKeys",
        create="tags" if lower else create,
        read=Read("ListTagsForResource", root=root, key={member: "{arn}"}),
        found="tags" if lower else found,
    )
