import attrs
import pytest

from application.jobs.services.job import Job


def test_a_job_class_declares_the_name_that_the_database_keeps() -> None:
    with pytest.raises(TypeError, match="declare the name that the database keeps"):

        @attrs.frozen
        class Nameless(Job):
            pass


def test_a_job_class_inherits_no_name() -> None:
    @attrs.frozen
    class Named(Job):
        name = "named"

    with pytest.raises(TypeError, match="declare the name"):

        class Heir(Named):
            pass
