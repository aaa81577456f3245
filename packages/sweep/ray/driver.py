"""Ray's side of kindling-sweep: takes what its program in Node has checked, a line of JSON, and runs it by Ray Tune."""

import json
import os
import pathlib
import signal
import sys
import threading

import cluster
import program

STOPPED = 143
asked_to_stop = threading.Event()


def domain(tune, rule):
    """{"uniform": [0, 1]} as Tune has it; what is no rule is a constant."""
    if not isinstance(rule, dict):
        return rule
    [(kind, values)] = rule.items()
    if kind == "int":
        return tune.randint(values[0], values[1] + 1)
    if kind in ("uniform", "loguniform"):
        return getattr(tune, kind)(*values)
    return tune.choice(values) if kind == "choice" else tune.grid_search(values)


def within(space, config):
    """A mutated config, each number back inside its bounds."""
    for key, rule in space.items():
        if isinstance(rule, dict) and next(iter(rule)) in ("uniform", "loguniform", "int"):
            [(low, high)] = rule.values()
            config[key] = min(max(config[key], low), high)
    return config


def scheduler_of(tune, spec):
    asha, pbt = spec["scheduler"].get("asha"), spec["scheduler"].get("pbt")
    if asha:
        return tune.schedulers.ASHAScheduler(
            time_attr="epoch", max_t=asha["epochs"], grace_period=asha["grace"], reduction_factor=asha["reduction"]
        )
    if pbt:
        return tune.schedulers.PopulationBasedTraining(
            time_attr="epoch", perturbation_interval=pbt["every"], quantile_fraction=pbt["quantile"],
            resample_probability=pbt["resample"],
            hyperparam_mutations={key: domain(tune, spec["space"][key]) for key in pbt["mutate"]},
            custom_explore_fn=lambda config: within(spec["space"], config),
        )  # fmt: skip
    return None


def telling(base):
    """Says of each trial how it ended, when it has."""

    class Telling(base):
        def on_trial_complete(self, iteration, trials, trial, **_):
            print(f"{trial.trial_id}: done after {trial.last_result.get('epoch')} epochs", file=sys.stderr)

        def on_trial_error(self, iteration, trials, trial, **_):
            print(f"{trial.trial_id}: failed for good", file=sys.stderr)

    return Telling()


def told(result, spec):
    metrics = result.metrics or {}
    error = None if result.error is None else str(result.error).strip().split("\n")[-1]
    return {"trial": metrics.get("trial_id"), "config": result.config, "epochs": metrics.get("epoch"),
            spec["metric"]: metrics.get(spec["metric"]), "error": error}  # fmt: skip


def main(spec):
    os.environ.update({"RAY_AIR_NEW_OUTPUT": "0", "TUNE_GLOBAL_CHECKPOINT_S": "5"})
    ray = cluster.join(spec)
    ray.cloudpickle.register_pickle_by_value(program)  # other hosts need not have this folder
    from ray import tune
    import ray.tune.schedulers

    wanted = spec["resources"]
    there = ray.cluster_resources()
    for name, of in (("cpus", "CPU"), ("gpus", "GPU")):
        if wanted[name] > there.get(of, 0):
            cluster.refuse(f"resources.{name} must be at most the {there.get(of, 0):g} that are there, got {wanted[name]}")
    trainable = tune.with_resources(
        program.program_class(tune.Trainable, spec), {"cpu": wanted["cpus"], "gpu": wanted["gpus"]}
    )
    record = os.path.join(spec["storage"], "ray")
    if spec["restore"] and tune.Tuner.can_restore(record):
        for refused in pathlib.Path(spec["storage"], "trials").glob("*/refused.txt"):
            refused.unlink()
        tuner = tune.Tuner.restore(record, trainable=trainable, resume_unfinished=True, resume_errored=True)
    else:
        tuner = tune.Tuner(
            trainable,
            param_space={key: domain(tune, rule) for key, rule in spec["space"].items()},
            tune_config=tune.TuneConfig(
                metric=spec["metric"], mode=spec["mode"], num_samples=spec["trials"], scheduler=scheduler_of(tune, spec),
                search_alg=tune.search.basic_variant.BasicVariantGenerator(random_state=spec["seed"]),
                reuse_actors=False,
            ),
            run_config=tune.RunConfig(
                name="ray", storage_path=spec["storage"], verbose=0, callbacks=[telling(tune.Callback)],
                failure_config=tune.FailureConfig(max_failures=spec["retries"]),
            ),
        )  # fmt: skip
    results = tuner.fit()
    rows = [told(result, spec) for result in results]
    key = lambda row: row[spec["metric"]] * (1 if spec["mode"] == "min" else -1)
    rows.sort(key=lambda row: (row[spec["metric"]] is None, row[spec["metric"]] is not None and key(row)))
    pathlib.Path(spec["storage"], "results.json").write_text(json.dumps(rows, indent=2, default=float) + "\n")
    for row in rows:
        print(json.dumps(row, default=float), flush=True)
    cluster.leave(ray)
    return 1 if any(row["error"] for row in rows) else 0


def listen():
    """A line asks to stop and save. The end of the input ends the driver, and with it Ray and the programs."""
    while sys.stdin.readline():
        asked_to_stop.set()
        os.kill(os.getpid(), signal.SIGINT)
    os._exit(STOPPED)


if __name__ == "__main__":
    asked = json.loads(sys.stdin.readline())
    threading.Thread(target=listen, daemon=True).start()
    try:
        code = main(asked)
    except KeyboardInterrupt:
        code = STOPPED
    finally:
        cluster.leaving.set()
    sys.exit(STOPPED if asked_to_stop.is_set() else code)
