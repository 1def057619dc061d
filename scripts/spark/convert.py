#!/usr/bin/env python3
"""Converts an archive with mimecast2sophos on Apache Spark.

    spark-submit scripts/spark/convert.py ROOT --output DIR [OPTION...] [-- CONVERTER-OPTION...]

ROOT and DIR are directories that every machine sees under the same path. Inputs are packed by size
into tasks; a task runs the converter on its pack and moves the results into DIR, so that DIR holds
exactly what a single `convert ROOT --output DIR` would have written: alerts/, rejects/, unproven/,
summary.json and summary.html. Everything after `--` is passed to the converter.

Spark retries a task that exits with 74 or is killed by a signal. Any other failure ends the job at
once with the converter's message and exit code. To resume a stopped job, run the same command again:
finished packs are not repeated. See docs/SCALING.md.
"""

import argparse
import gzip
import hashlib
import itertools
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zlib

SUFFIXES = tuple(
    ending + packed for ending in (".json", ".ndjson", ".jsonl", ".log") for packed in ("", ".gz")
)
# Exit codes of the converter (sysexits.h): results, and failures worth retrying.
RESULTS = (0, 1)
IO_FAILURE = 74
# Options set by this script, so not available to its callers.
RESERVED = {
    "--output", "-o", "--files-from", "--null", "--root", "--shard", "--summary", "--resume",
    "--overwrite", "--prune", "--include", "--deduplicate", "--dry-run", "--jobs", "-j", "--progress", "--help", "-h",
}  # fmt: skip
# Summaries merged in one call, because the length of a command line is limited.
SUMMARIES_AT_ONCE = 1000


class Refusal(Exception):
    """Why a job cannot start or continue: a message and the exit code."""

    def __init__(self, code, sentence):
        super().__init__(sentence)
        self.code = code


# Inputs and packs.


def components(path):
    """The converter's order of names: component by component, as bytes."""
    return os.fsencode(path).split(b"/")


def walked(root):
    """The paths below `root` that are inputs by name, each directory once, in order."""
    met = set()
    found = []
    for folder, folders, names in os.walk(root, followlinks=True):
        status = os.stat(folder)
        if (status.st_dev, status.st_ino) in met:
            folders.clear()
            continue
        met.add((status.st_dev, status.st_ino))
        if "run.json" in names and is_earlier_run(folder):
            folders.clear()
            continue
        found += [os.path.join(folder, name) for name in names if name.lower().endswith(SUFFIXES)]
    return sorted(found, key=components)


def is_earlier_run(folder):
    """Whether the converter wrote `folder`: such results are never read as inputs, as in the converter."""
    try:
        with open(os.path.join(folder, "run.json"), "rb") as file:
            head = file.read(512)
    except OSError:
        return False
    return b'"program"' in head and b'"mimecast2sophos ' in head


def listed(file):
    """The paths in a list, one per line; `-` is standard input."""
    with open(0 if file == "-" else file, "rb") as lines:
        paths = {os.fsdecode(line) for line in lines.read().split(b"\n") if line}
    return sorted(paths, key=components)


def inputs(paths):
    """(path, bytes, modification time), each file once, whatever its names."""
    met = set()
    for path in paths:
        status = os.stat(path)
        if (status.st_dev, status.st_ino) not in met:
            met.add((status.st_dev, status.st_ino))
            yield path, status.st_size, status.st_mtime_ns


def packed(files, byte_limit, file_limit):
    """Consecutive files in packs of at most so many bytes, or one file that is larger."""
    pack, size = [], 0
    for file in files:
        if pack and (size + file[1] > byte_limit or len(pack) == file_limit):
            yield pack
            pack, size = [], 0
        pack.append(file)
        size += file[1]
    if pack:
        yield pack


def identity(pack, job):
    """An identity: equal for the same files in the same state, converted in the same way."""
    digest = hashlib.sha256(repr((job["version"], job["options"], pack)).encode("utf-8", "surrogateescape"))
    return digest.hexdigest()[:24]


