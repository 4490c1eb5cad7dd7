import pytest

from application.retry import retry_lost_race
from domain.shared_kernel.errors import LostRace, ServiceUnavailableException


class Command:
    """Raises the errors in turn, one each time, and then returns what it was called with."""

    def __init__(self, *errors: Exception) -> None:
        self.errors = list(errors)
        self.calls = 0

    @retry_lost_race
    async def __call__(self, text: str, *, number: int) -> tuple[str, int]:
        self.calls += 1
        if self.errors:
            raise self.errors.pop(0)
        return text, number


@pytest.mark.parametrize(("errors", "calls"), [((), 1), ((LostRace(),), 2)])
async def test_a_command_that_lost_a_race_is_run_once_more(errors: tuple[Exception, ...], calls: int) -> None:
    command = Command(*errors)
    assert await command("a", number=1) == ("a", 1)
    assert command.calls == calls


@pytest.mark.parametrize(
    ("errors", "calls"),
    [((LostRace(), LostRace()), 2), ((ServiceUnavailableException(),), 1), ((LostRace(), ValueError()), 2)],
)
async def test_a_second_lost_race_and_any_other_error_is_raised(errors: tuple[Exception, ...], calls: int) -> None:
    command = Command(*errors)
    with pytest.raises(type(errors[-1])):
        await command("a", number=1)
    assert command.calls == calls
