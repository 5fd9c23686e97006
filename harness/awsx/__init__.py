"""`pulumi-resource-awsx` for `awsx.ec2.Vpc`: the same children and outputs as the real component for the arguments we use."""
