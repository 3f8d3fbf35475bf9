"""All files of a report: their names and texts."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence

from archcalc.output.data import head_data, json_text
from archcalc.report.frames import csv_text, index_frame, layer_frame
from archcalc.report.network import network_page
from archcalc.report.subject import Subject
from archcalc.report.zoo import index_page, published_page, savings_page

Progress = Callable[[Sequence[Subject]], Iterable[Subject]]
"""Hands on networks, and may show how far it is."""

FORMATS = {"markdown": "md", "csv": "csv", "json": "json", "html": "html"}
"""What can be written about a network, and the ending of each file."""

SHOWN = (
    "alexnet",
    "bn_inception",
    "cifar10_net",
    "densenet121",
    "densenet40_k12",
    "dpn92",
    "efficientnet_b0",
    "efficientnet_v2_s",
    "googlenet",
    "inception_v3",
    "lenet1",
    "lenet4",
    "lenet5",
    "lenet5_1998",
    "mnasnet1_0",
    "mobilenet_v1",
    "mobilenet_v2",
    "mobilenet_v3_large",
    "nin_imagenet",
    "regnet_y_800mf",
    "resnet50",
    "resnet56",
    "resnext50_32x4d",
    "seresnet50",
    "shufflenet_v1",
    "shufflenet_v2_x1_0",
    "squeezenet1_0",
    "unet",
    "vgg16",
    "wide_resnet50_2",
    "xception",
    "zfnet",
)
"""One network of each paper: the zoo's report has these as CSV and JSON as well."""

PAGES = ("lenet5", "mobilenet_v1", "resnet50")
"""Networks that the zoo's report has as HTML as well."""


def network_files(subject: Subject, formats: Sequence[str], lang: str) -> dict[str, str]:
    """The files about one network."""
    makers: dict[str, Callable[[], str]] = {
        "markdown": lambda: network_page(subject, files_of(subject, formats), lang),
        "csv": lambda: csv_text(layer_frame(subject.analysis)),
        "json": lambda: json_text(subject.analysis),
        "html": lambda: html_page([subject], lang),
    }
    return {f"{subject.stem}.{FORMATS[name]}": makers[name]() for name in formats}


def several_files(
    found: Sequence[Subject], formats: Sequence[str], lang: str, progress: Progress = iter
) -> dict[str, str]:
    """The files about each of a few networks, and about them side by side."""
    files: dict[str, str] = {}
    for subject in progress(found):
        files |= network_files(subject, formats, lang)
    if len(found) > 1 and "markdown" in formats:
        from archcalc.report.comparison import comparison_page

        files["comparison.md"] = comparison_page(found, lang)
    return files


def zoo_files(found: Sequence[Subject], formats: Sequence[str], lang: str, progress: Progress = iter) -> dict[str, str]:
    """The files about all networks: pages about them together, and those of each.

    Without `formats` each network has what the zoo's report keeps of it.
    """
    index = {subject: files_of(subject, formats or kept(subject)) for subject in found}
    files = {
        "README.md": index_page(index, lang, selected=not formats),
        "published.md": published_page(index, lang),
        "savings.md": savings_page(index, lang),
        "quiz.md": quiz_page(lang),
        "index.csv": csv_text(index_frame(found)),
        "index.json": index_json(found),
        "calculator.html": calculator_page(lang),
    }
    for subject in progress(found):
        files |= network_files(subject, formats or kept(subject), lang)
    return files


def kept(subject: Subject) -> list[str]:
    """What the zoo's report has of a network: all of everything would be more than anybody reads."""
    shown = ["csv", "json"] if subject.name in SHOWN else []
    return ["markdown", *shown, *(["html"] if subject.name in PAGES else [])]


def files_of(subject: Subject, formats: Sequence[str]) -> dict[str, str]:
    """The names of a network's files by format."""
    return {name: f"{subject.stem}.{FORMATS[name]}" for name in formats}


def index_json(found: Iterable[Subject]) -> str:
    """Every network's totals, a line each."""
    lines = ",\n".join(" " + json.dumps(head_data(subject.analysis), ensure_ascii=False) for subject in found)
    return f"[\n{lines}\n]\n"


def quiz_page(lang: str) -> str:
    """The course's questions in both languages, the report's own first."""
    from archcalc.quiz import bank

    other = "en" if lang == "ko" else "ko"
    return f"{bank.report(lang)}\n{bank.report(other)}"


def html_page(found: Sequence[Subject], lang: str, calculator: bool = False) -> str:
    """One interactive page about these networks, with the calculator if it is wanted."""
    from archcalc.html import page

    return page([subject.analysis for subject in found], lang=lang, calculator=calculator)


def calculator_page(lang: str) -> str:
    """The calculator alone."""
    from archcalc.calculator import page

    return page(lang)
