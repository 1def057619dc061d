"""Checks the OCSF lines against the published schema, with DuckDB on the way to Parquet, and for
completeness against the json alerts.

    consumers_ocsf.py DIRECTORY    holds all.json and all.ocsf, with raw records, of the same inputs

The schema is that of the package ocsf-json-schema: the class with the profiles that a line names, and
no attributes other than those of the class.
"""

import json
import re
import shutil
import sys
from datetime import datetime, timezone
from pathlib import Path

from consumers_report import Report, objects_of

VERSION = "1.8.0"
SEVERITIES = {"low": 2, "medium": 3, "high": 4}
DIRECTIONS = {"inbound": "Inbound", "outbound": "Outbound", "internal": "Lateral"}
PARQUET_DOCUMENT = Path("docs/MAPPING.md")

directory = Path(sys.argv[1])
report = Report("consumers of OCSF")


def milliseconds(text):
    return round(datetime.fromisoformat(text).astimezone(timezone.utc).timestamp() * 1000)


# MARK: The published schema

def check_schema():
    try:
        from jsonschema import Draft202012Validator
        from ocsf_json_schema import OcsfJsonSchemaEmbedded, get_ocsf_schema
    except ImportError:
        return print("skipped: ocsf-json-schema and jsonschema are not installed")
    schemas = OcsfJsonSchemaEmbedded(get_ocsf_schema(VERSION))
    validators = {}

    def errors(finding):
        profiles = tuple(finding["metadata"].get("profiles", []))
        if profiles not in validators:
            validators[profiles] = Draft202012Validator(
                schemas.get_class_schema("detection_finding", list(profiles)))
        return list(validators[profiles].iter_errors(finding))

    findings = objects_of(directory / "all.ocsf")
    for number, finding in enumerate(findings):
        for error in errors(finding):
            report.fail("schema", number, f"{error.json_path}: {error.message}"[:300])
    # A schema that accepts everything would prove nothing.
    for change in [{"activity_id": 7}, {"time": "2024"}, {"subject": "x"}, {"evidences": [{}]}]:
        if not errors(findings[0] | change):
            report.failures.append(f"schema: takes {change}")
    report.done.append(f"{len(findings)} lines valid as Detection Findings of OCSF {VERSION}")


# MARK: What the json alerts say

def text_of(value):
    """A value of `data` as OCSF's text attributes have it. Numbers were read as text."""
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def places(finding):
    """The values of attributes, under the names of the json format's `data`."""
    evidence = finding.get("evidences", [{}])[0]
    email = evidence.get("email", {})
    file = evidence.get("file", {})
    url = evidence.get("url", {})
    recipients = email.get("to", []) + email.get("to_mailboxes", [])
    found = {
        "sender": email.get("from", email.get("from_mailbox")),
        "recipient": recipients or None,
        "subject": email.get("subject"),
        "message_id": email.get("message_uid"),
        "url": url.get("url_string"),
        "url_category": url.get("categories", [None])[0],
        "file_name": file.get("name"),
        "file_type": file.get("mime_type"),
        "file_sha256": file.get("hashes", [{}])[0].get("value"),
        "direction": evidence.get("connection_info", {}).get("direction"),
        "mimecast_id": finding["metadata"].get("original_event_uid"),
        "category": finding["metadata"]["log_name"],
        "vendor": finding["metadata"]["product"]["vendor_name"],
        "product": finding["metadata"]["product"]["name"],
    }
    if finding.get("action_id") == "99":
        found["action"] = finding["action"]
    if "src_endpoint" in evidence:
        found["source_info"] = evidence["src_endpoint"]
    return {key: value for key, value in found.items() if value is not None}


def expected(key, value):
    """The same value as an attribute has it."""
    if key == "recipient":
        values = value if isinstance(value, list) else [value]
        return sorted(text_of(each) for each in values if each is not None)
    if key == "direction":
        return DIRECTIONS.get(text_of(value).strip().lower(), text_of(value))
    return value if key == "source_info" else text_of(value)


