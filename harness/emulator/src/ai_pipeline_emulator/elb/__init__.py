"""Load balancers of ELB that really listen: each on an address of its own, with its listeners' ports."""