# Runs on the executors. A job is a dictionary of plain values, because it is sent to each task.


def program_path(program):
    """A path, a name on PATH, or a file shipped with `spark-submit --files`."""
    if os.sep in program:
        return program
    try:
        from pyspark import SparkFiles

        shipped = SparkFiles.get(program)
        if os.path.exists(shipped):
            os.chmod(shipped, 0o755)
            return shipped
    except Exception:  # Not within a Spark task.
        pass
    return program


def done_packs(job):
    """The finished packs: their identities, with the exit code of each."""
    names = os.listdir(job["packs"])
    return dict(name[: -len(".json")].rsplit("-", 1) for name in names if name.endswith(".json"))


def convert_pack(job, pack_id, paths):
    """Converts one pack; returns nothing if the job has failed already.

    Each attempt has a directory of its own: one whose executor was lost may still be writing.
    Results are moved by renaming, and every attempt produces the same files.
    """
    if os.path.exists(job["failure"]):
        return
    attempt = tempfile.mkdtemp(prefix=pack_id + "-", dir=job["attempts"])
    try:
        output = os.path.join(attempt, "out")
        command = [program_path(job["program"]), "convert", "--files-from", "-", "--null"]
        command += ["--root", job["root"], "--output", output, "--jobs", "1", "--quiet"]
        try:
            process = subprocess.run(
                command + job["options"],
                input=b"".join(os.fsencode(path) + b"\0" for path in paths),
                stderr=subprocess.PIPE,
            )
            code, message = process.returncode, process.stderr.decode("utf-8", "replace")
        except FileNotFoundError as error:
            code, message = 72, f"{error}: give the converter's place with --program"
        if code in RESULTS:
            publish(job, output, f"{pack_id}-{code}.json")
        elif code == IO_FAILURE or code < 0 or code > 128:
            raise RuntimeError(f"the converter ended with {code}; Spark tries again: {message}")
        else:
            replace(job["failure"], json.dumps([code, message]).encode())
    finally:
        shutil.rmtree(attempt, ignore_errors=True)


def publish(job, output, name):
    """Moves a pack's results into place; its summary comes last and marks it as finished."""
    for top in ("alerts", "rejects", "unproven"):
        for folder, _, names in os.walk(os.path.join(output, top)):
            target = os.path.join(job["output"], os.path.relpath(folder, output))
            os.makedirs(target, exist_ok=True)
            for file in names:
                os.replace(os.path.join(folder, file), os.path.join(target, file))
    os.replace(os.path.join(output, "summary.json"), os.path.join(job["packs"], name))


def replace(path, content):
    """Writes a file atomically."""
    handle, temporary = tempfile.mkstemp(dir=os.path.dirname(path))
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    os.replace(temporary, path)


# The second stage: deduplication.


def numbered_alerts(number, path):
    """(id, (position, date, line)) of each alert in a file; a position is comparable: file, line."""
    opened = gzip.open if path.endswith(".gz") else open
    with opened(path, "rb") as lines:
        for line_number, line in enumerate(lines):
            alert = json.loads(line)
            yield alert["id"], ((number, line_number), alert["when"][:10], line)


def partition(text):
    """A hash that is the same on every machine; Python's own is not."""
    return zlib.crc32(text.encode())


def write_days(directory, alerts):
    """Writes alerts sorted by day and position, one file per day. Yields the count of each day."""
    for day, group in itertools.groupby(alerts, lambda alert: alert[0][0]):
        count = 0
        with tempfile.NamedTemporaryFile(dir=directory, delete=False) as file:
            # Without a name and a time in the header, equal alerts give equal bytes.
            with gzip.GzipFile(filename="", mode="wb", fileobj=file, mtime=0) as stream:
                for _, line in group:
                    stream.write(line)
                    count += 1
        os.chmod(file.name, 0o644)
        folder = os.path.join(directory, "date=" + day)
        os.makedirs(folder, exist_ok=True)
        os.replace(file.name, os.path.join(folder, "alerts.ndjson.gz"))
        yield count


