#!/usr/bin/env python3
"""Fit the general weights of src/matcher/calibration.rs, and show how they do on FAQs that they were not fitted on.

usage: calibrate.py collect SIGNALS.tsv [--sets DIR] [--program PATH]
       calibrate.py fit SIGNALS.tsv

`collect` asks every labelled question that is fitted on of curator/examples/signals.rs (build it first, in release mode)
and keeps what it prints; `fit` reads that. Needs numpy, scipy and PyYAML. Both together take a minute or two.

The model is a conditional logit (McFadden 1974). Each candidate c of a question, an entry or a gap, has a utility
u(c) = BIAS + WEIGHTS . signals(c); "none of these" has 0; the chance of c is exp u(c) / (1 + sum exp u). Maximised is the
likelihood of what is right: for a question in scope its right entries, or "none" where they are no candidates; for one
out of scope any gap, or "none". A little ridge on the weights of standardised signals keeps them small.
"""
import argparse
import collections
import concurrent.futures
import os
import pathlib
import random
import subprocess
import sys
import tempfile

for variable in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"  # before numpy is loaded: its threads cost more than they bring

import numpy as np
import yaml
from scipy.optimize import minimize
from scipy.stats import rankdata

ROOT = pathlib.Path(__file__).resolve().parent.parent
CASES = ROOT / "tests/cases"

# Bilingual agencies, and those that write English only; tests/cases/agencies/README.md tells who else is held out.
BILINGUAL = ["pdam", "kereta", "pajak", "kampus", "listrik", "bansos"]
ENGLISH = ["council", "airport"]
AGENCIES = BILINGUAL + ENGLISH
PHRASINGS = [24, 8, 4]

# The shipped FAQ and its questions; where True, questions of other agencies come along.
SHIPPED = {"citizens-dev": False, "citizens-details": True, "citizens-complaints": True}

# So many answered questions of other agencies are asked of a FAQ as out of scope, drawn from SEED.
FAR = 20
SEED = 7

# Each FAQ weighs alike, however many sets it has; an agency's, and the shipped one, more than a public set, whose
# questions were seldom written by those who ask.
AGENCY, PUBLIC = 1.5, 0.6

# The share of questions that are out of scope, in every set.
OUTSIDE = 0.33

# Ridge, on the weights of standardised signals.
RIDGE = 1e-4

# A gap that comes first silences the entry behind it: its chance counts so much.
BEHIND_GAP = 0.02

# Chances from which on an answer would be shown.
THRESHOLDS = [0.5, 0.6, 0.65, 0.7, 0.72, 0.75, 0.8, 0.85, 0.9, 0.95]


# --- collect: every set asked ---------------------------------------------------------------------------------------

def collect(path, sets, program):
    """Writes the signals of all sets to `path`."""
    if not program.exists():
        sys.exit(f"{program} is missing: cargo build --release -p maklumat-curator --example signals")
    with tempfile.TemporaryDirectory() as place, concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as workers:
        jobs = list(agency_sets()) + list(shipped_sets()) + list(public_sets(sets))
        rows = workers.map(lambda job: ask(program, pathlib.Path(place), *job), jobs)
        with open(path, "w", encoding="utf-8") as out:
            out.writelines(rows)


def agency_sets():
    """Each agency's FAQ with so many phrasings an entry, gaps whole."""
    for name in AGENCIES:
        place = CASES / "agencies" / name
        faq = yaml.safe_load((place / "faq.yaml").read_text(encoding="utf-8"))
        cases = lines(place / "questions.tsv") + far(name)
        for count in PHRASINGS:
            yield f"{name}-{count}", cut(faq, count), cases


def shipped_sets():
    faq = yaml.safe_load((ROOT / "faq.yaml").read_text(encoding="utf-8"))
    for name, with_far in SHIPPED.items():
        yield f"{name}-full", faq, lines(CASES / f"{name}.tsv") + (far(name) if with_far else [])


def public_sets(place):
    """Every public set, full and with eight phrasings an entry."""
    found = sorted(kb.parent for kb in place.glob("*/kb.tsv"))
    if not found:
        print(f"no public sets in {place}: skipped", file=sys.stderr)
    for folder in found:
        phrasings = collections.defaultdict(list)
        for line in lines(folder / "kb.tsv"):
            entry, _, phrasing = line.partition("\t")
            if phrasing.strip():
                phrasings[entry].append(phrasing.strip())
        faq = {"entries": [{"id": id, "phrasings": list, "answer": id} for id, list in phrasings.items()]}
        for name, count in (("full", None), ("8", 8)):
            yield f"{folder.name}-{name}", cut(faq, count), lines(folder / "dev.tsv")


