"""How often tests repeat what could be repeated for ever: enough to see a fault that is there, and more often on CI."""

import os

ON_CI = bool(os.environ.get("CI"))


def dose(usual: int, on_ci: int) -> int:
    """The number of repetitions."""
    return on_ci if ON_CI else usual
