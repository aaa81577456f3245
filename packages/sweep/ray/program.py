"""The actor of a trial: it starts the program, reads its lines, and gives Tune each epoch.

What a trial has learned is in its folder, <storage>/trials/<trial id>, where the program looks by itself: Tune's own
record may be older.
"""

import fcntl
import json
import os
import pathlib
import shutil
import signal
import subprocess
import time
import uuid

WRONG_OPTIONS = 2
WORST = 1e300  # what a metric that is not a number counts: finite, since Tune takes means of it
OURS = {"refused.txt", "stderr.txt", "checkpoint.json"}
# Of an outer launcher, or secret: none of it is for the program.
NOT_FOR_PROGRAMS = ("OMPI_COMM_WORLD_RANK", "PMIX_RANK", "PMI_RANK", "RAY_AUTH_TOKEN")


def row_of(line, metric, mode):
    """An epoch's numbers, or None for any other line; "NaN" and the like are numbers that JSON cannot hold."""
    try:
        row = json.loads(line)
    except ValueError:
        return None
    if not isinstance(row, dict) or row.get("event") != "epoch":
        return None
    texts = ("NaN", "Infinity", "-Infinity")
    numbers = {k: float(v) if v in texts else v for k, v in row.items() if k not in ("event", "done")}
    value = numbers.get(metric)
    if isinstance(value, float) and not -WORST < value < WORST:
        numbers[metric] = WORST if mode == "min" else -WORST
    return numbers


def files_of(folder):
    """What a run keeps, without what is only half written, and what is ours."""
    return [p for p in pathlib.Path(folder).iterdir() if p.is_file() and p.name[0] != "." and p.name not in OURS]


def copied(source, target):
    """Copies the files of a run that may go on meanwhile: each is replaced whole, or gone before it is read."""
    for path in files_of(source):
        try:
            shutil.copyfile(path, pathlib.Path(target, path.name))
        except FileNotFoundError:
            pass


def program_class(base, spec):
    """The class of the actors: `base` is tune.Trainable."""

    class Program(base):
        def setup(self, config):
            self.numbers, self.child, self.row, self.lock = config, None, None, None
            self.folder = pathlib.Path(spec["storage"], "trials", self.trial_id)
            self.folder.mkdir(parents=True, exist_ok=True)

        def hold(self):
            """The folder for this actor alone: an older program in it holds the lock until it has ended."""
            if self.lock is None:
                self.lock = open(self.folder / ".lock", "w")
                until = time.monotonic() + 60
                while True:
                    try:
                        return fcntl.flock(self.lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    except OSError:
                        if time.monotonic() > until:
                            raise RuntimeError(f"{self.folder}: another program has been at work here for 60 s")
                        time.sleep(0.1)

        def start(self):
            refused = self.folder / "refused.txt"
            if refused.exists():
                raise RuntimeError(refused.read_text())
            self.hold()
            args = ["--config", json.dumps(self.numbers, default=float), "--folder", str(self.folder)]
            env = {k: v for k, v in os.environ.items() if k not in NOT_FOR_PROGRAMS}
            with open(self.folder / "stderr.txt", "ab") as errors:
                self.child = subprocess.Popen(
                    [*spec["program"], *args], cwd=spec["cwd"], env={**env, "KINDLING_PARENT": "stdin"}, text=True,
                    stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors,
                    start_new_session=True, pass_fds=(self.lock.fileno(),),
                )  # fmt: skip
            self.lock.close()  # the program has it

        def never_again(self, why):
            (self.folder / "refused.txt").write_text(why)
            raise RuntimeError(why)

        def step(self):
            if self.child is None:
                self.start()
            for line in self.child.stdout:
                row = row_of(line, spec["metric"], spec["mode"])
                if row is None:
                    continue
                if spec["metric"] not in row:
                    self.never_again(f'metric "{spec["metric"]}" is not logged; there are: {", ".join(row)}')
                self.row = row
                return row
            code = self.child.wait()
            if code == 0 and self.row is not None:
                return {**self.row, "done": True}
            last = (self.folder / "stderr.txt").read_text(errors="replace").strip().split("\n")[-1]
            why = f"the program ended with {code}{f': {last}' if last else ''}"
            if code == 0:
                why = "the program ended without a line of an epoch: it needs the callback lines()"
            if code in (0, WRONG_OPTIONS):
                self.never_again(why)
            raise RuntimeError(why)

        def save_checkpoint(self, checkpoint_dir):
            copied(self.folder, checkpoint_dir)
            made = {"trial": self.trial_id, "stamp": uuid.uuid4().hex}
            pathlib.Path(checkpoint_dir, "checkpoint.json").write_text(json.dumps(made))

        def load_checkpoint(self, checkpoint_dir):
            """Another trial's run takes the place of this one's; its own is in its folder already, and newer."""
            made = json.loads(pathlib.Path(checkpoint_dir, "checkpoint.json").read_text())
            loaded, mark = self.folder / ".loaded", json.dumps([made["stamp"], self.numbers], default=float)
            if made["trial"] == self.trial_id or (loaded.exists() and loaded.read_text() == mark):
                return
            self.hold()
            for path in files_of(self.folder):
                path.unlink()
            copied(checkpoint_dir, self.folder)
            loaded.write_text(mark)

        def cleanup(self):
            child = self.child
            for end in (signal.SIGTERM, signal.SIGKILL):
                if child is None or child.poll() is not None:
                    return
                os.killpg(child.pid, end)
                try:
                    child.wait(10)
                except subprocess.TimeoutExpired:
                    pass

    return Program
