"""The modules that torch lacks, against constructions that say the same in another way."""

import pytest
from op_graphs import operation

torch = pytest.importorskip("torch")

from torch import nn  # noqa: E402

from archcalc.crosscheck.factories import module_for  # noqa: E402


@pytest.fixture(autouse=True)
def _seed():
    torch.manual_seed(0)


def close(first, second):
    torch.testing.assert_close(first, second)


def test_table_conv_is_a_dense_conv_with_missing_kernels():
    table = [[0, 2], [1], [0, 1, 2]]
    sparse = module_for(operation("conv", filters=3, kernel=3, padding=1, stride=2, table=table), ((3, 9, 9),))
    dense = nn.Conv2d(3, 3, 3, 2, 1)
    with torch.no_grad():
        dense.weight.zero_()
        dense.bias.copy_(sparse.bias)
        pairs = [(k, i) for k, row in enumerate(table) for i in row]
        for pair, kernel in zip(pairs, sparse.weight, strict=True):
            dense.weight[pair] = kernel
    x = torch.randn(2, 3, 9, 9)
    close(sparse(x), dense(x))


def test_subsample_is_a_depthwise_conv_with_equal_weights():
    layer = module_for(operation("subsample", kernel=2), ((3, 8, 8),))
    same = nn.Conv2d(3, 3, 2, 2, groups=3)
    with torch.no_grad():
        layer.weight.uniform_()
        layer.bias.uniform_()
        same.weight.copy_(layer.weight.view(3, 1, 1, 1).expand(3, 1, 2, 2))
        same.bias.copy_(layer.bias)
    x = torch.randn(2, 3, 8, 8)
    close(layer(x), same(x))


def test_rbf_is_a_squared_distance_to_bitmaps():
    layer = module_for(operation("rbf", 0, classes=10), ((84,),))
    x = torch.randn(2, 84)
    close(layer(x), torch.cdist(x, layer.weight) ** 2)
    assert set(layer.weight.unique().tolist()) == {-1.0, 1.0}
    assert not layer.weight.requires_grad


def test_scaled_tanh_is_one_at_one():
    """Its constants are chosen so that f(1) = 1 and f(-1) = -1 (LeCun et al. 1998, appendix A)."""
    layer = module_for(operation("scaled_tanh"), ((1, 1, 1),))
    torch.testing.assert_close(layer(torch.tensor([-1.0, 0, 1])), torch.tensor([-1.0, 0, 1]), atol=1e-4, rtol=0)


@pytest.mark.parametrize("sizes", [(5,), (5, 4), (5, 4, 3)])
def test_channel_shuffle_is_torchs(sizes):
    x = torch.randn(2, 6, *sizes)
    layer = module_for(operation("shuffle", len(sizes), groups=3), ((6, *sizes),))
    close(layer(x), nn.functional.channel_shuffle(x, 3))


def test_channels_first_layer_norm_is_a_group_norm_of_each_position():
    layer = module_for(operation("layernorm"), ((6, 4, 4),))
    x = torch.randn(2, 6, 4, 4)
    positions = x.permute(0, 2, 3, 1).reshape(-1, 6)
    close(layer(x).permute(0, 2, 3, 1).reshape(-1, 6), nn.functional.group_norm(positions, 1))


@pytest.mark.filterwarnings("ignore:Using padding='same' with even kernel")
@pytest.mark.parametrize("mode", ["zeros", "reflect", "replicate", "circular"])
@pytest.mark.parametrize("kernel", [2, 4, [3, 2]])
def test_uneven_padding_of_a_conv_is_torchs_same(kernel, mode):
    ours = module_for(operation("conv", filters=5, kernel=kernel, padding="same", padding_mode=mode), ((3, 9, 9),))
    theirs = nn.Conv2d(3, 5, ours.kernel_size, padding="same", padding_mode=mode)
    theirs.load_state_dict(ours.state_dict())
    x = torch.randn(2, 3, 9, 9)
    close(ours(x), theirs(x))


@pytest.mark.parametrize("key", ["maxpool", "avgpool"])
@pytest.mark.parametrize("ceil", [False, True])
@pytest.mark.parametrize("stride", [1, 2, 3])
def test_uneven_padding_of_a_pool_is_even_padding_without_the_first_window(key, ceil, stride):
    """Padding (0, 1) of x is padding (1, 1) of x without its first column, moved by one."""
    x = -torch.rand(2, 3, 8, 8) - 1  # below 0: padding with zeros would win
    uneven = operation(key, kernel=3, stride=stride, padding=[[1, 1], [0, 1]], ceil=ceil)
    even = operation(key, kernel=3, stride=stride, padding=1, ceil=ceil)
    result = module_for(uneven, ((3, 8, 8),))(x)
    expected = module_for(even, ((3, 7, 7),))(x[..., 1:])
    if stride == 1:
        close(result[..., 1:], expected[..., 1 : result.shape[3]])
    first = module_for(operation(key, kernel=3, stride=stride, padding=[[1, 1], [0, 0]], ceil=ceil), ((3, 8, 8),))
    close(result[..., :2], first(x)[..., :2])


def test_uneven_mean_may_leave_the_padding_out():
    x = torch.rand(2, 3, 6)
    layer = module_for(operation("avgpool", 1, kernel=2, padding="same", stride=1, count_include_pad=False), ((3, 6),))
    close(layer(x)[..., -1], x[..., -1])
    close(layer(x)[..., :-1], nn.functional.avg_pool1d(x, 2, 1))


def test_pad_adds_zero_channels_behind_the_last():
    x = torch.rand(2, 3, 4, 4)
    padded = module_for(operation("pad", padding=[[1, 0], [0, 2]], channels=2), ((3, 4, 4),))(x)
    assert padded.shape == (2, 5, 5, 6)
    close(padded[:, :3, 1:, :4], x)
    assert padded.sum() == pytest.approx(x.sum().item(), rel=1e-5)


def test_add_refuses_to_broadcast():
    with pytest.raises(ValueError, match="differ"):
        module_for(operation("add"), ((3, 4, 4), (3, 1, 1)))(torch.ones(1, 3, 4, 4), torch.ones(1, 3, 1, 1))


@pytest.mark.parametrize(
    ("key", "fields", "pool"),
    [
        ("maxpool", {"kernel": 3}, lambda x: nn.functional.max_pool2d(x, 3, return_indices=True)),
        ("adaptive_maxpool", {"size": [2, 4]}, lambda x: nn.functional.adaptive_max_pool2d(x, (2, 4), True)),
        ("global_maxpool", {}, lambda x: nn.functional.adaptive_max_pool2d(x, 1, True)),
    ],
)
def test_the_places_of_maxima_are_kept_as_torch_keeps_them(key, fields, pool):
    layer, shape = operation(key, **fields), (3, 9, 10)
    _, places = pool(torch.rand(1, *shape))
    assert layer.kept_bytes((shape,), layer.output(shape)) == places.nbytes
