"""`pulumi-resource-awsx` for `awsx.ec2.Vpc`: the real component's children and outputs, for the arguments we use."""
