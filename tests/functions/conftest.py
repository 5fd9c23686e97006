"""What Lambda sets in the functions' environment, before anything of theirs is imported."""

import os

os.environ.setdefault("POWERTOOLS_SERVICE_NAME", "test")
os.environ.setdefault("POWERTOOLS_METRICS_NAMESPACE", "LearningYogi/AiPipeline")
