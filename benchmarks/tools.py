"""The tools people use today, as they are used: a torch model and an input, one call."""

from __future__ import annotations

import re
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import archcalc
from archcalc.export.pytorch.source import source


class Tool(NamedTuple):
    """A tool: the module that must be there, what is imported, and the call that counts `model` on `x`."""

    name: str
    module: str
    imports: str
    call: str

    @property
    def installed(self) -> bool:
        return find_spec(self.module) is not None


TOOLS = (
    Tool(
        "torchinfo",
        "torchinfo",
        "from torchinfo import summary",
        "summary(model, input_data=x, verbose=0)",
    ),
    Tool(
        "fvcore",
        "fvcore",
        "from fvcore.nn import FlopCountAnalysis\nimport logging; logging.disable()",
        "FlopCountAnalysis(model, x).total()",
    ),
    Tool(
        "FlopCounterMode",
        "torch",
        "from torch.utils.flop_counter import FlopCounterMode",
        "with FlopCounterMode(display=False) as mode: model(x)",
    ),
    Tool(
        "FlopCounterMode, meta device",
        "torch",
        "from torch.utils.flop_counter import FlopCounterMode\nmodel, x = model.to('meta'), x.to('meta')",
        "with FlopCounterMode(display=False) as mode: model(x)",
    ),
    Tool(
        "ptflops",
        "ptflops",
        "from ptflops import get_model_complexity_info",
        "get_model_complexity_info(model, tuple(x.shape[1:]), as_strings=False, print_per_layer_stat=False)",
    ),
    Tool(
        "ultralytics-thop",
        "thop",
        "from thop import profile",
        "profile(model, inputs=(x,), verbose=False)",
    ),
)

NETWORKS = ("resnet50", "mobilenet_v2", "densenet201")


class Exported(NamedTuple):
    """A network of the zoo as torch source: where it stands, and the class and input in it."""

    name: str
    folder: str
    model: str
    input: str

    @property
    def prepared(self) -> str:
        """The lines every user of torch writes first."""
        return (
            f"import sys; sys.path.insert(0, {self.folder!r})\nimport torch, {self.name}\n"
            f"torch.set_grad_enabled(False)\n"
            f"model = {self.name}.{self.model}().eval()\nx = torch.zeros(1, {self.input})"
        )

    def script(self, tool: Tool) -> str:
        """A whole program: import torch, make the model, count it once."""
        return f"{self.prepared}\n{tool.imports}\n{tool.call}\n"


def exported(name: str, folder: str) -> Exported:
    """Write a network's torch source into a folder."""
    network = archcalc.load(name)
    text = source(network, None, False, f"archcalc export {name} --to torch")
    Path(folder, f"{name}.py").write_text(text, encoding="utf-8")
    found = re.search(r"model = (\w+)\(\)", text)
    assert found
    return Exported(name, folder, found[1], ", ".join(map(str, network.input)))
