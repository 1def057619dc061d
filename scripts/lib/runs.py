"""Runs of the program for fault-injection scripts: inputs, outputs, and their invariants."""

import gzip
import json
import os
import shutil
import subprocess

# Files that are not results: when a run took place, the directory's lock, and the journal of a killed
# run.
NOT_RESULTS = {
    "run.json", ".mimecast2sophos.lock", ".mimecast2sophos.journal", ".mimecast2sophos.ids",
}
TEMPORARY_PREFIX = ".mimecast2sophos-"


def click(number, verdict="malicious", when="2024-11-17T17:02:30+0000"):
    """A click as returned by the vendor's API."""
    return json.dumps({
        "userEmailAddress": f"user{number}@example.com", "url": f"https://example.org/{number}",
        "ttpDefinition": "Default Inbound URL Protect Definition", "subject": f"Parcel {number}",
        "action": "block", "scanResult": verdict, "date": when, "creationMethod": "User Click",
        "messageId": f"<{number}@example.com>",
    }, separators=(",", ":")).encode() + b"\n"


def attachments(numbers):
    """A page of attachments."""
    logs = [{
        "recipientAddress": f"user{number}@example.com", "senderAddress": "billing@example.net",
        "fileName": f"invoice-{number}.zip", "fileHash": f"{number:064x}", "result": "unsafe",
        "date": "2024-11-18T08:00:00+0000", "messageId": f"<a{number}@example.com>",
    } for number in numbers]
    return json.dumps({"meta": {"status": 200}, "data": [{"attachmentLogs": logs}], "fail": []}).encode()


def make_inputs(directory):
    """One input for each outcome: converted, filtered, partly rejected, damaged."""
    os.makedirs(os.path.join(directory, "sub"))
    cut = gzip.compress(b"".join(click(n) for n in range(40, 60)), mtime=0)[:-6]
    contents = {
        "a.ndjson": click(1) + click(2, "clean") + click(3),
        "b.json.gz": gzip.compress(attachments(range(5)), mtime=0),
        "sub/c.ndjson": click(4) + b'{"url": "cut\n' + click(5, when="yesterday") + click(6),
        "d.ndjson.gz": cut,
        "e.ndjson": click(7, "clean") + click(1),
        # More than one block of output.
        "f.ndjson": b"".join(click(n) for n in range(100, 600)),
    }
    for name, content in contents.items():
        write(os.path.join(directory, name), content)


def write(path, content):
    with open(path, "wb") as file:
        file.write(content)


def results(directory):
    """Names and contents of the results in an output directory."""
    found = {}
    for folder, _, names in os.walk(directory):
        for name in names:
            path = os.path.join(folder, name)
            relative = os.path.relpath(path, directory)
            if relative in NOT_RESULTS or name.startswith(TEMPORARY_PREFIX):
                continue
            with open(path, "rb") as file:
                found[relative] = file.read()
    return found


def temporaries(directory):
    """Temporary files in an output directory."""
    return [
        os.path.join(folder, name) for folder, _, names in os.walk(directory) for name in names
        if name.startswith(TEMPORARY_PREFIX)
    ]


def differences(found, clean, exempt=lambda name: False):
    """What is wrong with results that must each be absent or complete."""
    wrong = []
    for name, content in found.items():
        if exempt(name):
            continue
        if name not in clean:
            wrong.append(f"{name} stands there, which no clean run leaves")
        elif content != clean[name]:
            wrong.append(f"{name} has {len(content)} bytes that are not the {len(clean[name])} of a clean run")
    return wrong


def imbalance(found):
    """What does not add up in summary.json, if it is there."""
    if "summary.json" not in found:
        return []
    summary = json.loads(found["summary.json"])
    parts = (summary["converted"] + sum(summary["filtered"].values()) + summary["duplicate"]
             + sum(summary["rejected"].values()))
    return [] if summary["seen"] == parts else [f"summary.json: {summary['seen']} seen, {parts} with an outcome"]


def fresh(path, source=None):
    """Makes an empty directory at `path`, or a copy of `source` there."""
    shutil.rmtree(path, ignore_errors=True)
    if source and os.path.exists(source):
        shutil.copytree(source, path, symlinks=True)


def run(arguments, **options):
    """Runs a program; returns its exit code as a shell would report it, and its output."""
    done = subprocess.run(arguments, stdin=subprocess.DEVNULL, capture_output=True, timeout=120, **options)
    code = done.returncode if done.returncode >= 0 else 128 - done.returncode
    return code, done.stdout, done.stderr


def program():
    """The program under test: $PROGRAM, or the release build."""
    path = os.environ.get("PROGRAM", ".build/release/mimecast2sophos")
    if not os.access(path, os.X_OK):
        raise SystemExit(f"no program at {path}: set PROGRAM, or swift build --configuration release")
    return os.path.abspath(path)