def deduplicate(context, job):
    """Writes DIR/deduplicated/date=…/alerts.ndjson.gz: only the first alert per id in input
    order. Spark's own dropDuplicates keeps any of them, so this keeps the least place.

    Returns the number of remaining alerts.
    """
    top = os.path.join(job["output"], "alerts")
    files = sorted(
        (os.path.join(folder, name) for folder, _, names in os.walk(top) for name in names),
        key=components,
    )
    staging = tempfile.mkdtemp(prefix="deduplicated-", dir=job["state"])
    os.chmod(staging, 0o755)
    slices = max(1, min(len(files), 4 * context.defaultParallelism))
    first = (
        context.parallelize(list(enumerate(files)), slices)
        .flatMap(lambda file: numbered_alerts(*file))
        .reduceByKey(min, slices, partition)
    )
    counts = (
        first.map(lambda item: ((item[1][1], item[1][0]), item[1][2]))
        .repartitionAndSortWithinPartitions(slices, lambda key: partition(key[0]))
        .mapPartitions(lambda alerts: write_days(staging, alerts))
        .collect()
    )
    target = os.path.join(job["output"], "deduplicated")
    shutil.rmtree(target, ignore_errors=True)
    os.rename(staging, target)
    return sum(counts)


# The driver.


def arguments():
    words = sys.argv[1:]
    end = words.index("--") if "--" in words else len(words)
    own, options = words[:end], words[end + 1 :]
    parser = argparse.ArgumentParser(
        prog="convert.py",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("root", metavar="ROOT", help="directory with all inputs")
    parser.add_argument("--output", "-o", required=True, metavar="DIR", help="output directory")
    parser.add_argument(
        "--files-from", metavar="FILE",
        help="read the list of inputs below ROOT from this file, one per line (-: standard input)",
    )
    parser.add_argument(
        "--program", default="mimecast2sophos", metavar="PATH",
        help="the converter: a path on all machines, a name on PATH, or a file shipped with "
        "spark-submit --files",
    )
    parser.add_argument(
        "--pack-bytes", type=int, default=1 << 30, metavar="N",
        help="stored bytes per task (default: %(default)s)",
    )
    parser.add_argument(
        "--pack-files", type=int, default=2000, metavar="N",
        help="files per task (default: %(default)s)",
    )
    parser.add_argument(
        "--deduplicate", action="store_true",
        help="also write deduplicated/: only the first alert per id in input order, by date",
    )
    parser.add_argument(
        "--overwrite", action="store_true", help="replace the results of an earlier job in DIR"
    )
    parser.add_argument("--master", help="the cluster, unless spark-submit sets it")
    result = parser.parse_args(own)
    for word in options:
        if word.split("=")[0] in RESERVED:
            parser.error(f"{word} is for this script to set; expected what converts a record")
    if result.deduplicate and any(
        word.split("=")[0] in ("--format", "--partition-by") for word in options
    ):
        parser.error("--deduplicate reads alerts of format json and partitions them itself")
    return result, options


def prepared(own, options):
    """The job: locations and options shared by all tasks. Creates the directories."""
    output = os.path.abspath(own.output)
    root = os.path.abspath(own.root)
    if not os.path.isdir(root):
        raise Refusal(66, f"{root}: no such directory")
    if os.path.commonpath([os.path.realpath(output), os.path.realpath(root)]) == os.path.realpath(root):
        raise Refusal(73, f"{output}: the output lies inside the input directory {root}")
    state = os.path.join(output, ".spark")
    job = {
        "program": own.program,
        "version": tool(own.program, "--version").strip(),
        "options": options,
        "root": root,
        "output": output,
        "state": state,
        "packs": os.path.join(state, "packs"),
        "attempts": os.path.join(state, "attempts"),
        "failure": os.path.join(state, "failure.json"),
    }
    record = os.path.join(state, "job.json")
    terms = {name: job[name] for name in ("version", "options", "root")}
    if not os.path.exists(record):
        if os.path.isdir(output) and os.listdir(output):
            raise Refusal(73, f"{output}: holds no results of this script; expected a new directory")
    elif own.overwrite:
        for name in ("alerts", "rejects", "unproven", "deduplicated", ".spark"):
            shutil.rmtree(os.path.join(output, name), ignore_errors=True)
    else:
        with open(record) as file:
            earlier = json.load(file)
        for name, value in terms.items():
            if earlier.get(name) != value:
                raise Refusal(
                    73,
                    f"{output}: an earlier job had {name} {earlier.get(name)!r}; this one has "
                    f"{value!r}; expected the same, another directory, or --overwrite",
                )
    for folder in (job["packs"], job["attempts"]):
        os.makedirs(folder, exist_ok=True)
    replace(record, json.dumps(terms).encode())
    if os.path.exists(job["failure"]):
        os.remove(job["failure"])
    return job


def tool(program, *words):
    """The converter's output when run here, on the driver."""
    try:
        process = subprocess.run([program_path(program), *words], stdout=subprocess.PIPE, text=True)
    except FileNotFoundError as error:
        raise Refusal(72, f"{error}: give the converter's place with --program") from None
    if process.returncode != 0:
        raise Refusal(process.returncode, f"mimecast2sophos {words[0]} failed")
    return process.stdout


def summarize(job, files):
    """Merges summaries with the converter, in as many rounds as the command line limit requires."""
    with tempfile.TemporaryDirectory(dir=job["state"]) as folder:
        round_number = 0
        while len(files) > SUMMARIES_AT_ONCE:
            round_number += 1
            sums = []
            for start in range(0, len(files), SUMMARIES_AT_ONCE):
                sums.append(os.path.join(folder, f"{round_number}-{start}.json"))
                tool(job["program"], "summarize", *files[start : start + SUMMARIES_AT_ONCE],
                     "--output", sums[-1])  # fmt: skip
            files = sums
        tool(job["program"], "summarize", *files,
             "--output", os.path.join(job["output"], "summary.json"),
             "--html", os.path.join(job["output"], "summary.html"))  # fmt: skip


def run(own, options):
    from py4j.protocol import Py4JJavaError
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.appName("mimecast2sophos")
    if own.master:
        builder = builder.master(own.master)
    context = builder.getOrCreate().sparkContext
    job = prepared(own, options)
    paths = listed(own.files_from) if own.files_from else walked(job["root"])
    absolute = (os.path.abspath(path) for path in paths)
    packs = {
        identity(pack, job): [path for path, _, _ in pack]
        for pack in packed(inputs(absolute), own.pack_bytes, own.pack_files)
    }
    if not packs:
        raise Refusal(66, f"{job['root']}: holds no inputs")
    waiting = [pack for pack in packs.items() if pack[0] not in done_packs(job)]
    print(f"{len(packs)} packs, {len(packs) - len(waiting)} of them already done", file=sys.stderr)
    if waiting:
        # A single action: a second one on the same data would convert everything again.
        tasks = context.parallelize(waiting, len(waiting))
        try:
            tasks.foreach(lambda pack: convert_pack(job, *pack))
        except Py4JJavaError as error:
            reasons = re.findall("RuntimeError: (the converter .*)", str(error))
            raise Refusal(IO_FAILURE, reasons[0] if reasons else str(error)) from None
    if os.path.exists(job["failure"]):
        with open(job["failure"]) as file:
            code, message = json.load(file)
        raise Refusal(code, message.strip())
    codes = done_packs(job)
    summarize(job, [os.path.join(job["packs"], f"{pack}-{codes[pack]}.json") for pack in packs])
    shutil.rmtree(job["attempts"], ignore_errors=True)
    if own.deduplicate:
        left = deduplicate(context, job)
        print(f"{left} alerts in deduplicated/", file=sys.stderr)
    context.stop()
    return max(int(codes[pack]) for pack in packs)


def main():
    own, options = arguments()
    try:
        return run(own, options)
    except Refusal as refusal:
        print(f"error: {refusal}", file=sys.stderr)
        return refusal.code


if __name__ == "__main__":
    sys.exit(main())
