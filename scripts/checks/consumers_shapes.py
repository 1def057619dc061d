"""Checks our json alerts against the rules that published readers of Sophos alerts have for their shape.

    consumers_shapes.py DIRECTORY    holds all.json

Neither program runs here: the code below restates their published definitions in Python.
"""

import ipaddress
import re
import sys
from datetime import datetime
from pathlib import Path

from consumers_report import Report, objects_of

# Elastic's integration sophos_central, data stream alert: members of `data` that its pipeline converts
# to a type, or else reports a pipeline failure.
ELASTIC_EPOCH_MILLISECONDS = ["created_at", "inserted_at", "make_actionable_at"]
ELASTIC_OBJECTS = [
    "core_remedy_items", "event_service_id", "hmpa_exploit", "ips_threat", "source_info",
    "threat_id", "user_match_id", "user_match_uuid",
]
ELASTIC_NUMBERS = ["policy_type"]

# Microsoft Sentinel's connector for Sophos Endpoint Protection: the columns that its data collection
# rule declares for SophosEPAlerts_CL. Others are dropped on ingestion.
SENTINEL_COLUMNS = {
    "customer_id": "string", "created_at": "datetime", "severity": "string",
    "event_service_event_id": "string", "when": "datetime", "type": "string",
    "description": "string", "location": "string", "id": "string", "data": "dynamic",
    "source": "string", "threat": "string", "threat_cleanable": "boolean", "info": "dynamic",
}
SENTINEL_NEEDS = ["created_at", "description", "id", "severity", "source", "type", "when"]

report = Report("shapes")
alerts = objects_of(Path(sys.argv[1]) / "all.json")


def is_time(value):
    try:
        return isinstance(value, str) and datetime.fromisoformat(value).tzinfo is not None
    except ValueError:
        return False


def is_address(value):
    try:
        ipaddress.ip_address(value if isinstance(value, str) else "")
        return True
    except ValueError:
        return False


def check_elastic():
    for number, alert in enumerate(alerts):
        data = alert["data"]
        if "source_info" in data and not is_address(data["source_info"].get("ip")):
            report.fail("Elastic", number, f"source_info is {data['source_info']!r}")
        for key in ["when", "created_at"]:
            if not is_time(alert[key]):
                report.fail("Elastic", number, f"{key} is {alert[key]!r}")
        for key in ELASTIC_EPOCH_MILLISECONDS:
            if key in data and not isinstance(data[key], int):
                report.fail("Elastic", number, f"data.{key} is {data[key]!r}")
        for key in ELASTIC_OBJECTS:
            if key in data and not isinstance(data[key], dict):
                report.fail("Elastic", number, f"data.{key} is {data[key]!r}")
        for key in ELASTIC_NUMBERS:
            if key in data and not isinstance(data[key], int):
                report.fail("Elastic", number, f"data.{key} is {data[key]!r}")
        if not isinstance(alert["threat_cleanable"], bool):
            report.fail("Elastic", number, "threat_cleanable is no boolean")
        # Its pattern for a person: optionally a domain and a backslash, then the name.
        if not re.match(r"^(?:.*?\\)?.*$", alert["source"], re.MULTILINE):
            report.fail("Elastic", number, f"source is {alert['source']!r}")
    # These three identify a document there.
    identities = {(alert["when"], alert["created_at"], alert["id"]) for alert in alerts}
    if len(identities) != len({alert["id"] for alert in alerts}):
        report.failures.append("Elastic: an id has two documents")
    report.done.append(f"Elastic's sophos_central ({len(alerts)} alerts)")


def check_sentinel():
    types = {
        "string": lambda value: value is None or isinstance(value, str),
        "datetime": is_time,
        "boolean": lambda value: isinstance(value, bool),
        "dynamic": lambda value: isinstance(value, dict),
    }
    for number, alert in enumerate(alerts):
        for key in SENTINEL_NEEDS:
            if not alert.get(key):
                report.fail("Sentinel", number, f"{key} is missing")
        for key, value in alert.items():
            if key in SENTINEL_COLUMNS and not types[SENTINEL_COLUMNS[key]](value):
                report.fail("Sentinel", number, f"{key} is {value!r}")
        # Whatever it drops must also be in a column that it keeps, except for the threat's id.
        dropped = alert.keys() - SENTINEL_COLUMNS.keys()
        if dropped != {"alertType", "threatId", "threatName"}:
            report.fail("Sentinel", number, f"drops {sorted(dropped)}")
        if alert["threat"] != alert["threatName"]:
            report.fail("Sentinel", number, "threat is not the threatName")
        if not alert["description"].startswith(alert["alertType"] + " for "):
            report.fail("Sentinel", number, "the description does not begin with the alertType")
    report.done.append("Sentinel's SophosEPAlerts_CL")


check_elastic()
check_sentinel()
report.end()
