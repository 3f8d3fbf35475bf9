"""Names of the spec as names in Python: classes, attributes, variables."""

from __future__ import annotations

import keyword
import re

# What every nn.Module has already: an attribute of this name would break it (a test compares with torch).
_MODULE_NAMES = (
    "add_module apply bfloat16 buffers call_super_init children compile cpu cuda double dump_patches eval extra_repr "
    "float forward get_buffer get_extra_state get_parameter get_submodule half ipu load_state_dict modules mtia "
    "named_buffers named_children named_modules named_parameters parameters register_backward_hook register_buffer "
    "register_forward_hook register_forward_pre_hook register_full_backward_hook register_full_backward_pre_hook "
    "register_load_state_dict_post_hook register_load_state_dict_pre_hook register_module register_parameter "
    "register_state_dict_post_hook register_state_dict_pre_hook requires_grad_ set_extra_state set_submodule "
    "share_memory state_dict to to_empty train training type xpu zero_grad T_destination"
)
MODULE_NAMES = frozenset(_MODULE_NAMES.split())

_RESERVED = (
    "self nn F torch Tensor x i super range len sum type float int max min zip make_divisible scaled_tanh "
    "channel_shuffle"
)
RESERVED = frozenset(_RESERVED.split())
"""Names that the source uses itself."""

# Words as the field writes them, where capitals are not only at the beginning.
_SPELLINGS = {
    "resnet": "ResNet",
    "resnext": "ResNeXt",
    "seresnet": "SEResNet",
    "seresnext": "SEResNeXt",
    "senet": "SENet",
    "mnasnet": "MnasNet",
    "semnasnet": "SEMnasNet",
    "lenet": "LeNet",
    "imagenet": "ImageNet",
    "mbconv": "MBConv",
    "mlpconv": "MLPConv",
    "vgg": "VGG",
    "nin": "NIN",
    "dpn": "DPN",
    "se": "SE",
    "bn": "BN",
    "bc": "BC",
}


def class_name(name: str) -> str:
    """`squeeze_excite` -> `SqueezeExcite`, `x1_0` -> `X1_0`: digits that meet keep their underscore."""
    words = re.split(r"[^A-Za-z0-9]+", name)
    text = ""
    for word in filter(None, words):
        if text[-1:].isdigit() and word[0].isdigit():
            text += "_"
        text += _spelled(word)
    return text if text[:1].isalpha() else f"Block{text}"


def _spelled(word: str) -> str:
    letters = re.match(r"[A-Za-z]*", word)
    stem = letters.group() if letters else ""
    return _SPELLINGS.get(stem.lower(), stem[:1].upper() + stem[1:]) + word[len(stem) :]


def words_of(name: str) -> str:
    """`squeeze_excite` -> `Squeeze excite`: a name as the beginning of a sentence."""
    words = [_SPELLINGS.get(word.lower(), word) for word in filter(None, re.split(r"[\W_]+", name))]
    text = " ".join(words)
    return text[:1].upper() + text[1:]


def network_class_name(name: str, titles: list[str]) -> str:
    """`resnet18` with the title `ResNet` -> `ResNet18`: the title's capitals, the name's number."""
    for title in titles:
        title = title.partition("(")[0]
        letters = plain(title)
        if letters and plain(name).startswith(letters):
            rest = _after(name, len(letters))
            return _joined(class_name(title.replace(".", "_")), class_name_part(rest))
    return class_name(name)


def class_name_part(rest: str) -> str:
    """What follows the title in a network's name, capitalised."""
    text = class_name(f"a{rest}" if rest[:1].isdigit() else rest) if rest else ""
    return text[1:] if rest[:1].isdigit() else text


def _joined(first: str, second: str) -> str:
    gap = "_" if first[-1:].isdigit() and second[:1].isdigit() else ""
    return first + gap + second


def plain(text: str) -> str:
    """Letters and digits only, to compare."""
    return re.sub(r"[^a-z0-9]", "", text.lower())


def _after(name: str, letters: int) -> str:
    """What remains of a name behind that many letters and digits."""
    for index, letter in enumerate(name):
        letters -= letter.isalnum()
        if letters == 0:
            return name[index + 1 :].lstrip("_-")
    return ""


def variable_name(name: str, prefix: str = "layer") -> str:
    """A name as a variable: `1x1` -> `layer1x1`."""
    text = _identifier(name, prefix)
    return f"{text}_" if text in RESERVED - {"x"} else text


def attribute_name(name: str, prefix: str = "layer") -> str:
    """A name as an attribute of a module, which has some already."""
    text = _identifier(name, prefix)
    return f"{text}_" if text in MODULE_NAMES or text.startswith("_") else text


def _identifier(name: str, prefix: str) -> str:
    text = re.sub(r"\W", "_", name, flags=re.ASCII)
    if not text or text[0].isdigit():
        text = prefix + text
    return f"{text}_" if keyword.iskeyword(text) else text


def unique(name: str, taken: set[str]) -> str:
    """The name, with a number if it is taken."""
    found, count = name, 1
    while found in taken:
        count += 1
        found = f"{name}_{count}"
    taken.add(found)
    return found


def unique_class(name: str, taken: set[str]) -> str:
    """The name, with a number right behind it if it is taken."""
    found, count = name, 1
    while found in taken:
        count += 1
        found = f"{name}{'_' if name[-1].isdigit() else ''}{count}"
    taken.add(found)
    return found
