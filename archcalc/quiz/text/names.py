"""Names in a question: letters that stand for attributes, networks, data sets, layers, and places in an order."""

from __future__ import annotations

import re

from archcalc.quiz.text.rownames import is_assigned
from archcalc.quiz.text.token import Source, Token

_SHORTHAND = re.compile(
    r"(?:^|(?<![a-z0-9_.]))([a-z](?:_?(?:in|out|1|2|h|w))?|d_?[kf]|stride|pad|padding|in|out|(?:in|out)_?ch(?:annels?)?|"
    r"kernel(?:_size)?|groups?|dilation|filters|channels|ch)\s{0,6}(?:=|:)\s{0,4}(?=\d|'|\"|(?<=b=)-\d|"
    r"(?<=b = )-\d|(?<=b = )torch\.tensor\(\[\s?-?\d)"
)
_ATTACHED = re.compile(
    r"(?<![a-z0-9_])([kspdg]|stride|pad(?:ding)?|kernel|dilation|groups?)(\d{1,3})(?![a-z0-9_]|\.\d)"
)
_LENET_NAMES = re.compile(
    r"(?<![A-Za-z0-9])(?:C[1-7]|F[5-7]|L5)(?![A-Za-z0-9])|Le-?[Nn]et|S2와|S4와|"
    r"S[24](?=\s?(?:층|layer|takes|has|sub))|(?:layer|층)\sS[24]"
)
_LETTERS = {
    "d_k": "KSIZE",
    "dk": "KSIZE",
    "d_f": "SIDE",
    "df": "SIDE",
    "s": "STRIDE",
    "p": "PAD",
    "f": "KSIZE",
    "k": "KSIZE",
    "d": "DIL",
    "g": "GROUP",
    "n": "SIDE",
    "w": "SIDE",
    "h": "SIDE",
    "l": "SIDE",
    "c": "CH",
    "m": "LETTER",
    "c_in": "CIN",
    "cin": "CIN",
    "c_out": "COUT",
    "cout": "COUT",
    "stride": "STRIDE",
    "pad": "PAD",
    "padding": "PAD",
    "i": "SIDE",
    **dict.fromkeys(("w_in", "h_in"), "SIDE"),
    "o": "LETTER",
    "z": "KSIZE",
    "b": "BATCH",
    "in": "CIN",
    "out": "COUT",
    "in_ch": "CIN",
    "out_ch": "COUT",
    "inch": "CIN",
    "outch": "COUT",
    "in_channel": "CIN",
    "out_channel": "COUT",
    "in_channels": "CIN",
    "out_channels": "COUT",
    "kernel": "KSIZE",
    "kernel_size": "KSIZE",
    "group": "GROUP",
    "groups": "GROUP",
    "dilation": "DIL",
    "filters": "NFILT",
    "channels": "CH",
    "ch": "CH",
}
_MOBILENET = re.compile(r"(?<![a-z])d_?[kf]\s?=")
_SPREAD = re.compile(r"dilat|atrous|팽창|딜레이|확장률")
_SIDES_OUT = re.compile(r"(?<![a-z])(?:h_?out\s?=\s?w_?out|w_?out\s?=\s?h_?out)\s?=\s?(?=\d)")
"""`Hout = Wout = 35`: the side of the output."""
_SIDE_OUT = re.compile(r"(?<![a-z])[hw]_out\s?=\s?(?=\d)")
_LABELLED = re.compile(r"(?:path|branch|tower|route|column|가지|경로|분기)\s$")
_NAMED_LAYER = re.compile(r"[cs]_?\d\s?:\s?(?:\d{1,4}\s?(?:[@x]|filters|kernels|필터|커널)|conv|(?:필터|커널)\s?\d)")
_BOTH_SIDES_OUT = re.compile(
    r"(?<![a-z])(?:h_?out\s?(?:and|,|와|과|및|/|x)\s?w_?out|w_?out\s?(?:and|,|와|과|및|/|x)\s?h_?out)(?![a-z_\d]|\s?[,x]\s?c|\s?(?:,\s?)?and)|"
    r"output\sheight\sand\s(?:the\s)?output\swidth|출력\s?높이와\s출력\s?너비|출력\s높이\s?h'?와\s너비\s?w'?"
)
"""`H_out and W_out`: both sides of the output are asked for."""
_SHAPE_OUT = re.compile(r"(?<![a-z])h_?out\s?[,x*]\s?w_?out\s?[,x*]?\s?(?:and\s|및\s)?(?:c|d)_?out(?![a-z])")
_IN_OUT = re.compile(r"(?<![a-z])in\s(?=\d{1,5}\s?(?:ch\w{0,7})?\s?[/,|→-]{1,2}>?\s?out\s\d)")