def cut(faq, count):
    entries = [dict(entry, phrasings=entry["phrasings"][:count]) for entry in faq["entries"]]
    return dict(faq, entries=entries)


def far(name):
    """What other agencies of the same language answer, labelled as out of scope here."""
    agencies = ENGLISH if name in ENGLISH else BILINGUAL
    answered = [
        question
        for agency in agencies
        if agency != name
        for label, _, question in (line.partition("\t") for line in lines(CASES / "agencies" / agency / "questions.tsv"))
        if not label.startswith("__") and "+" not in label
    ]
    return [f"__oos__\t{question}" for question in random.Random(f"{SEED} {name}").sample(answered, FAR)]


def lines(path):
    return path.read_text(encoding="utf-8").splitlines()


def ask(program, place, name, faq, cases):
    faq_path, cases_path = place / f"{name}.yaml", place / f"{name}.tsv"
    faq_path.write_text(yaml.safe_dump(faq, allow_unicode=True, sort_keys=False, width=1000), encoding="utf-8")
    cases_path.write_text("\n".join(cases) + "\n", encoding="utf-8")
    run = subprocess.run([program, name, faq_path, cases_path], stdout=subprocess.PIPE, check=True)
    print(f"{name}: {len(cases)} questions", file=sys.stderr)
    return run.stdout.decode("utf-8")


# --- fit: the model -------------------------------------------------------------------------------------------------

class Question:
    """A labelled question and its candidates, one a row."""

    def __init__(self, inside):
        self.inside = inside
        self.signals, self.right, self.gap = [], [], []


def load(path):
    """The questions of each set; those without a candidate have nothing to fit."""
    sets = collections.defaultdict(list)
    for line in open(path, encoding="utf-8"):
        kind, *fields = line.rstrip("\n").split("\t")
        if kind == "Q":
            name, inside = fields[0], fields[1] == "1"
            sets[name].append(Question(inside))
        elif kind == "C":
            question = sets[name][-1]
            question.right.append(fields[0] == "1")
            question.gap.append(fields[1] == "1")
            question.signals.append([float(value) for value in fields[3].split(",")])
    return {name: [question for question in questions if question.signals] for name, questions in sets.items()}


def faq_of(name):
    """The FAQ that a set is asked of."""
    base = name.rsplit("-", 1)[0]
    return "citizens" if base in SHIPPED else base


def group_of(name):
    """The heading under which a set is reported."""
    base, phrasings = name.rsplit("-", 1)
    if base in SHIPPED:
        return base
    return f"agencies, {phrasings}" if base in AGENCIES else f"public, {phrasings}"


def set_weights(names):
    sets_of = collections.Counter(map(faq_of, names))
    ours = AGENCIES + ["citizens"]
    return {name: (AGENCY if faq_of(name) in ours else PUBLIC) / sets_of[faq_of(name)] for name in names}


class Data:
    """All candidates of all questions of some sets in one matrix; the last row of a question is "none of these"."""

    def __init__(self, sets, weights):
        signals, right, gap, sizes, self.inside, self.weight = [], [], [], [], [], []
        for name, weight in weights.items():
            count = collections.Counter(question.inside for question in sets[name])
            for question in sets[name]:
                none = not any(question.right) if question.inside else True
                signals += question.signals + [[0.0] * len(question.signals[0])]
                right += (question.right if question.inside else question.gap) + [none]
                gap += question.gap + [False]
                sizes.append(len(question.signals) + 1)
                self.inside.append(question.inside)
                share = 1 - OUTSIDE if question.inside else OUTSIDE
                self.weight.append(weight * share / count[question.inside])
        self.signals, self.right, self.gap = np.array(signals), np.array(right, float), np.array(gap)
        self.inside = np.array(self.inside)
        self.weight = np.array(self.weight) / sum(self.weight)
        ends = np.cumsum(sizes)
        self.starts, self.question = ends - sizes, np.repeat(np.arange(len(sizes)), sizes)
        self.none = np.zeros(len(signals), bool)
        self.none[ends - 1] = True

    def sum(self, values):
        """The sum over the candidates of each question."""
        return np.add.reduceat(values, self.starts)

    def chances(self, signals, weights, bias):
        utility = np.where(self.none, 0.0, signals @ weights + bias)
        utility -= np.maximum.reduceat(utility, self.starts)[self.question]
        odds = np.exp(utility)
        return odds / self.sum(odds)[self.question]


