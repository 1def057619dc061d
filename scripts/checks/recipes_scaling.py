"""Runs the recipes of docs/SCALING.md that need a scheduler, without one: Slurm's script and the command of
Kubernetes' container, once for each part, as the scheduler would. Together the parts must give what a
single run gives. A stand-in for the converter ends with every exit code, to see what the scheduler is told.
"""

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

root = pathlib.Path(__file__).resolve().parents[2]
# SPEC 8 and the table in docs/SCALING.md.
DONE, USELESS_TO_RETRY, RETRIED = (0, 1), (64, 65, 66, 73), (74, 75, 130, 143)

# Validates strictly: a misspelt key is an error. Prints the object as JSON.
VALIDATE = """
import json, sys, yaml, kubernetes_validate
object, version = yaml.safe_load(sys.stdin), kubernetes_validate.latest_version()
try:
    kubernetes_validate.validate(object, version, strict=True)
except kubernetes_validate.ValidationError as error:
    sys.exit(f"{'.'.join(map(str, error.path))}: {error.message}")
print(json.dumps([version, object]))
"""


def fail(what):
    sys.exit(f"recipes: docs/SCALING.md: {what}")


def block(text, title, language):
    """The only block of a recipe."""
    section = re.search(rf"^### {title}.*?(?=^##|\Z)", text, re.MULTILINE | re.DOTALL)
    found = re.findall(rf"^```{language}\n(.*?)^```$", section[0] if section else "", re.MULTILINE | re.DOTALL)
    return found[0] if len(found) == 1 else fail(f"{title}: expected one block of {language}, found {len(found)}")


def write_tool(directory, name, script):
    path = directory / name
    path.unlink(missing_ok=True)
    path.write_text("#!/bin/sh\n" + script)
    path.chmod(0o755)


class Place:
    """A directory that stands for /archive, and the tools on the PATH."""

    def __init__(self, scratch, program):
        self.archive, self.tools = pathlib.Path(scratch) / "archive", pathlib.Path(scratch) / "bin"
        self.program = program
        self.tools.mkdir()
        for name in ("first-look", "table-names", "wrapped-splunk", "wrapped-elastic"):
            shutil.copytree(root / "samples" / name / "input", self.archive / "exports" / name)
        # Enough inputs for every part.
        for number in range(100):
            shutil.copy(root / "samples/first-look/input/clicks.ndjson", self.archive / f"exports/{number}.ndjson")
        self.use_program()

    def use_program(self):
        (self.tools / "mimecast2sophos").unlink(missing_ok=True)
        (self.tools / "mimecast2sophos").symlink_to(self.program.resolve())

    def placed(self, script):
        """A recipe's script with the stand-in for /archive."""
        return script.replace("/archive", str(self.archive))

    def run(self, words, variables):
        environment = {"PATH": f"{self.tools}:{os.environ['PATH']}", "LC_ALL": "C.UTF-8", "TZ": "UTC", **variables}
        return subprocess.run(words, env=environment,
                              stdin=subprocess.DEVNULL, capture_output=True, timeout=120)

    def convert(self, *words):
        done = subprocess.run([self.program.resolve(), *words], cwd=self.archive, stdin=subprocess.DEVNULL,
                              capture_output=True, text=True, timeout=120)
        if done.returncode > 1:
            fail(f"{words[:3]}: exited with {done.returncode}: {done.stderr}")

    def compare(self, title, parts):
        """All parts' files and their merged summary with those of a single run."""
        self.convert("exports", "--output", "whole", "--quiet")
        outputs = [self.archive / "out" / str(part) for part in parts]
        self.convert("summarize", *[str(output / "summary.json") for output in outputs], "--output", "merged.json")
        if (self.archive / "merged.json").read_bytes() != (self.archive / "whole/summary.json").read_bytes():
            fail(f"{title}: the parts' summaries do not add up to that of a single run")
        files = [results(output) for output in outputs]
        merged = {name: content for found in files for name, content in found.items()}
        if sum(map(len, files)) != len(merged) or merged != results(self.archive / "whole"):
            fail(f"{title}: the parts' alerts and rejects are not those of a single run")
        return len(merged)


def results(directory):
    return {str(path.relative_to(directory)): path.read_bytes()
            for folder in ("alerts", "rejects", "unproven") for path in (directory / folder).rglob("*")
            if path.is_file()}


