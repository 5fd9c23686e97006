"""A component plugin for tests: `furniture:index:Shelf` holds one item of the store."""

from __future__ import annotations

import sys

import pulumi
import pulumi.provider as provider


class Board(pulumi.CustomResource):
    address: pulumi.Output[str]

    def __init__(self, name: str, value: pulumi.Input[str], opts: pulumi.ResourceOptions) -> None:
        super().__init__("store:index:Item", name, {"value": value, "address": None}, opts)


class Shelf(pulumi.ComponentResource):
    def __init__(self, name: str, size: pulumi.Input[str], opts: pulumi.ResourceOptions | None) -> None:
        super().__init__("furniture:index:Shelf", name, {}, opts)
        self.board = Board(f"{name}-board", size, pulumi.ResourceOptions(parent=self))
        self.register_outputs({"address": self.board.address})


class Furniture(provider.Provider):
    def construct(self, name, resource_type, inputs, options=None):  # type: ignore[no-untyped-def]
        shelf = Shelf(name, inputs["size"], options)
        return provider.ConstructResult(shelf.urn, {"address": shelf.board.address})

    def call(self, token, args):  # type: ignore[no-untyped-def]
        return provider.CallResult({"length": pulumi.Output.from_input(args["boards"]).apply(lambda n: n * 80)})


if __name__ == "__main__":
    provider.main(Furniture("1.0.0"), sys.argv[1:])
