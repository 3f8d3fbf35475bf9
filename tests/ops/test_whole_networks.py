"""Whole networks of the zoo: every row against its module, names of the modules, and a step of training."""

import pytest

torch = pytest.importorskip("torch")

from op_graphs import chain, operation  # noqa: E402

import archcalc  # noqa: E402
from archcalc.crosscheck.build import build  # noqa: E402
from archcalc.crosscheck.compare import differences  # noqa: E402
from archcalc.crosscheck.measure import measure  # noqa: E402
from archcalc.graph import INPUT, Graph  # noqa: E402

NAMES = [
    "lenet5", "lenet5_1998", "lenet1", "cifar10_net", "alexnet", "alexnet_2012",
    "vgg16", "vgg19_bn", "resnet18", "resnet50", "resnet50_v1",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_every_row_agrees_with_its_module(name):
    analysis = archcalc.analyze(archcalc.load(name), batch=2)
    network = build(analysis.graph, "meta")
    facts = measure(network, analysis.graph, batch=2)
    rows = zip(analysis.graph.nodes, analysis.layers, facts, strict=True)
    assert [text for row in rows for text in differences(*row)] == []
    assert sum(value.numel() for value in network.parameters()) == analysis.totals.parameters
    assert sum(value.numel() for value in network.buffers()) == analysis.totals.buffers


@pytest.mark.parametrize("name", NAMES)
def test_state_dict_holds_the_rows_tensors(name):
    analysis = archcalc.analyze(archcalc.load(name))
    network = build(analysis.graph, "meta")
    expected = {
        f"{module}.{tensor.name}": tensor.shape
        for module, row in zip(network.module_names, analysis.layers, strict=True)
        for tensor in row.tensors
    }
    assert {key: tuple(value.shape) for key, value in network.state_dict().items()} == expected


@pytest.mark.parametrize("name", ["lenet5", "lenet5_1998", "cifar10_net"])
def test_a_step_of_training(name):
    """For real: finite numbers of the stated shape; the step changes what is trained and leaves what is fixed."""
    analysis = archcalc.analyze(archcalc.load(name))
    torch.manual_seed(1998)
    network = build(analysis.graph)
    output = network(torch.randn(4, *analysis.input))
    assert output.shape == (4, *analysis.output)
    assert output.isfinite().all()
    before = {key: value.clone() for key, value in network.state_dict().items()}
    trained = [parameter for parameter in network.parameters() if parameter.requires_grad]
    assert sum(parameter.numel() for parameter in trained) == analysis.totals.trainable_parameters
    output.square().mean().backward()
    torch.optim.SGD(trained, lr=0.1).step()
    fixed = {key for key, parameter in network.named_parameters() if not parameter.requires_grad}
    assert {key for key, value in network.state_dict().items() if value.equal(before[key])} == fixed
    assert fixed == ({"output.weight"} if name == "lenet5_1998" else set())


def test_modules_are_named_by_paths():
    network = build(archcalc.analyze(archcalc.load("resnet18")).graph, "meta")
    keys = list(network.state_dict())
    assert keys[:3] == ["conv1.weight", "conv1_norm.weight", "conv1_norm.bias"]
    assert "conv2_x.0.conv1.weight" in keys
    assert "conv2_x.0.conv1_norm.running_mean" in keys
    assert isinstance(network.get_submodule("conv2_x.1.relu"), torch.nn.ReLU)


@pytest.mark.parametrize(
    ("paths", "names"),
    [
        (["conv1", "conv1.norm", "conv1.relu"], ["conv1", "conv1_norm", "conv1_relu"]),
        (["conv1", "conv1.norm", "conv1.norm.scale"], ["conv1", "conv1_norm", "conv1_norm_scale"]),
        (["stem.0.conv", "stem.1.conv"], ["stem.0.conv", "stem.1.conv"]),
        (["mixed.left.conv", "mixed"], ["mixed.left.conv", "mixed.relu"]),
        (["mixed.relu", "mixed"], ["mixed.relu", "mixed.relu_"]),
        (["a_b.c", "a", "a.b"], ["a_b.c", "a", "a_b.relu"]),
        (["a_b", "a", "a.b"], ["a_b", "a", "a_b_"]),
        (["train", "half.conv", "type.train"], ["train_", "half_.conv", "type_.train_"]),
        (["output", "steps", "module_names"], ["output", "steps", "module_names_"]),
    ],
)
def test_awkward_paths(paths, names):
    graph = chain((4, 8, 8), [operation("relu")] * len(paths))
    nodes = [node._replace(path=path) for node, path in zip(graph.nodes, paths, strict=True)]
    network = build(graph._replace(nodes=tuple(nodes)), "meta")
    assert list(network.module_names) == names
    assert all(isinstance(network.get_submodule(name), torch.nn.ReLU) for name in names)
    assert network(torch.empty(1, 4, 8, 8, device="meta")).shape == (1, 4, 8, 8)


def test_a_network_without_layers_returns_its_input():
    x = torch.ones(1, 3)
    assert build(Graph("empty", (3,), (), INPUT))(x) is x


def test_heads_follow_the_result():
    """The result need not be the last node: what runs beside it, a head of training, is returned after it."""
    graph = chain((4, 8, 8), [operation("flatten"), operation("linear", 0, features=3)])
    result, head = build(graph._replace(output=0), "meta")(torch.empty(2, 4, 8, 8, device="meta"))
    assert (result.shape, head.shape) == ((2, 256), (2, 3))


def test_building_needs_no_memory_on_the_meta_device():
    network = build(archcalc.analyze(archcalc.load("vgg16")).graph, "meta")
    assert {value.device.type for value in network.state_dict().values()} == {"meta"}
