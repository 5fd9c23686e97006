"""What the command line loads: every command pays for it."""

import subprocess
import sys

SLOW = ("boto3", "botocore", "redis", "PIL", "numpy", "onnxruntime", "pulumi_aws", "pulumi.resource")


def test_commands_that_need_no_sdk_do_not_load_one():
    code = (
        "import runpy, sys; sys.argv = ['harness', '--help']\n"
        "try: runpy.run_module('harness', run_name='__main__')\n"
        f"finally: print([name for name in {SLOW} if name in sys.modules])"
    )
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout.splitlines()[-1] == "[]"
