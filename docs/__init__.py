"""The documentation site: its pages, and what makes some of them out of the code."""