def fit(data):
    """The weights and the bias."""
    scale = data.signals.std(0) + 1e-9
    signals = data.signals / scale

    def loss(parameters):
        weights, bias = parameters[:-1], parameters[-1]
        chance = data.chances(signals, weights, bias)
        of_right = chance * data.right
        right = data.sum(of_right)
        gradient = data.weight[data.question] * (chance - of_right / right[data.question])
        gradient[data.none] = 0
        return (
            -(data.weight * np.log(right)).sum() + RIDGE * weights @ weights,
            np.append(signals.T @ gradient + 2 * RIDGE * weights, gradient.sum()),
        )

    found = minimize(loss, np.zeros(signals.shape[1] + 1), jac=True, method="L-BFGS-B", options={"maxiter": 500})
    return found.x[:-1] / scale, found.x[-1]


# --- fit: the report ------------------------------------------------------------------------------------------------

class Outcomes:
    """The first entry of each question: its chance, and whether it is right."""

    def __init__(self, data, weights, bias):
        chance = data.chances(data.signals, weights, bias)
        entry = np.where(data.gap | data.none, -1.0, chance)
        best = np.maximum.reduceat(entry, data.starts)
        first = (entry == best[data.question]) & (entry >= 0)
        self.inside = data.inside
        self.right = data.inside & (data.sum(first * data.right) > 0)
        gap = np.maximum.reduceat(np.where(data.gap, chance, 0.0), data.starts)
        self.chance = np.maximum(best, 0.0) * np.where(gap > best, BEHIND_GAP, 1.0)

    def first_right(self):
        return self.right[self.inside].mean()

    def auroc(self):
        ranks = rankdata(np.concatenate([self.chance[self.inside], self.chance[~self.inside]]))
        n, m = self.inside.sum(), (~self.inside).sum()
        return (ranks[:n].sum() - n * (n + 1) / 2) / (n * m)

    def shown(self, threshold):
        """Right of those in scope, wrong of those shown, shown of those out of scope."""
        shown = self.chance >= threshold
        return (
            (shown & self.right).sum() / self.inside.sum(),
            (shown & ~self.right).sum() / max(shown.sum(), 1),
            shown[~self.inside].mean(),
        )


def cross_validated(sets):
    """The outcomes of each set, by weights that know nothing of its FAQ."""
    for faq in sorted({faq_of(name) for name in sets}):
        weights, bias = fit(Data(sets, set_weights([name for name in sets if faq_of(name) != faq])))
        for name in sets:
            if faq_of(name) == faq:
                yield name, Outcomes(Data(sets, {name: 1.0}), weights, bias)


def report(outcomes):
    groups = collections.defaultdict(list)
    for name, outcome in outcomes:
        groups[group_of(name)].append(outcome)
    print(f"{'by weights that were fitted without the FAQ':46}" + "".join(f"{t:7.2f}" for t in THRESHOLDS))
    for group, of_group in sorted(groups.items()):
        first, auroc = (np.mean([getattr(o, figure)() for o in of_group]) for figure in ("first_right", "auroc"))
        print(f"{group} (mean of {len(of_group)}): first right {percent(first)}, AUROC {percent(auroc)}")
        shown = np.array([[outcome.shown(threshold) for threshold in THRESHOLDS] for outcome in of_group])
        rows = {
            "right, of those in scope": shown[:, :, 0].mean(0),
            "wrong, of those shown": shown[:, :, 1].mean(0),
            "  where it is worst": shown[:, :, 1].max(0),
            "shown, of those out of scope": shown[:, :, 2].mean(0),
        }
        for name, row in rows.items():
            print(f"  {name:44}" + "".join(f"{100 * value:7.1f}" for value in row))


def percent(share):
    return f"{100 * share:.1f}"


def weights_of_source(weights, bias):
    """As they stand in src/matcher/calibration.rs."""
    numbers = ", ".join(f"{weight:.3f}".rstrip("0") for weight in weights)
    return f"const WEIGHTS: Signals = [\n    {numbers},\n];\nconst BIAS: f64 = {bias:.3f};"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    collecting = commands.add_parser("collect", help="ask every set")
    collecting.add_argument("signals", type=pathlib.Path)
    collecting.add_argument("--sets", type=pathlib.Path, default=ROOT / "../shared/bench/sets", help="the public sets")
    program = ROOT / "target/release/examples/signals"
    collecting.add_argument("--program", type=pathlib.Path, default=program, help="curator/examples/signals.rs, built")
    fitting = commands.add_parser("fit", help="fit the weights, and report how they do, one FAQ left out at a time")
    fitting.add_argument("signals", type=pathlib.Path)
    options = parser.parse_args()
    if options.command == "collect":
        collect(options.signals, options.sets, options.program)
        return
    sets = load(options.signals)
    report(cross_validated(sets))
    print(weights_of_source(*fit(Data(sets, set_weights(list(sets))))))


if __name__ == "__main__":
    main()
