"""Compares what third-party programs read from our formats with the json alerts.

    consumers.py DIRECTORY    holds alerts.json, alerts.cef, alerts.keyvalue, alerts.detection
                              with raw records, plain.json, plain.detection without,
                              parts: the same in gzipped partitions
"""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

from consumers_report import Report, lines_of, objects_of

directory = Path(sys.argv[1])
lines = objects_of(directory / "alerts.json")
report = Report("consumers")


def visible(text, keeps_line_ends):
    """Text as CEF and keyvalue carry it: control characters as visible escapes."""
    def escape(match):
        if keeps_line_ends and match[0] in "\r\n":
            return match[0]
        return f"\\u{ord(match[0]):04x}"
    return re.sub("[\x00-\x1f\x7f-\x9f\u2028\u2029]", escape, text)


def text_of(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return ",".join(text_of(part) for part in value if part is not None)
    return str(value)


def flat(value, path=""):
    """The members of an alert as pairs, nested keys joined by `_`."""
    pairs = {}
    for key, child in value.items():
        name = path + re.sub("[^A-Za-z0-9_]", "_", key)
        if isinstance(child, dict):
            pairs |= flat(child, name + "_")
        elif isinstance(child, list) and any(isinstance(part, (dict, list)) for part in child):
            pairs |= flat({str(number): part for number, part in enumerate(child)}, name + "_")
        elif child is not None:
            pairs[name] = text_of(child)
    return pairs


def expected_cef(alert):
    pairs = flat(alert) | {"datastream": "alert"}
    for old, new in [("when", "end"), ("created_at", "rt"), ("source", "suser")]:
        pairs[new] = pairs.pop(old)
    for key in ["type", "severity"]:
        del pairs[key]
    return {key: visible(value, True) for key, value in pairs.items()}


def check_line_counts():
    for name in ["alerts.cef", "alerts.keyvalue"]:
        text = (directory / name).read_bytes().decode()
        if len(text.splitlines()) != len(lines):
            report.failures.append(f"{name}: {len(text.splitlines())} lines, not {len(lines)}")
    report.done.append(f"{len(lines)} alerts, a line each")


def check_lognormalizer():
    program = shutil.which("lognormalizer") or "/usr/lib/lognorm/lognormalizer"
    if not Path(program).exists():
        return print("skipped: lognormalizer is not installed")
    rules = directory / "cef.rules"
    rules.write_text("version=2\nrule=:%f:cef%\n")
    # Its CEF parser swallows the first letter of the first key unless a space precedes it
    # (rsyslog/liblognorm#363), so we add one.
    text = "".join(
        re.sub(r"\|id=", "| id=", line, count=1) + "\n"
        for line in lines_of(directory / "alerts.cef"))
    run = subprocess.run(
        [program, "-r", str(rules), "-e", "json"], input=text.encode(), capture_output=True,
        timeout=60, check=True)
    read = [json.loads(line) for line in run.stdout.decode("utf-8").splitlines()]
    if len(read) != len(lines):
        report.failures.append(f"lognormalizer: {len(read)} lines, not {len(lines)}")
    for number, (alert, result) in enumerate(zip(lines, read)):
        if "f" not in result:
            report.fail("lognormalizer", number, f"not parsed: {result}")
            continue
        found = result["f"]
        report.compare("lognormalizer", number, expected_cef(alert), found["Extensions"])
        if found["Name"] != visible(alert["description"], False):
            report.fail("lognormalizer", number, f"Name is {found['Name']!r}")
    report.done.append("lognormalizer (CEF)")


def check_cefp():
    try:
        from cefp import CEFParser
    except ImportError:
        return print("skipped: cefp is not installed")
    for number, (alert, line) in enumerate(zip(lines, lines_of(directory / "alerts.cef"))):
        found = CEFParser.parse(line)
        report.compare("cefp", number, expected_cef(alert), found["extension"])
        if found["name"] != visible(alert["description"], False):
            report.fail("cefp", number, f"name is {found['name']!r}")
    report.done.append("cefp (CEF)")


def check_duckdb():
    try:
        import duckdb
    except ImportError:
        return print("skipped: duckdb is not installed")
    for name, key in [("plain.json", "data"), ("plain.detection", "rawData")]:
        rows = duckdb.sql(
            f"SELECT id, {key}.subject, {key}.url FROM read_ndjson('{directory / name}',"
            " sample_size = -1, maximum_object_size = 16777216)").fetchall()
        if len(rows) != len(lines):
            report.failures.append(f"duckdb: {len(rows)} rows of {name}, not {len(lines)}")
        for number, (alert, row) in enumerate(zip(lines, rows)):
            data = alert["data"]
            if (str(row[0]), row[1], row[2]) != (alert["id"], data.get("subject"), data.get("url")):
                report.fail(f"duckdb {name}", number, f"reads {row!r}")
    rows = duckdb.sql(
        "SELECT id, CAST(date AS VARCHAR), category FROM read_ndjson("
        f"'{directory}/parts/alerts/**/*.gz', hive_partitioning = true, sample_size = -1,"
        " union_by_name = true, maximum_object_size = 16777216)").fetchall()
    expected = sorted(
        (alert["id"], alert["when"][:10], alert["data"]["category"]) for alert in lines)
    if sorted((str(row[0]), row[1], row[2]) for row in rows) != expected:
        report.failures.append("duckdb: the rows of gzipped partitions are not the alerts")
    report.done.append("DuckDB (json, detection, gzipped partitions)")


def check_jq():
    if not shutil.which("jq"):
        return print("skipped: jq is not installed")
    for name in ["alerts.json", "alerts.detection"]:
        run = subprocess.run(
            ["jq", "-c", "[.id, (.data // .rawData).subject, (.data // .rawData).url]", name],
            cwd=directory, capture_output=True, timeout=60, check=True)
        for number, (alert, line) in enumerate(zip(lines, run.stdout.splitlines(), strict=True)):
            data = alert["data"]
            if json.loads(line) != [alert["id"], data.get("subject"), data.get("url")]:
                report.fail(f"jq {name}", number, f"reads {line!r}")
    report.done.append("jq (json, detection)")


def check_miller():
    if not shutil.which("mlr"):
        return print("skipped: Miller is not installed")
    run = subprocess.run(
        ["mlr", "--ijsonl", "--ojsonl", "cut", "-f", "id,source,description,alertType",
         "alerts.json"], cwd=directory, capture_output=True, timeout=60, check=True)
    for number, (alert, line) in enumerate(zip(lines, run.stdout.splitlines(), strict=True)):
        found = json.loads(line, strict=False)  # Miller writes raw control characters
        for key, value in found.items():
            if alert[key] != value:
                report.fail("mlr", number, f"{key} is {value!r}, not {alert[key]!r}")
    report.done.append("Miller (json)")


check_line_counts()
check_lognormalizer()
check_cefp()
check_duckdb()
check_jq()
check_miller()
report.end()
