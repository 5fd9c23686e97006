"""The local servers (Redis, the emulator, …) behind one lifecycle: start, wait_is_up, health, stop."""
