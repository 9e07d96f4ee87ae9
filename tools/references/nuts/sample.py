"""Sample the frozen courses and write what was found; begun again, it goes on where it stopped.

    python -m tools.references.nuts.sample [NAME ...]

Needs the environment of tools/references/nuts/requirements.lock, and src and . on PYTHONPATH.
Answers stay as long as the prior does. Chains go on, batch by batch, until the Monte Carlo error of
every probability is at most LARGEST_ERROR.
"""

from __future__ import annotations

import json
import os
import platform
import sys
import time
from functools import cache
from typing import Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # small matrices: threads only wait
os.environ.setdefault(
    "XLA_FLAGS", "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"
)

import jax
import jax.numpy as jnp
import numpy as np
import numpyro
from numpyro.diagnostics import effective_sample_size, split_gelman_rubin
from numpyro.infer import MCMC, NUTS, init_to_value

from backcheck.stats.answer import answer
from backcheck.stats.run import until
from backcheck.verdict.assessment import ENGINE
from backcheck.verdict.course import Stratum
from backcheck.verdict.posterior import prior

from .frozen import ANSWERS, PROBABILITIES, Frozen, courses, told
from .layout import Layout, layout
from .likelihood import answers, model, placed

CHAINS, WARMUP, DRAWS = 2, 200, 400
LARGEST_ERROR, LARGEST_RHAT = 0.005, 1.02
LONGEST = 8  # batches of draws
TIMED = 20
STRIDE = 7  # courses are taken in turn, so that a part of the work has some of every kind
RECORDED = (*PROBABILITIES, "effect", "effect_squared", "change", "change_squared", "shift")


@cache
def _chains() -> MCMC:
    """One sampler for all courses, so that each shape is compiled once."""
    return MCMC(
        NUTS(model, init_strategy=init_to_value(values={"u": jnp.zeros(6)})),
        num_warmup=WARMUP,
        num_samples=DRAWS,
        num_chains=CHAINS,
        chain_method="sequential",
        progress_bar=False,
        jit_model_args=True,
    )


@jax.jit
def _read(laid: Layout, u: Any, xi: Any) -> dict[str, Any]:
    return jax.lax.map(lambda draw: answers(laid, *draw), (u, xi))


def sampled(laid: Layout, seed: int) -> dict[str, Any]:
    """The posterior of one course: the same chains go on until the answer is good."""
    chains, begun = _chains(), time.perf_counter()
    batches, divergences, steps = [], 0, []
    chains.post_warmup_state = None
    for _ in range(LONGEST):
        key = jax.random.PRNGKey(seed)
        if batches:
            chains.post_warmup_state = chains.last_state
            key = chains.post_warmup_state.rng_key
        chains.run(key, laid, extra_fields=("diverging", "num_steps"))
        drawn, extra = chains.get_samples(), chains.get_extra_fields()
        said = _read(laid, drawn["u"], drawn.get("xi", jnp.zeros((len(drawn["u"]), 0))))
        batches.append({k: np.asarray(v).reshape(CHAINS, DRAWS) for k, v in said.items()})
        divergences += int(np.asarray(extra["diverging"]).sum())
        steps.append(float(np.asarray(extra["num_steps"]).mean()))
        found = _summary({k: np.hstack([each[k] for each in batches]) for k in RECORDED})
        if good(found):
            break
    return found | {
        "divergences": divergences,
        "steps": round(float(np.mean(steps)), 1),
        "draws": CHAINS * DRAWS * len(batches),
        "seed": seed,
        "seconds": round(time.perf_counter() - begun, 2),
    }


def _summary(drawn: dict[str, np.ndarray]) -> dict[str, Any]:
    means = {name: float(drawn[name].mean()) for name in RECORDED}
    sizes = {name: _size(drawn[name]) for name in RECORDED}
    errors = {name: float(drawn[name].std() / np.sqrt(sizes[name])) for name in RECORDED}
    sd = {k: np.sqrt(max(means[f"{k}_squared"] - means[k] ** 2, 0.0)) for k in ("effect", "change")}
    found: dict[str, Any] = {name: round(means[name], 5) for name in PROBABILITIES}
    found |= {f"mean_{name}": round(means[name], 4) for name in sd}
    found |= {f"sd_{name}": round(float(each), 4) for name, each in sd.items()}
    found["shift"] = round(means["shift"], 4)
    found["errors"] = {name: round(errors[name], 5) for name in (*PROBABILITIES, "effect")}
    found["least_ess"] = round(min(sizes[name] for name in (*PROBABILITIES, "effect")))
    found["largest_rhat"] = round(max(_rhat(drawn[name]) for name in RECORDED), 4)
    return found


def _size(each: np.ndarray) -> float:
    """Effective draws; where every draw says the same, all of them."""
    return float(each.size) if np.ptp(each) < 1e-9 else float(effective_sample_size(each))


def _rhat(each: np.ndarray) -> float:
    return 1.0 if np.ptp(each) < 1e-9 else float(split_gelman_rubin(each))


def good(found: dict[str, Any]) -> bool:
    """Whether it may serve as a yardstick."""
    worst = max(found["errors"][name] for name in PROBABILITIES)
    return worst <= LARGEST_ERROR and found["largest_rhat"] <= LARGEST_RHAT


def best(course: Frozen, seed: int) -> dict[str, Any]:
    """Sampled until it is good, and the time the product takes for the same in the same process."""
    laid = placed(layout(course, prior(Stratum(course.stratum))))
    product = {"engine": ENGINE, "product_seconds": round(product_seconds(course), 5)}
    return sampled(laid, seed) | product


def product_seconds(course: Frozen) -> float:
    """The median of several runs."""
    held, taken = prior(Stratum(course.stratum)), []
    for _ in range(TIMED):
        begun = time.perf_counter()
        until(answer(held, course.happenings), course.asked_days)
        taken.append(time.perf_counter() - begun)
    return float(np.median(taken))


def made_with() -> dict[str, Any]:
    """Versions and settings, so that the numbers can be made again."""
    return {
        "python": platform.python_version(),
        "jax": jax.__version__,
        "numpyro": numpyro.__version__,
        "numpy": np.__version__,
        "chains": CHAINS,
        "warmup": WARMUP,
        "draws_a_chain": f"{DRAWS} to {DRAWS * LONGEST}",
        "largest_error": LARGEST_ERROR,
    }


def main(names: list[str]) -> int:
    """Sample the courses named, or those that have no answer."""
    numpyro.enable_x64()
    held = told(prior(Stratum.MIXED))
    found = json.loads(ANSWERS.read_text("utf-8")) if ANSWERS.exists() else {}
    if found.get("prior") != held:
        found = {"prior": held, "made_with": made_with(), "courses": {}}
    every = list(enumerate(courses()))
    for seed, course in sorted(every, key=lambda pair: pair[0] % STRIDE):
        wanted = course.name in names if names else course.name not in found["courses"]
        if wanted:
            found["courses"][course.name] = best(course, seed)
            print(course.name, json.dumps(found["courses"][course.name]), flush=True)
            ANSWERS.write_text(_written(found), encoding="utf-8")
    return 0


def _written(found: dict[str, Any]) -> str:
    """JSON with one line a course."""
    done = found["courses"]
    lines = [f'  "{c.name}": {json.dumps(done[c.name])}' for c in courses() if c.name in done]
    parts = [f' "{name}": {json.dumps(found[name])}' for name in ("prior", "made_with")]
    parts.append(' "courses": {\n' + ",\n".join(lines) + "\n }")
    return "{\n" + ",\n".join(parts) + "\n}\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
