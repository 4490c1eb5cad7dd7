"""Fault tests: ``make faults`` breaks the service on purpose, in many ways, and checks that it keeps its promises."""
