"""Pauses the garbage collection during a start, which saves a sixth of its time."""

import gc


def pause_collection() -> None:
    """Collects no reference cycles until ``resume_collection``."""
    gc.disable()


def resume_collection() -> None:
    """Collects again, without the objects that exist now: they live as long as the process, and forked processes share
    them. Does nothing if collection is not paused."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()
