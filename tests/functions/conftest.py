"""What Lambda sets in the functions' environment before it imports them, and patience for busy machines."""

import os

from hypothesis import settings

os.environ.setdefault("POWERTOOLS_SERVICE_NAME", "test")
os.environ.setdefault("POWERTOOLS_METRICS_NAMESPACE", "LearningYogi/AiPipeline")

settings.register_profile("patient", deadline=None)
settings.load_profile("patient")
