"""The third step: compares what was trained with the champion."""
