"""A policy pack over the bare Analyzer protocol: tests copy it into a pack's folder as `__main__.py`.

Items of the value `costly` violate a mandatory policy, those of the value `odd` an advisory one; a stack may have three
items. The value `cheap?` is remediated, that of `hopeless` cannot be.
"""

import threading
from concurrent import futures
from typing import Any

import grpc
from google.protobuf import empty_pb2
from pulumi.runtime.proto import analyzer_pb2, analyzer_pb2_grpc

LEVELS = {"costly": analyzer_pb2.MANDATORY, "odd": analyzer_pb2.ADVISORY}
MOST = 3


class Pack(analyzer_pb2_grpc.AnalyzerServicer):
    def GetAnalyzerInfo(self, request: empty_pb2.Empty, context: Any) -> Any:
        return analyzer_pb2.AnalyzerInfo(name="prices", version="1.0.0")

    def Analyze(self, request: Any, context: Any) -> Any:
        value = dict(request.properties).get("value")
        if value not in LEVELS:
            return analyzer_pb2.AnalyzeResponse()
        return _found(LEVELS[value], f"{request.name} is {value}", request.urn)

    def Remediate(self, request: Any, context: Any) -> Any:
        value = dict(request.properties).get("value")
        remedy = analyzer_pb2.Remediation(policyName="thrift", policyPackName="prices")
        if value == "cheap?":
            remedy.properties.CopyFrom(request.properties)
            remedy.properties["value"] = "cheap"
        elif value == "hopeless":
            remedy.diagnostic = "no idea"
        else:
            return analyzer_pb2.RemediateResponse()
        return analyzer_pb2.RemediateResponse(remediations=[remedy])

    def AnalyzeStack(self, request: Any, context: Any) -> Any:
        items = [each for each in request.resources if each.type == "store:index:Item"]
        if len(items) <= MOST:
            return analyzer_pb2.AnalyzeResponse()
        return _found(analyzer_pb2.MANDATORY, f"{len(items)} items are too many", "")


def _found(level: Any, message: str, urn: str) -> Any:
    diagnostic = analyzer_pb2.AnalyzeDiagnostic(
        policyName="thrift", policyPackName="prices", message=message, enforcementLevel=level, urn=urn
    )
    return analyzer_pb2.AnalyzeResponse(diagnostics=[diagnostic])


def main() -> None:
    server = grpc.server(futures.ThreadPoolExecutor(4))
    analyzer_pb2_grpc.add_AnalyzerServicer_to_server(Pack(), server)
    print(server.add_insecure_port("127.0.0.1:0"), flush=True)
    server.start()
    threading.Event().wait()


if __name__ == "__main__":
    main()
