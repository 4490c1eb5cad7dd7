from entrypoints.cli.output import as_columns


def test_a_terminal_is_handed_no_orders_of_strangers() -> None:
    shown = as_columns(("DEVICE", "NAME"), [("Mozilla\x1b[2J\x07", "ليلى"), ("two\nlines", "Zoë")])
    assert shown.splitlines() == ["DEVICE        NAME", "Mozilla?[2J?  ليلى", "two?lines     Zoë"]
