"""The groups of commands, in the order of ``cortex --help``."""

from cyclopts import Group

RUN = Group("Run", sort_key=1)
ACCOUNTS = Group("Accounts", sort_key=2)
OPERATE = Group("Operate", sort_key=3)
BUILD = Group("Build", sort_key=4)
OPTIONS = Group("Options", sort_key=5)