def shorthand(source: Source, position: int) -> Token | None:
    paired = _IN_OUT.match(source.lower, position)
    if paired:  # `in 512 / out 512`
        return Token("INW", "in", position, paired.end())
    whole = _SHAPE_OUT.match(source.lower, position)
    if whole:
        return Token("OUTPUT", whole.group(), position, whole.end())
    asked = _BOTH_SIDES_OUT.match(source.lower, position)
    if asked:
        return Token("OUTPUT", f"spatial size: {asked.group()}", position, asked.end())
    outside = _SIDES_OUT.match(source.lower, position) or _SIDE_OUT.match(source.lower, position)
    if outside:
        return Token("OUTPUT", outside.group(), position, outside.end())
    found = _SHORTHAND.match(source.lower, position)
    if found and source.about_vectors and re.match(r"[py]\s?=\s?0?\.\d", source.lower[position:]):
        return Token("PRED", found.group(), position, found.end())  # `p = 0.8`: a probability
    lettered = found and len(found.group(1)) == 1 and found.group().rstrip().endswith(":")
    if lettered and _LABELLED.search(source.lower[max(0, position - 12) : position]):
        return Token("WORD", source.lower[position], position, position + 1)  # `Path C: 1x1, 16`
    if found and _NAMED_LAYER.match(source.lower, position):
        return None  # `C1: 8@7x7`: the name of a layer
    if found:
        name = found.group(1)
        kind = _LETTERS.get(name, "LETTER")
        if name in ("m", "n") and _MOBILENET.search(source.lower):  # the letters of the MobileNet paper
            kind = "CIN" if name == "m" else "COUT"
        if name == "n" and all(re.search(rf"(?<![a-z]){axis}\s?=", source.lower) for axis in "chw"):
            kind = "BATCH"
        if name == "d" and source.cased[position] == "D" and re.search(r"(?<![a-z])[wh]\s?=", source.lower):
            kind = "CH"
        if name == "r" and _SPREAD.search(source.lower):  # `rates r = 1, 2, 4`
            kind = "DIL"
        if name == "k" and source.cased[position] == "K" and re.search(r"(?<![a-z])f\s?=", source.lower):
            kind = "NFILT"
        if kind == "LETTER":
            kind = {
                "c_1": "CIN",
                "c_2": "COUT",
                "c1": "CIN",
                "c2": "COUT",
                "d_1": "CIN",
                "d_2": "COUT",
                "k_h": "WORD",
                "k_w": "WORD",
            }.get(name, "LETTER")
        return Token(kind, source.cased[position : found.end()], position, found.end())
    attached = _ATTACHED.match(source.lower, position)
    if attached and is_assigned(source.lower, attached.group()):
        return None
    if attached and (source.cased[position].islower() or not _LENET_NAMES.search(source.cased)):
        return Token("ATTACHED", (_LETTERS[attached.group(1)], int(attached.group(2))), position, attached.end())
    return None


_ASKED = re.compile(
    r"(?<![a-z0-9_.])([spfkd])(?:\s?=\s?(?:\?|_{2,}|[\[(]\s{1,12}[\])])|(?=\s?(?:값|는\?|은\?|는\s?[얼무몇]|은\s?[얼무몇]|를\s?구|을\s?구|[를을]\s?(?:얼마|몇)|의\s값|\s?[?.]?\s?$)))(?![a-z0-9_])"
)
_ASKED_FOR = re.compile(r"(?:for|find|determine|what is|what's|value of|compute|calculate|choose|which)\s+$")
_ALONE = re.compile(r"([SPFKDspfkd])(?![A-Za-z0-9_=]|\s?=)")


def unknown(source: Source, position: int) -> Token | None:
    """A letter that is asked for: `P = ?`, `Solve for F.`, `S는?`."""
    if position and source.lower[position - 1].isalnum():
        return None
    found = _ASKED.match(source.lower, position)
    if not found and _ASKED_FOR.search(source.lower[max(0, position - 14) : position]):
        found = _ALONE.match(source.cased, position)
    if not found:
        return None
    letter = found.group(1).lower()
    return Token("KSIZE" if letter == "k" else _LETTERS[letter], letter, position, position + 1)


_SIDE_OF = re.compile(r"(in|out)(?:\s?[:=]\s?|\s)(?=\d{1,5}(?!\d|\s?[x*.]))")


_IN_GROUPS = re.compile(r"in\s\d+\s(?:equal\s)?(?:groups|branches)")
_COUNTED_IN = re.compile(r"in(?=\s?[,;:)/.]|\sand\s\d|\s?$)")


def side_of(source: Source, position: int) -> Token | None:
    """`in 3, out 10` in a list of attributes: channels of the two sides."""
    if _IN_OUT.match(source.lower, position) or _IN_GROUPS.match(source.lower, position):
        return None
    before = source.lower[:position].rstrip(" ")[-1:]
    found = _SIDE_OF.match(source.lower, position) if before in ("", ",", ":", "(", ";", "\n") else None
    if not found and _COUNTED_IN.match(source.lower, position) and re.search(r"\d\s?$", source.lower[:position]):
        return Token("CIN", "in", position, position + 2)
    return Token("CIN" if found.group(1) == "in" else "COUT", found.group(1), position, found.end(1)) if found else None


