"""Texts worth keeping: what a long run found to reach something new, as one JSON list for each reader."""

from __future__ import annotations

import json
from pathlib import Path

FOLDER = Path(__file__).parent / "texts"
MOST, LONGEST = 200, 600


def load(name: str) -> list[bytes]:
    """The kept texts of a reader; bytes that are no UTF-8 stand as lone surrogates."""
    texts = json.loads((FOLDER / f"{name}.json").read_text(encoding="ascii"))
    return [text.encode("utf-8", "surrogateescape") for text in texts]


def keep(name: str, corpus: Path) -> int:
    """Write texts of a corpus, short and long ones, as many as are kept; returns their number."""
    found = {path.read_bytes() for path in corpus.iterdir() if not path.name.startswith("seed")}
    short = sorted((data for data in found if len(data) <= LONGEST), key=lambda data: (len(data), data))
    chosen = short[:: max(1, -(-len(short) // MOST))]
    texts = [data.decode("utf-8", "surrogateescape") for data in chosen]
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / f"{name}.json").write_text(json.dumps(texts, indent=0) + "\n", encoding="ascii")
    return len(texts)
