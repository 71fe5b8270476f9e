"""Words per second of the whole build against the bare spaCy parse of the same texts, in one process."""

from __future__ import annotations

import gc
import tempfile
import time
from pathlib import Path

from bench.report import Row
from kg.flow.build import Options, build
from kg.flow.road import prepare
from kg.knowledge.places import data_path
from kg.text.parser import load
from kg.text.read import read
from kg.text.repair import repair
from kg.text.sources import expand


def measure(rounds: int = 2) -> list[Row]:
    """Each round parses and builds the worked example once; the best round of each counts."""
    prepare()
    # As each worker of a build does (kg.flow.build).
    gc.collect()
    gc.freeze()
    nlp = load("en")
    corpus = str(data_path("corpus"))
    items = [item for item in expand([corpus]) if item.status == "read"]
    texts = [repair(read(item)).text for item in items]
    words = sum(sum(not t.is_space and not t.is_punct for t in nlp.make_doc(text)) for text in texts)
    parse, whole = float("inf"), float("inf")
    for _ in range(rounds):
        began = time.perf_counter()
        for text in texts:
            nlp(text)
        parse = min(parse, time.perf_counter() - began)
        with tempfile.TemporaryDirectory() as folder:
            began = time.perf_counter()
            build([corpus], Path(folder) / "bench.kg", Options(jobs=0))
            whole = min(whole, time.perf_counter() - began)
    return [
        Row("bare spaCy parse", words / parse, "words/s"),
        Row("whole build, same texts, same process", words / whole, "words/s"),
        Row("build against parse", parse / whole, "ratio", "at least 0.40"),
    ]
