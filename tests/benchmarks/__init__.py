"""Benchmarks: ``make bench`` measures the project beside its peers. No tests are in here."""
