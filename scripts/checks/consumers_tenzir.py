"""Tenzir reads our json, detection and OCSF lines and maps the first two to OCSF: every alert arrives,
with its time, its severity and all its text.

    consumers_tenzir.py DIRECTORY    holds all.json, all.detection and all.ocsf of the same inputs

The pipelines are next to this file. They are strict: a value that does not fit its type, or an attribute
that OCSF does not have, ends them.
"""

import ipaddress
import json
import shutil
import subprocess
import sys
from datetime import datetime, timezone
from pathlib import Path

from consumers_report import Report, objects_of

SEVERITIES = {"low": 2, "medium": 3, "high": 4}
NUMBERS = {"1": 2, "5": 3, "8": 4}

directory = Path(sys.argv[1])
pipelines = Path(__file__).parent
report = Report("Tenzir")


def run(name):
    """A pipeline's results, sorted by id and then by text."""
    result = subprocess.run(
        [program, "-f", str((pipelines / f"consumers_{name}.tql").resolve())], cwd=directory,
        capture_output=True, text=True, timeout=120)
    if result.returncode != 0 or result.stderr:
        report.failures.append(f"{name}: answers {result.returncode}: {result.stderr[:2000]}")
        return []
    return read(f"tenzir-{name}.ndjson")


def read(name):
    """The objects of a file, with integers as text, as Tenzir has it for those that are too large."""
    alerts = objects_of(directory / name, parse_int=lambda text: str(int(text)))
    return [without_nothing(alert) for alert in alerts]


def without_nothing(value):
    """Without null or empty members, which Tenzir removes or adds."""
    if isinstance(value, dict):
        parts = {key: without_nothing(part) for key, part in value.items() if part is not None}
        return {key: part for key, part in parts.items() if part != {}}
    return [without_nothing(part) for part in value] if isinstance(value, list) else value


def canonical(value):
    return json.dumps(value, sort_keys=True)


def milliseconds(text):
    return round(datetime.fromisoformat(text).astimezone(timezone.utc).timestamp() * 1000)


def text_of(value):
    return value if value is None or isinstance(value, str) else json.dumps(value)


def address_of(holder):
    """The parsed address, because Tenzir formats addresses differently."""
    if holder is None:
        return None
    address = ipaddress.ip_address(holder["ip"])
    return str(getattr(address, "ipv4_mapped", None) or address)


def check_same(name, expected, found):
    """Compares two lists of objects that must be equal except for their order."""
    if len(expected) != len(found):
        report.failures.append(f"{name}: {len(found)} objects, not {len(expected)}")
    pairs = zip(sorted(map(canonical, expected)), sorted(map(canonical, found)))
    for number, (wanted, there) in enumerate(pairs):
        if wanted != there:
            report.fail(name, number, f"{there} is not {wanted}")


def check_mapping(name, data_key, expected):
    """Checks a pipeline's findings, each of which has its alert in `unmapped`."""
    findings = run(name)
    check_same(name, read(f"all.{name}"), [finding["unmapped"] for finding in findings])
    for number, finding in enumerate(findings):
        alert = finding["unmapped"]
        data = alert[data_key]
        evidence = finding.get("evidences", [{}])[0]
        report.compare(name, number, expected(alert) | {
            "uid": alert["id"],
            "subject": text_of(data.get("subject")),
            "url": text_of(data.get("url")),
            "file": text_of(data.get("file_name")),
            "address": address_of(data.get("source_info")),
        }, {
            "uid": finding["metadata"]["uid"],
            "time": milliseconds(finding["time"]),
            "created": milliseconds(finding["finding_info"]["created_time"]),
            "severity": int(finding["severity_id"]),
            "title": finding["finding_info"]["title"],
            "subject": evidence.get("email", {}).get("subject"),
            "url": evidence.get("url", {}).get("url_string"),
            "file": evidence.get("file", {}).get("name"),
            "address": address_of(evidence.get("src_endpoint")),
        })
    report.done.append(f"{len(findings)} lines of {name} mapped")


def check_ocsf():
    read_back = run("ocsf")
    for finding in read_back:
        for holder, key in [(finding, "time"), (finding["finding_info"], "created_time")]:
            holder[key] = str(milliseconds(holder[key]))
    findings = read("all.ocsf")
    for finding in read_back + findings:
        for evidence in finding.get("evidences", []):
            if "src_endpoint" in evidence:
                evidence["src_endpoint"] = {"ip": address_of(evidence["src_endpoint"])}
    check_same("ocsf", findings, read_back)
    report.done.append(f"{len(read_back)} lines of ocsf read")


program = shutil.which("tenzir", path=str(Path(sys.executable).parent)) or shutil.which("tenzir")
if program is None:
    print("skipped: Tenzir is not installed; scripts/setup --all-checks installs it")
    sys.exit(0)
check_mapping("json", "data", lambda alert: {
    "time": milliseconds(alert["when"]), "created": milliseconds(alert["created_at"]),
    "severity": SEVERITIES[alert["severity"]], "title": alert["alertType"],
})
check_mapping("detection", "rawData", lambda alert: {
    "time": milliseconds(alert["time"]), "created": milliseconds(alert["sensorGeneratedAt"]),
    "severity": NUMBERS[alert["severity"]], "title": alert["attackType"],
})
check_ocsf()
report.end()
