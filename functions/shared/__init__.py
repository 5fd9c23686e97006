"""Code that ships with every function: reading pages, events, errors, results, model store, feature store, telemetry."""
