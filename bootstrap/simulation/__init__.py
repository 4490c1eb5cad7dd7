"""The whole service in one process, in virtual time, with faults that a seed decides: for tests of this service, and of
domains that are built on it."""

from bootstrap.simulation.client import Delivery, SimulatedClient
from bootstrap.simulation.faults import FREQUENT_FAULTS, NO_FAULTS, Faults
from bootstrap.simulation.simulate import Outcome, Scenario, SimulationFailed, simulate
from bootstrap.simulation.simulation import LawBroken, Plan, Simulation
from bootstrap.simulation.wire import Answer, NoAnswer

__all__ = [
    "FREQUENT_FAULTS",
    "NO_FAULTS",
    "Answer",
    "Delivery",
    "Faults",
    "LawBroken",
    "NoAnswer",
    "Outcome",
    "Plan",
    "Scenario",
    "SimulatedClient",
    "Simulation",
    "SimulationFailed",
    "simulate",
]
