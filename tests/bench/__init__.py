"""The figures of the house, measured on this machine: `python -m tests.bench` prints them.

Not for tests: nothing here is timed by pytest, and a figure is a ratio within one run.
"""
