"""How many existing lines a domain touches that has personal data, a periodic job, a subscriber and mails."""

from pathlib import Path

from tests.foundation.checkout import ROOT
from tests.foundation.copies import Copy

TOY = ROOT / "tests/foundation/toy_boxes"
PLACES = {
    "boxes.py": "bootstrap/domains/boxes.py",
    "box_ready.jinja": "adapters/mail_composer/templates/boxes/box_ready.jinja",
    "box_opened.jinja": "adapters/mail_composer/templates/boxes/box_opened.jinja",
    "joined.py": "tests/system/api/test_boxes.py",
}


def test_a_domain_joins_by_its_files_and_touches_no_line_that_is_there(copy: Copy) -> None:
    before = copy.texts()
    for file, place in PLACES.items():
        assert Path(place) not in before
        (copy.root / place).parent.mkdir(exist_ok=True)
        (copy.root / place).write_text((TOY / file).read_text("utf-8"), "utf-8")
    after = copy.texts()
    assert [file for file, text in before.items() if after[file] != text] == []
    done = copy.test("tests/system/api/test_boxes.py", "-k", "memory", "-n", "0")
    assert (done.returncode, "1 passed" in done.stdout) == (0, True), done.stdout + done.stderr
