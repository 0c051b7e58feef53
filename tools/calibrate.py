#!/usr/bin/env python3
"""Fit the general weights of src/matcher/calibration.rs, and show how they do on sets that they were not fitted on.

usage: calibrate.py SIGNALS.tsv        (needs numpy and scikit-learn)

SIGNALS.tsv holds a row for each labelled question, as curator/examples/signals.rs prints them:
set, right, in scope, gap first, signals (comma-separated).
"""
import sys

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score


def load(path):
    sets = {}
    for line in open(path, encoding="utf-8"):
        if line.startswith("D\t"):
            _, name, right, inside, gap, signals = line.rstrip("\n").split("\t")[:6]
            if signals:
                row = [float(value) for value in signals.split(",")]
                sets.setdefault(name, []).append((row, right == "1", inside == "1", gap == "1"))
    return {
        name: tuple(np.array(column) for column in zip(*rows)) for name, rows in sets.items()
    }


def fit(sets, names):
    """Every set counts alike; questions whose first class is a gap are never answered, and so left out."""
    x = np.concatenate([sets[n][0][~sets[n][3]] for n in names])
    y = np.concatenate([sets[n][1][~sets[n][3]] for n in names])
    weights = np.concatenate([np.full((~sets[n][3]).sum(), 1 / (~sets[n][3]).sum()) for n in names])
    deviation = x.std(0)
    model = LogisticRegression(C=1.0, max_iter=5000).fit(x / deviation, y, weights * len(y) / len(names))
    return model.coef_[0] / deviation, model.intercept_[0]


def coverage(confidence, right, inside, wrong_share):
    order = np.argsort(-confidence, kind="stable")
    rights, wrongs = np.cumsum(right[order]), np.cumsum(~right[order])
    allowed = wrongs <= wrong_share * (rights + wrongs)
    return rights[allowed].max() / inside.sum() if allowed.any() else 0.0


def main():
    sets = load(sys.argv[1])
    for name in sorted(sets):
        weights, bias = fit(sets, [other for other in sets if other != name])
        x, right, inside, gap = sets[name]
        confidence = x @ weights + bias - 50 * gap
        print(
            f"{name:24} AUROC {100 * roc_auc_score(inside, confidence):5.1f}"
            f"  coverage at 2 % {100 * coverage(confidence, right, inside, 0.02):5.1f}"
            f"  at 5 % {100 * coverage(confidence, right, inside, 0.05):5.1f}"
        )
    weights, bias = fit(sets, list(sets))
    print("WEIGHTS", [round(float(w), 3) for w in weights], "BIAS", round(float(bias), 3))


if __name__ == "__main__":
    main()
