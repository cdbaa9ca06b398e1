"""What every test shares: a database per test process, no network, the fixed cast (see ``tests/factories``)."""
