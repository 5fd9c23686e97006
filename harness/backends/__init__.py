"""Where AWS is emulated: `host` processes (the default), `localstack` on the host, or containers by `compose`."""
