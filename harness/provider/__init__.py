"""`pulumi-resource-aws` on botocore, for the resource types that the program uses: one declarative row per type."""
