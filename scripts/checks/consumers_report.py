"""Shared by the consumers' checks: the alerts to compare with, and the report of differences."""

import json
import sys
from pathlib import Path


class Report:
    """Collects differences and prints them at the end."""

    def __init__(self, name):
        self.name = name
        self.failures = []
        self.done = []

    def fail(self, reader, number, text):
        """A difference in one alert, counted from 0."""
        self.failures.append(f"{reader}: alert {number + 1}: {text}")

    def compare(self, reader, number, expected, found):
        """Two dictionaries that must be equal."""
        for key in expected.keys() | found.keys():
            if expected.get(key) != found.get(key):
                self.fail(
                    reader, number, f"{key} is {found.get(key)!r}, not {expected.get(key)!r}")

    def end(self):
        """Prints everything and ends the program."""
        for failure in self.failures[:20]:
            print(failure)
        what = "; ".join(self.done) or "nothing to do"
        print(f"{self.name}: {what}; {len(self.failures)} differences")
        sys.exit(1 if self.failures else 0)


def lines_of(path):
    """The lines of a file as the most eager reader splits them."""
    return Path(path).read_bytes().decode().split("\n")[:-1]


def objects_of(path, **options):
    """The objects of an NDJSON file."""
    return [json.loads(line, **options) for line in lines_of(path)]