_NAMED = re.compile(
    r"(?:le-?net|alex-?net|vgg(?:-?net)?|res-?ne[x]?t|goog-?le-?(?:le-?)?net|inception|mobile-?net|dense-?net|shuffle-?net|squeeze-?net|"
    r"efficient-?net|x?ception|zf-?net|se-?(?:res)?-?ne[x]?t|regnet|mnasnet|wide-?resnet|dpn|nin)"
    r"(?:\s?\(?[345][a-e]\)?(?![a-z0-9]))?"
    r"(?:[\s_-]?(?:v[123])(?![a-z0-9]))?(?:[\s_-]?(?:\d{1,4}|b[0-7](?![0-9]))(?!\d*\s?(?:개|장|층|채널|필터|번|의\s?필터|x\d)))?"
    r"(?:[\s_-]?(?:v[123]|bn|32x[48]d|64x4d|large|small)(?![a-z0-9]))?"
)
_KOREAN_NETWORKS = {
    "알렉스넷": "alexnet",
    "르넷": "lenet",
    "르네트": "lenet",
    "레스넷": "resnet",
    "레즈넷": "resnet",
    "모바일넷": "mobilenet",
    "스퀴즈넷": "squeezenet",
    "구글넷": "googlenet",
    "인셉션": "inception",
    "덴스넷": "densenet",
}
_KOREAN_NAMED = re.compile(rf"({'|'.join(_KOREAN_NETWORKS)})[\s-]?(v[1-3])?(\d{{1,3}}(?!\d*\s?(?:개|장|층|채널)))?")
_DATASET = re.compile(
    r"(?:cifar-?100?|imagenet(?:-?1k)?|ilsvrc(?:[\s-]?20\d\d)?|cs231n|mnist|pascal voc|coco|svhn)(?![a-z0-9])"
)
_LAYERNAME = re.compile(
    r"(?<![a-z0-9])((?:c|s|f)[1-6])(?![a-z0-9=]|\s?=)|(?<![a-z0-9])(fc|conv|pool)[-_]?(\d{1,2}(?:_\d)?)(?![a-z0-9])|"
    r"(?<![a-z0-9])(pool)\s([1-9])(?=\s?:)"
)


_NUMBERED_LAYER = re.compile(
    r"(합성곱|컨볼루션|풀링|convolution|pooling)(\s?)([1-9])(?![\dd.]|\s?[x*]|\s?(?:개|번|층|채널|차원|장|layer))"
)
"""`합성곱1`, `Convolution 2:`: named as `conv1`, `conv2`."""
_WIDTH = re.compile(r"fc-(?:9|\d\d)")
"""`FC-10`: as no network has so many such layers, a width."""


def _is_numbered(text: str, word: str) -> bool:
    """Whether a first and a second one are named: in `convolution 3` alone the number may be anything."""
    return all(re.search(rf"{word}\s{number}(?!\d)", text) for number in (1, 2))


def names(source: Source, position: int) -> Token | None:
    lower = source.lower
    if position and (lower[position - 1].isalnum() and not "가" <= lower[position - 1] <= "힣"):
        return None
    found = _DATASET.match(lower, position)
    if found:
        return Token("DATASET", found.group(), position, found.end())
    korean = _KOREAN_NAMED.match(lower, position)
    if korean:
        name = _KOREAN_NETWORKS[korean.group(1)] + "".join(part or "" for part in korean.groups()[1:])
        return Token("NETWORK", name, position, korean.end())
    found = _NAMED.match(lower, position)
    if found and not re.match(r"[a-z]", lower[found.end() : found.end() + 1] or " "):
        return Token("NETWORK", found.group(), position, found.end())
    named = _NUMBERED_LAYER.match(lower, position)
    if named and (not named.group(2) or _is_numbered(lower, named.group(1))):
        kind, name = ("POOLNAME", "pool") if named.group(1) in ("풀링", "pooling") else ("CONVNAME", "conv")
        return Token(kind, name + named.group(3), position, named.end())
    found = _LAYERNAME.match(lower, position)
    if (
        found
        and not _WIDTH.fullmatch(found.group())
        and (found.group(2) or found.group(4) or source.cased[position].isupper())
    ):
        kind = {"fc": "FCNAME", "conv": "CONVNAME", "pool": "POOLNAME"}.get(
            found.group(2) or found.group(4) or "", "LAYERNAME"
        )
        kind = "FCNAME" if found.group()[0] == "f" else kind  # LeNet's F6
        return Token(kind, re.sub(r"[-\s]", "", found.group()), position, found.end())
    return None
