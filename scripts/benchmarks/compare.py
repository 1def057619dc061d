"""Checks whether two files contain the same alerts in the same order, whatever their ids.

    compare.py OURS THEIRS [FIRST]    FIRST: compare only so many of ours

Compares every key except `id` and `event_service_event_id`, after parsing. In `data`, null counts as
absent, because SQL also writes columns without a value.
"""
import itertools
import json
import sys


def alerts(path):
    with open(path, "rb") as lines:
        for line in lines:
            alert = json.loads(line)
            alert.pop("id", None)
            alert.pop("event_service_event_id", None)
            alert["data"] = {
                key: value for key, value in alert["data"].items() if value is not None}
            yield alert


ours, theirs = alerts(sys.argv[1]), alerts(sys.argv[2])
if len(sys.argv) > 3:
    ours = itertools.islice(ours, int(sys.argv[3]))
count = 0
for count, (our, their) in enumerate(itertools.zip_longest(ours, theirs), 1):
    if our != their:
        sys.exit(f"alert {count} differs:\n{json.dumps(our)}\n{json.dumps(their)}")
if count == 0:
    sys.exit("there are no alerts to compare")
print(f"{count} alerts are equal but for their ids")
