"""What the functions share: reading pages, events, errors, documents, model store, feature store, telemetry."""
