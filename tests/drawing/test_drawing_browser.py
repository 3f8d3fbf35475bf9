"""The drawing with real fonts: no text lies over another."""

from __future__ import annotations

from pathlib import Path

import pytest
from browser.harness import Browser

import archcalc
from archcalc.analysis import analyze
from archcalc.drawing import draw

NAMES = ["lenet5", "alexnet_2012", "resnet152", "googlenet", "densenet201", "dpn68", "efficientnet_b0", "inception_v3",
         "shufflenet_v2_x1_0", "xception"]  # fmt: skip


@pytest.mark.parametrize("lang", ["en", "ko"])
@pytest.mark.parametrize("name", NAMES)
def test_no_text_lies_over_another(browser: Browser, tmp_path: Path, name: str, lang: str):
    path = tmp_path / "drawing.html"
    body = f'<div style="overflow-x: auto">{draw(analyze(archcalc.load(name)), lang=lang, standalone=True)}</div>'
    path.write_text(f"<!doctype html><html lang={lang}><meta charset=utf-8><title>t</title>{body}", encoding="utf-8")
    browser.show(1280)
    browser.open(path)
    assert browser.layout_faults() == []