def check_nothing_lost():
    numbers_as_text = {"parse_int": str, "parse_float": str}
    alerts = objects_of(directory / "all.json", **numbers_as_text)
    findings = objects_of(directory / "all.ocsf", **numbers_as_text)
    if len(alerts) != len(findings):
        report.failures.append(f"{len(findings)} lines of ocsf, {len(alerts)} of json")
    for number, (alert, finding) in enumerate(zip(alerts, findings)):
        info = finding["finding_info"]
        attack = info.get("attacks", [{}])[0]
        names = [attack.get(part, {}) for part in ["sub_technique", "technique", "tactic"]]
        threat = next((name for name in names if name), {})
        report.compare("ocsf", number, {
            "id": alert["id"], "uid": alert["id"], "title": alert["alertType"],
            "desc": alert["description"], "types": [alert["type"]],
            "threatId": alert["threatId"], "threatName": alert["threatName"],
            "time": str(milliseconds(alert["when"])),
            "created_time": str(milliseconds(alert["created_at"])),
            "severity_id": str(SEVERITIES[alert["severity"]]),
            "tenant": alert.get("customer_id"),
        }, {
            "id": finding["metadata"]["uid"], "uid": info["uid"], "title": info["title"],
            "desc": info["desc"], "types": info["types"],
            "threatId": threat.get("uid"), "threatName": threat.get("name"),
            "time": finding["time"], "created_time": info["created_time"],
            "severity_id": finding["severity_id"],
            "tenant": finding["metadata"].get("tenant_uid"),
        })
        data = dict(alert["data"])
        del data["endpoint_type"]
        if json.loads(finding["raw_data"], **numbers_as_text) != data.pop("rawData"):
            report.fail("ocsf", number, "raw_data is not the record")
        found = places(finding)
        unmapped = finding.get("unmapped", {})
        for key, value in data.items():
            if key in unmapped:
                if unmapped[key] != value:
                    report.fail("ocsf", number, f"unmapped.{key} is {unmapped[key]!r}")
                continue
            there = found.get(key)
            if key == "recipient" and there is not None:
                there = sorted(there)
            if there != expected(key, value):
                report.fail("ocsf", number, f"{key} is {there!r}, not {value!r}")
    report.done.append("all that json says is in them")


# MARK: Parquet

def check_parquet():
    try:
        import duckdb
    except ImportError:
        return print("skipped: duckdb is not installed")
    # Exactly the command in the document, including its directory names.
    command = re.search(r"```sql\n(COPY.*?)```", PARQUET_DOCUMENT.read_text(), re.DOTALL)[1]
    alerts = directory / "out/alerts"
    alerts.mkdir(parents=True)
    shutil.copy(directory / "all.ocsf", alerts / "all.ndjson")
    command = command.replace("'out/", f"'{directory}/out/").replace("'lake'", f"'{directory}/lake'")
    duckdb.sql(command)
    rows = duckdb.sql(
        "SELECT metadata.uid, time, severity_id, finding_info.title, eventDay,"
        " to_json(evidences), to_json(unmapped), raw_data"
        f" FROM read_parquet('{directory}/lake/**/*.parquet', hive_partitioning = true,"
        " hive_types = {'eventDay': VARCHAR})").fetchall()

    def without_nulls(value):
        if isinstance(value, dict):
            return {key: without_nulls(part) for key, part in value.items() if part is not None}
        return [without_nulls(part) for part in value] if isinstance(value, list) else value

    def row_of(finding):
        day = datetime.fromtimestamp(finding["time"] / 1000, timezone.utc).strftime("%Y%m%d")
        unmapped = {
            key: value if isinstance(value, str)
            else json.dumps(value, ensure_ascii=False, separators=(",", ":"))
            for key, value in finding.get("unmapped", {}).items()
        }
        return (
            finding["metadata"]["uid"], finding["time"], finding["severity_id"],
            finding["finding_info"]["title"], day, canonical(finding.get("evidences", [])),
            canonical(unmapped), finding["raw_data"])

    def canonical(value):
        return json.dumps(without_nulls(value), sort_keys=True)

    findings = sorted(map(row_of, objects_of(directory / "all.ocsf")))
    read = sorted(
        (str(row[0]), *row[1:5], canonical(json.loads(row[5] or "[]")),
         canonical(json.loads(row[6] or "{}")), row[7])
        for row in rows)
    for number, (finding, row) in enumerate(zip(findings, read)):
        if finding != row:
            report.fail("parquet", number, f"is {row!r}, not {finding!r}")
    if len(findings) != len(read):
        report.failures.append(f"parquet: {len(read)} rows, not {len(findings)}")
    report.done.append("DuckDB writes them as Parquet and reads them back")


check_schema()
check_nothing_lost()
check_parquet()
report.end()
