"""Activation memory as torch itself uses it, on the meta device: what autograd saves, and what is alive at once.

Activations run in place where torch lets them: the last user of a tensor may write over it, and backward
refuses if something that it needs was overwritten.
"""

import weakref

import torch
from torch import nn
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils._pytree import tree_leaves

from archcalc.crosscheck.build import Network, build
from archcalc.graph import INPUT, Graph

WITHOUT_FLAG = {nn.Sigmoid: torch.sigmoid_, nn.Tanh: torch.tanh_}
"""Activations whose modules have no `inplace`, though torch has the function."""

FLAGGED = (nn.ReLU, nn.ReLU6, nn.LeakyReLU, nn.ELU, nn.SELU, nn.Hardswish, nn.Hardsigmoid, nn.SiLU, nn.Mish)
# In training these keep a copy of the input that they overwrite: nothing is won, and not in place they keep the input.
COPYING = (nn.ReLU6, nn.Hardswish, nn.Hardsigmoid, nn.SiLU, nn.Mish)


class InPlace(nn.Module):
    """An in-place function as a module."""

    def __init__(self, function) -> None:
        super().__init__()
        self.function = function

    def forward(self, x):
        return self.function(x)


class Dropout(nn.Module):
    """Dropout as on a GPU: its mask has one byte per element (on a CPU torch keeps a mask of floats)."""

    def __init__(self, rate: float) -> None:
        super().__init__()
        self.rate = rate

    def forward(self, x):
        return torch.native_dropout(x, self.rate, True)[0]


def training_bytes(graph: Graph, batch: int = 1, frozen: frozenset[int] = frozenset()) -> int:
    """Bytes that autograd keeps between forward and backward: parameters and statistics of a norm left out.

    Where the parameters of some nodes are frozen, no gradient of the network's input is wanted either.
    """
    network = build(graph, "meta").train()
    for index in frozen:
        network.get_submodule(network.module_names[index]).requires_grad_(False)
    for name, module in list(network.named_modules()):
        if isinstance(module, nn.Dropout):
            network.set_submodule(name, Dropout(module.p))
    candidates = [n for n in overwriting(network, graph) if not isinstance(network.get_submodule(n), COPYING)]
    if not can_overwrite(network, graph, candidates, not frozen):  # all at once, or, where that fails, each that can
        for name in candidates:
            can_overwrite(network, graph, [name], not frozen)
    return saved_bytes(network, graph, batch, not frozen)


def can_overwrite(network: Network, graph: Graph, names: list[str], wanted: bool) -> bool:
    """Let these activations write over their inputs, if backward works with it."""
    before = {name: network.get_submodule(name) for name in names}
    for name in names:
        set_in_place(network, name)
    if backward_works(network, graph, wanted):
        return True
    for name, module in before.items():
        network.set_submodule(name, module)
        module.inplace = False
    return False


def backward_works(network: Network, graph: Graph, wanted: bool) -> bool:
    """Whether nothing that backward needs has been overwritten; torch looks after it only where no hooks are.

    `wanted` says whether the gradient goes back to the network's input.
    """
    result = network(torch.empty((2, *graph.input), device="meta", requires_grad=wanted))
    if not result.requires_grad:
        return True
    try:
        result.sum().backward()
    except RuntimeError as error:
        assert "modified by an inplace operation" in str(error)
        return False
    return True


def saved_bytes(network: Network, graph: Graph, batch: int, wanted: bool) -> int:
    """Bytes of the storages that autograd saves in a forward run."""
    own = parameter_storages(network)
    saved: dict[int, torch.UntypedStorage] = {}  # holding them, so that no address comes twice

    def pack(value):
        storage = value.untyped_storage()
        is_statistic = value.dim() == 1 and value.is_floating_point()
        if storage._cdata not in own and not is_statistic:
            saved[storage._cdata] = storage
        return value

    # An input whose gradient is wanted: otherwise a first layer without weights would keep nothing.
    x = torch.empty((batch, *graph.input), device="meta", requires_grad=wanted)
    with torch.autograd.graph.saved_tensors_hooks(pack, lambda value: value):
        result = network(x)
    del result
    return sum(storage.nbytes() for storage in saved.values())


def peak_bytes(graph: Graph, batch: int = 1) -> int:
    """Most bytes alive at once at inference, the input until its last use included, workspaces not."""
    network = build(graph, "meta").eval()
    for name in overwriting(network, graph):
        set_in_place(network, name)
    with torch.no_grad(), LiveStorages(parameter_storages(network)) as live:
        # `forward` itself: a call of the module would hold the input to the end.
        network.forward(torch.empty((batch, *graph.input), device="meta"))
    return live.peak


class LiveStorages(TorchDispatchMode):
    """Adds up the storages that are alive after each operation; an operation's side results are workspace."""

    def __init__(self, ignored: set[int]) -> None:
        super().__init__()
        self.ignored = ignored
        self.known: dict[int, weakref.ref[torch.UntypedStorage]] = {}
        self.peak = 0

    def __torch_dispatch__(self, function, types, args=(), kwargs=None):
        result = function(*args, **(kwargs or {}))
        first = next(iter(leaf for leaf in tree_leaves(result) if isinstance(leaf, torch.Tensor)), None)
        storage = None if first is None else first.untyped_storage()
        if storage is not None and storage._cdata not in self.ignored:
            self.known[id(storage)] = weakref.ref(storage)
        alive = (ref() for ref in self.known.values())
        self.peak = max(self.peak, sum(storage.nbytes() for storage in alive if storage is not None))
        return result


def parameter_storages(network: Network) -> set[int]:
    return {value.untyped_storage()._cdata for value in [*network.parameters(), *network.buffers()]}


def overwriting(network: Network, graph: Graph) -> list[str]:
    """Activations that may write over their input, by a run with torch's own storages.

    None whose input shares its memory with the network's input, or with a tensor that is needed later.
    """
    values = {INPUT: torch.empty((2, *graph.input), device="meta")}  # a batch of one has no statistics
    found = []
    for index, (name, node) in enumerate(zip(network.module_names, graph.nodes, strict=True)):
        module = network.get_submodule(name)
        later = {source for other in graph.nodes[index + 1 :] for source in other.inputs} | {*graph.results, INPUT}
        written = values[node.inputs[0]].untyped_storage()._cdata
        is_free = all(values[v].untyped_storage()._cdata != written for v in later if v in values)
        if is_free and isinstance(module, (*FLAGGED, *WITHOUT_FLAG)):
            found.append(name)
            values[index] = values[node.inputs[0]]
        else:
            values[index] = module(*[values[source] for source in node.inputs])
    return found


def set_in_place(network: Network, name: str) -> None:
    """Make the activation of this name write over its input."""
    module = network.get_submodule(name)
    if isinstance(module, FLAGGED):
        module.inplace = True
    else:
        network.set_submodule(name, InPlace(WITHOUT_FLAG[type(module)]))