def check_slurm(place, script):
    title = "Slurm array"
    first, last = map(int, re.search(r"^#SBATCH --array=(\d+)-(\d+)$", script, re.MULTILINE).groups())
    calls = place.archive / "scontrol"
    write_tool(place.tools, "scontrol", f'echo "$*" >> "{calls}"\n')
    path = place.archive / "job"
    path.write_text(place.placed(script))

    def run(part):
        # A shell of its own, as Slurm starts a batch script by its first line.
        interpreter = script.splitlines()[0].removeprefix("#!")
        done = place.run([interpreter, str(path)], {"SLURM_ARRAY_TASK_ID": str(part), "SLURM_JOB_ID": "4711"})
        requeued = calls.read_text() if calls.exists() else ""
        calls.unlink(missing_ok=True)
        return done.returncode, requeued

    for part in range(first, last + 1):
        if (ending := run(part)) != (0, ""):
            fail(f"{title}: part {part} ended with {ending}")
    files = place.compare(title, range(first, last + 1))
    for code in DONE + USELESS_TO_RETRY + RETRIED:
        write_tool(place.tools, "mimecast2sophos", f"exit {code}\n")
        expected = (0, "") if code in DONE else (0, "requeue 4711\n") if code == 74 else (code, "")
        if (ending := run(1)) != expected:
            fail(f"{title}: exit code {code} became {ending}; expected {expected}")
    place.use_program()
    return f"Slurm: {last - first + 1} parts, {files} files as in a single run"


def check_kubernetes(place, text):
    title = "Kubernetes Indexed Job"
    python = root / ".build/checks-venv/bin/python"
    words = [python, "-c", "import kubernetes_validate"]
    if not python.exists() or subprocess.run(words, capture_output=True).returncode != 0:
        print(f"skipped: {title}: kubernetes-validate is not installed")
        return None
    done = subprocess.run([python, "-c", VALIDATE], input=text, capture_output=True, text=True)
    if done.returncode != 0:
        fail(f"{title}: {done.stderr.strip()}")
    version, job = json.loads(done.stdout)
    spec = job["spec"]
    rules = spec["podFailurePolicy"]["rules"]
    useless = [rule["onExitCodes"] for rule in rules if rule["action"] == "FailIndex"]
    if useless != [{"operator": "In", "values": list(USELESS_TO_RETRY)}]:
        fail(f"{title}: not retried are {useless}; expected {USELESS_TO_RETRY}")
    # What the schema cannot say: the API server demands these of an indexed job with such a policy.
    if spec["completionMode"] != "Indexed" or spec["template"]["spec"]["restartPolicy"] != "Never":
        fail(f"{title}: backoffLimitPerIndex needs an indexed job, and podFailurePolicy restartPolicy: Never")
    (container,) = spec["template"]["spec"]["containers"]
    volumes = {volume["name"] for volume in spec["template"]["spec"]["volumes"]}
    if {mount["name"] for mount in container["volumeMounts"]} - volumes:
        fail(f"{title}: a mount without a volume")
    words = [place.placed(word) for word in container["command"] + container["args"]]

    def run(index):
        return place.run(words, {"JOB_COMPLETION_INDEX": str(index)}).returncode

    for index in range(spec["completions"]):
        if code := run(index):
            fail(f"{title}: index {index} exited with {code}")
    files = place.compare(title, range(1, spec["completions"] + 1))
    for code in DONE + USELESS_TO_RETRY + RETRIED:
        write_tool(place.tools, "mimecast2sophos", f"exit {code}\n")
        expected = 0 if code in DONE else code
        if (found := run(0)) != expected:
            fail(f"{title}: exit code {code} became {found}; expected {expected}")
    place.use_program()
    return (f"Kubernetes: valid by the schema of {version}, {spec['completions']} indexes, {files} files as in a "
            "single run")


def check(program):
    text = (root / "docs/SCALING.md").read_text()
    endings = []
    for check_one, title, language in ((check_slurm, "Slurm array", "bash"),
                                       (check_kubernetes, "Kubernetes Indexed Job", "yaml")):
        with tempfile.TemporaryDirectory() as scratch:
            if ending := check_one(Place(scratch, program), block(text, title, language)):
                endings.append(ending)
    return endings
