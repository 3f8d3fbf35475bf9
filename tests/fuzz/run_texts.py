"""Coverage-guided fuzzing of the readers with atheris (libFuzzer): one process after the other, a reader each."""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

from .inputs import keep
from .targets import TARGETS, Target

HERE = Path(__file__).parent
MEGABYTES = 1500


def run_all(seed: int, count: int, only: str | None = None, keeping: bool = False) -> int:
    """Fuzz each reader with `count` texts; the exit code: 1 if a reader failed, 3 if atheris is not installed."""
    if find_spec("atheris") is None:
        print("the readers are fuzzed with atheris: pip install 'atheris>=3'", file=sys.stderr)
        return 3
    print(f"texts: seed {seed}, count {count:,} (python -m tests.fuzz texts --seed {seed} --count {count})")
    codes = [run_one(name, seed, count, keeping) for name in TARGETS if only in (None, name)]
    return max(codes, default=0)


def run_one(name: str, seed: int, count: int, keeping: bool = False) -> int:
    """Fuzz one reader. What fails is printed as bytes."""
    folder = Path(tempfile.mkdtemp(prefix=f"fuzz-{name}-"))
    corpus = folder / "corpus"
    corpus.mkdir()
    target = TARGETS[name]
    for number, text in enumerate(target.seeds()):
        (corpus / f"seed{number}").write_bytes(text.encode()[: target.longest])
    words = folder / "words"
    words.write_text(_dictionary(target), encoding="ascii")
    command = [sys.executable, "-m", "tests.fuzz.guided", name, str(corpus)]
    command += [f"-seed={seed % 2**31}", f"-runs={count}", f"-max_len={target.longest}", f"-dict={words}"]
    command += [f"-rss_limit_mb={MEGABYTES}", f"-artifact_prefix={folder}/", "-print_final_stats=1", "-timeout=20"]
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", cwd=HERE.parents[1], check=False)
    report = done.stdout + done.stderr
    last = re.findall(r"#(\d+)\s+\w+\s+cov: (\d+) ft: (\d+) corp: (\d+)", report)
    runs, edges, features, kept = last[-1] if last else ("0",) * 4
    print(f"{name:<12} {int(runs):>10,} texts, {edges} branches, {features} features, {kept} texts kept ({corpus})")
    for place in re.findall(r"^CAUGHT (.*)", report, re.MULTILINE):
        print(f"  refused after {place}")
    for path in (path for path in folder.iterdir() if path.name not in ("corpus", "words")):
        trace = report.partition("Uncaught Python exception")[2][:3000] or report[-2000:]
        print(f"FOUND {path}: {path.read_bytes()!r}\n{trace}")
        return 1
    if done.returncode:
        print(report[-3000:])
    elif keeping:
        print(f"  {keep(name, corpus)} texts in tests/fuzz/texts/{name}.json")
    return int(done.returncode != 0)


def _dictionary(target: Target) -> str:
    """The words in libFuzzer's format: one in quotes a line, other bytes than ASCII in hexadecimal."""
    lines = []
    for word in target.words():
        data = word.encode()
        safe = "".join(chr(b) if 32 <= b < 127 and chr(b) not in '"\\' else f"\\x{b:02x}" for b in data)
        lines.append(f'"{safe}"\n' if data else "")
    return "".join(lines)
