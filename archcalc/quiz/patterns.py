# ruff: noqa: E501 -- a table of texts: one entry stays one line
"""Which place in a phrase gives a number its role: patterns over kinds of tokens, as data.

An element is a kind or several (`FILTER/CONV`), with `?` or `*`; `role=KIND` gives what stands there a role;
`~` passes over up to two unknown words; `!KIND` looks ahead and refuses. A name in `SETS` stands for its kinds.
NUM also accepts a spelled-out number (WNUM), DIGITS does not. Patterns are tried in order at each token; the first that fits wins.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from archcalc.quiz.token import Token

SETS = {
    "HEAD": "CONV/CONVLAYER/DWSEP/DW/PW/TRANS/GROUPED/DIL",
    "POOLS": "MAXPOOL/AVGPOOL/POOL",
    "KIND": "D1/D2/D3/DIL/GROUPED/TRANS/DW/PW/STANDARD/SAME/VALID/BOTTLENECK/GRAY/STRIDE",
    "MAPS": "MAP/IMAGE/INPUT",
    "IS": "EQ/COLON/LP/SIZE/SPATIAL",
    "JOIN": "AND/COMMA/SLASH",
    "ARR": "ARROW/TO",
    "ANYNUM": "NUM/DIMS",
    "KISH": "CONV/CONVLAYER/DWSEP/DW/PW/TRANS/GROUPED/DIL/MAXPOOL/AVGPOOL/POOL/FILTER/KSIZE/LOCALRF/VALID/SAME/LAYER/D1/D2/D3/STANDARD",
    "OUTS": "OUTPUT/OUTMAP",
}

PATTERNS: tuple[str, ...] = (
    # what is no quantity of the problem
    "skip=NUM DECIMALS", "DECIMALS skip=NUM DECIMALS?", "skip=NUM POWER", "skip=WNUM AND COUNTBIAS",
    "COMPUTE skip=WNUM OUTPUT", "WEIGHTS skip=WNUM/NUM !FILTER !DIMS !BITS !BYTESEACH !STACK !KISH !LAYER", "skip=WNUM UNITS/UNITSOUT", "skip=WNUM OUTPUT UNITS",
    "FLOAT32/FLOAT16/FLOAT64/INT8? PARAMS/WEIGHTS IS* given=DIGITS !KISH !BITS", "PARAMS given=DIGITS", "FLOAT32/FLOAT16/FLOAT64/INT8 PARAMS given=NUM", "given=DIGITS FLOAT32/FLOAT16/FLOAT64/INT8? PARAMS/WEIGHTS",
    # two at once
    "STRIDE AND KSIZE/FILTER SIZE? ALL? stride&kernel=NUM", "KSIZE/FILTER SIZE? AND STRIDE ALL? stride&kernel=NUM",
    "KSIZE AND STRIDE kernel=NUM JOIN stride=NUM", "STRIDE AND PAD ALL? stride&pad=NUM", "PAD AND STRIDE ALL? stride&pad=NUM",
    "STRIDE AND PAD EACH? stride=NUM JOIN pad=NUM",
    "CIN AND COUT EACH? cin=NUM JOIN cout=NUM", "CIN AND COUT ALL/EACH? EACH? cin&cout=NUM",
    "cin&cout=NUM CH INOUT", "cin&cout=NUM CIN AND COUT", "cin&cout=NUM INPUT AND COUT", "cin=NUM INPUT/CIN JOIN JOIN? cout=NUM COUT",
    "cin=NUM INPUT AND cout=NUM OUTPUT CH", "cin&cout=NUM CH INPUT/CIN AND OUTPUT/COUT", "INPUT AND COUT ALL/EACH? EACH? cin&cout=NUM",
    "INPUT AND OUTPUT ~ ALL cin&cout=NUM CH", "ALL/EACH? INPUT AND OUTPUT CH ALL? cin&cout=NUM",
    # absence and presence
    "EXCL nopad=PAD AND/OR EXCL? nobias=BIAS", "EXCL nobias=BIAS AND/OR EXCL? nopad=PAD", "nobias=BIAS AND nopad=PAD EXCL",
    "nopad=PAD AND nobias=BIAS EXCL",
    "INCL? EXCL nobias=BIAS", "nobias=BIAS LP EXCL RP", "nobias=BIAS ~ EXCL !PAD", "nobias=BIAS ALL EXCL",
    "EXCL nopad=PAD", "nopad=PAD ~ EXCL !BIAS", "PAD EQ? nopad=VALID", "nopad=VALID PAD?", "PAD EQ same=SAME", "PAD same=SAME", "same=SAME PAD?",
    "PAD EXCL? nopad=EXCL", "PAD COLON nopad=EXCL",
    "EXCL onlystride1=STRIDE", "NOSTRIDE",
    "INCL? bias=BIAS ALL? INCL", "INCL bias=BIAS", "bias=BIAS EACH? skip=WNUM/NUM !CH !FILTER !DIMS", "skip=WNUM/NUM bias=BIAS EACH? FILTER?",
    "WEIGHTS AND bias=BIAS",
    "same=KEPT", "OUTPUT/SIZE/INPUT/MAPS/SPATIAL ALL? SIZE? same=KEEP", "same=KEEP ALL? OUTPUT/SIZE/INPUT/MAPS/SPATIAL/PADDEDSHAPE", "CH keepch=KEEP", "keepch=KEEP CH",
    "BN EACH? CH EACH? ~ COMMA? ~ skip=NUM", "PEROUT INPUT/UNITSIN skip=NUM AND bias=BIAS skip=NUM", "PEROUT INPUT/UNITSIN skip=NUM",
    # stride and padding
    "STRIDE IS* stride=STEPS", "STRIDE OF? IS* stride=NUM/DIMS", "skip=NUM FILTER stride=NUM PIXSTEP", "stride=NUM PIXSTEP", "stride=NUM STRIDE !NUM",
    "PADTOTAL IS* padtotal=NUM", "PAD MATRIX? BY pad=NUM", "PAD IS* pad=NUM", "PAD IS* pad=DIMS !KISH", "pad=NUM ~ PAD !NUM !EQ !LP", "pad=NUM ~ PAD LP PAD pad=NUM RP", "padborder=NUM WORD LP PAD pad=NUM RP",
    "OUTPAD IS* outpad=NUM", "border=NUM ZEROS", "ZEROS border=NUM",
    # groups and dilation
    "DIL/GROUPED? DIL IS* dils=NUM JOIN JOIN? dils=NUM JOIN JOIN? dils=NUM JOIN JOIN? dils=NUM JOIN JOIN? dils=NUM",
    "DIL IS* dils=NUM JOIN JOIN? dils=NUM JOIN JOIN? dils=NUM JOIN JOIN? dils=NUM",
    "DIL IS* dils=NUM JOIN JOIN? dils=NUM JOIN JOIN? dils=NUM", "DIL IS* dils=NUM JOIN JOIN? dils=NUM !FILTER !STRIDE !CH",
    "DIL IS* dil=NUM", "dil=NUM DIL DIL !HEAD !NUM", "GROUP IS* groups=NUM", "groups=NUM GROUP/GROUPED", "CH ~ TO groups=NUM GROUP",
    # kernels with their filters
    "filters=COUNTED !INPUT !MAP",
    "filters=NUM KIND* FILTER COMMA/LP? EACH? KSIZE/SIZE? kernel=DIMS EACH?", "filters=NUM kernel=DIMS KIND* FILTER/KSIZE",
    "repeat=WNUM kernel=DIMS KIND* HEAD/LAYER/POOLS !FILTER", "repeat=NUM kernel=DIMS KIND* CONV/CONVLAYER/LAYER LAYER? !FILTER",
    "repeat=WNUM KIND* HEAD/POOLS LAYER? COMMA? EACH? kernel=DIMS",
    "kernel=DIMS KIND* HEAD repeat=WNUM", "kernel=DIMS LP pad=NUM RP HEAD repeat=WNUM", "kernel=DIMS KIND* HEAD LAYER? repeat=WNUM LAYER/CONVLAYER",
    "kernel=DIMS KIND* HEAD? LAYER? LP? COMMA? FROM? cin=NUM CIN/INPUT/CH? ARR cout=NUM CH/COUT/OUTPUT?",
    "kernel=DIMS KIND* FILTER SIZE? ALL? filters=NUM !CH !STRIDE", "kernel=DIMS KIND* HEAD LAYER? LP? filters=NUM !CH !CIN !INPUT !STRIDE !GROUP !LAYER !DIL !DIMS !SAME",
    "kernel=DIMS KIND* HEAD LAYER? LP? COMMA? filters=NUM FILTER/NFILT/COUT", "kernel=DIMS FILTER EACH? CIN? EACH? filters=NUM",
    "kernel=DIMS LP KIND* HEAD", "KSIZE/FILTER IS* kernel=DIMS filters=DIGITS !CH !STRIDE !FILTER", "KSIZE/FILTER ALL/EACH? IS* ALL? kernel=DIMS !IMAGE !MAP !INPUT !GRAY !RGB", "CONVNAME IS* kernel=DIMS/STEPPED", "POOLNAME IS* kernel=DIMS/STEPPED", "repeat=NUM STACK kernel=DIMS KIND* HEAD?", "filters=NUM CH kernel=DIMS BOTTLENECK", "FILTER RF SIZE? kernel=DIMS", "filters=NUM KSIZE ~ kernel=DIMS", "kernel=DIMS KSIZE/FILTER",
    "kernel=DIMS KIND* HEAD/POOLS/LAYER/KSIZE/FILTER", "HEAD KSIZE? IS* kernel=DIMS !INPUT !MAP !IMAGE !CH !OUTPUT !GIVES", "POOLS KSIZE? IS* kernel=DIMS !INPUT !MAP !IMAGE !CH",
    "kernel=STEPPED KIND* HEAD/POOLS/LAYER/FILTER?", "LOCALRF SIZE? kernel=DIMS", "kernel=DIMS LOCALRF",
    "RF SIZE? EQ? field=DIMS", "field=DIMS RF", "RF SIZE? IS* field=NUM !STACK !KISH !DIMS !HEAD", "filters=DIGITS THEM", "filters=NUM FILTER SIZE kernel=NUM", "KSIZE IS* filters=NUM KSIZE", "KSIZE IS* kernel=NUM", "kernel=NUM KSIZE", "FILTER kernel=DIMS filters=NUM", "FILTER SIZE IS* kernel=NUM", "FILTER ~ ORD LAYER? SIZE kernel=DIMS", "kernel=DIMS REGION",
    # counts
    "NFILT IS* filters=NUM", "FILTER ALL/EACH? IS? EQ/COLON? filters=NUM !CH !DIMS", "filters=NUM KIND* FILTER",
    "GIVES/OUTPUT/COUT filters=NUM MAP", "filters=NUM out=DIMS MAP WORD? FROM", "GIVES/OUTPUT filters=NUM out=DIMS MAP", "maps=NUM in=DIMS MAP", "maps=NUM MAP in=DIMS", "in=DIMS MAP maps=NUM",
    # channels
    "FROM cin=NUM CIN/CH/INPUT/MAP? ARR cout=NUM COUT/CH/OUTPUT/MAP?", "CH IS* cin=NUM ARR cout=NUM", "cin=NUM CIN/CH? ARR cout=NUM CH? kernel=DIMS !MAP !IMAGE !INPUT", "TO filters=NUM CH? kernel=DIMS !MAP !IMAGE !INPUT !OUTPUT",
    "cin=NUM CIN/CH? ARR cout=NUM COUT/CH/CIN?",
    "CH FROM cin=NUM ARR cout=NUM", "cin=NUM CIN", "CIN ~ ALL? IS* cin=NUM", "COUT ALL? IS* cout=NUM", "cout=NUM COUT/OUTMAP", "OUTMAP IS* cout=NUM", "cout=NUM OUTW", "cout=NUM CH OUTPUT/GIVES/OUTW",
    "OUTPUT LP? cout=NUM CH", "OUTPUT CH IS* cout=NUM", "INPUT IS* cin=NUM CH", "INPUT CH IS* cin=NUM",
    "cin=NUM CH INPUT/IMAGE", "CH cin=NUM INPUT/IMAGE", "IMAGE/INPUT LP? cin=NUM CH", "batch=NUM GRAY/RGB IMAGE", "BATCH batch=NUM GRAY/RGB? IMAGE",
    "RGB ~ LP cin=NUM CH RP", "RGB IMAGE? LP? cin=NUM CH", "GRAY IMAGE? LP? cin=NUM CH",
    "ch=NUM CH", "CH IS* ch=NUM",
    # fully connected
    "UNITS unitsin=NUM ARR? UNITS units=NUM", "INPUT ALL? IS* unitsin=NUM UNITS? COMMA? AND? UNITSOUT/OUTPUT IS* units=NUM", "INPUT UNITS IS* unitsin=NUM",
    "unitsin=NUM INPUT/UNITSIN/UNITS JOIN JOIN? units=NUM OUTPUT/UNITSOUT/UNITS",
    "unitsin=NUM UNITSIN/INPUT", "UNITSIN IS* unitsin=NUM", "UNITSOUT IS* units=NUM", "UNITS IS* units=NUM",
    "unitsin=NUM DIMENSIONAL", "SIZE unitsin=NUM VEC", "VEC IS* unitsin=NUM VALUES?", "unitsin=NUM VALUES? VEC", "FC LAYER? LP? FROM? unitsin=NUM INPUT/UNITSIN/UNITS? JOIN JOIN? units=NUM OUTPUT/UNITSOUT",
    "FC LAYER? FROM? unitsin=NUM INPUT/UNITSIN/UNITS/VALUES? ARR units=NUM OUTPUT/UNITSOUT/UNITS/VALUES?", "FC LAYER? unitsin=NUM INPUT/UNITSIN",
    "FC LAYER? LP? unitsin=NUM ARR units=NUM ARR units2=NUM ARR units3=NUM", "FC LAYER? LP? unitsin=NUM ARR units=NUM ARR units2=NUM",
    "FC LAYER? LP? unitsin=NUM ARR units=NUM UNITS?", "unitsin=NUM ARR units=NUM UNITS? FC",
    "FC LAYER? COLON/LP/COMMA/DASH/EQ? units=NUM UNITS/CLASS/OUTPUT?", "FCNAME COLON/LP/EQ? units=NUM UNITS/CLASS/OUTPUT?", "units=NUM UNITS/UNITSOUT/CLASS", "units=NUM OUTPUT", "OUTPUT units=NUM UNITS/CLASS?",
    "units=DIGITS FC", "in=DIMS ARR units=NUM",
    # memory
    "bits=NUM BITS", "bytes=NUM BYTESEACH", "bytes=NUM MEM EACH", "bytes=NUM MEM !ASK", "EACH bytes=NUM MEM", "BATCH IS* batch=NUM", "batch=NUM BATCH", "batch=NUM SAMPLES", "batch=NUM IMAGE",
    # sizes
    "in=ORDERED MAPS?", "GIVES in=DIMS MAPS? ARR out=DIMS !KISH", "MAP in=DIMS MAPS? ARR out=DIMS !KISH", "in=DIMS MAP? ARR out=DIMS !KISH", "MAPS? in=DIMS MAPS? GIVES ARR? ~ out=DIMS !KISH", "FROM in=DIMS ARR out=DIMS !KISH",
    "cin=NUM CH in=DIMS !KISH", "in=COUNTED MAPS", "MAPS in=COUNTED", "INPUT SIZE? COLON? in=COUNTED",
    "out=DIMS OUTS", "OUTS IS* MAP? SIZE? out=DIMS !KISH !IMAGE !INPUT !MAP", "GIVES ARR? ~ ~ out=DIMS OUTS MAPS?", "GIVES ARR? ~ ~ out=DIMS MAPS? !KISH", "out=DIMS MAP? GIVES", "out=DIMS SAME? OUTPUT",
    "MAPS GRAY/RGB/SIZE? IS* in=DIMS !KISH", "in=DIMS CH? SIZE? GRAY/RGB* CIN? MAPS", "in=DIMS GRAY/RGB", "GRAY/RGB in=DIMS !KISH", "SIZE IS* in=DIMS !KISH", "in=DIMS SIZE MAPS?",
    "cin=NUM MAP ARR cout=NUM MAP", "MAP cout=NUM GIVES", "SIDE IS* side=NUM", "INPUT SIZE IS* side=NUM", "INPUT IS* side=NUM", "MAPS SIZE IS* side=NUM !CH", "SIZE IS* side=NUM", "side=NUM SIZE", "OUTPUT SIZE IS* outside=NUM", "OUTPUT IS* outside=NUM",
    "maps=NUM MAP !ASK",
    # repetition
    "repeat=NUM STACK", "STACK repeat=NUM LAYER/TIMESN/CONV/CONVLAYER", "repeat=NUM CONVLAYER/LAYER/HEAD/POOLS", "repeat=NUM TIMESN", "CONV/CONVLAYER/LAYER repeat=WNUM !DIMS !FILTER !D1 !D2 !D3 !UNITS", "STACK repeat=NUM", "repeat=REPEAT",
    "repeat=TWICE", "repeat=THRICE",
    "chain=CHAIN FC?", "FC chain=CHAIN", "attached=ATTACHED", "LETTER letter=NUM",
)  # fmt: skip


class Found(NamedTuple):
    """A role given to a token, and which match of which pattern gave it."""

    role: str
    token: Token
    match: int
    first: int  # index of the first token of the match
    last: int  # index of the last one


_CODES: dict[str, str] = {}


def _code(kind: str) -> str:
    """One private-use letter for each kind."""
    return _CODES.setdefault(kind, chr(0xE000 + len(_CODES)))


def _kinds(text: str) -> list[str]:
    kinds: list[str] = []
    for kind in text.split("/"):
        kinds += SETS[kind].split("/") if kind in SETS else [kind]
    kinds = [*kinds, "WNUM"] if "NUM" in kinds and "WNUM" not in kinds else kinds
    return ["NUM" if kind == "DIGITS" else kind for kind in kinds]


def _element(text: str, group: str, roles: list[str]) -> str:
    if text == "~":
        return f"[{_code('WORD')}]{{0,2}}"
    role, equals, kinds = text.rpartition("=")
    suffix = kinds[-1] if kinds[-1] in "?*" else ""
    ahead = kinds.startswith("!")
    letters = "".join(_code(kind) for kind in _kinds(kinds.strip("!?*")))
    body = f"[{letters}]"
    if ahead:
        return f"(?!{body})"
    if equals:
        roles.append(role)
        return f"(?P<{group}_{len(roles) - 1}>{body}){suffix}"
    return body + suffix


def _compile() -> tuple[re.Pattern[str], list[list[str]]]:
    alternatives, all_roles = [], []
    for number, pattern in enumerate(PATTERNS):
        roles: list[str] = []
        body = "".join(_element(text, f"g{number}", roles) for text in pattern.split())
        alternatives.append(f"(?P<p{number}>{body})")
        all_roles.append(roles)
    return re.compile("|".join(alternatives)), all_roles


_PATTERN, _ROLES = _compile()


def find_roles(tokens: list[Token]) -> list[Found]:
    """The roles of all tokens that some pattern knows, in the order of the text."""
    text = "".join(_CODES.get(token.kind, "\uf8ff") for token in tokens)
    found: list[Found] = []
    for index, match in enumerate(_PATTERN.finditer(text)):
        if match.lastgroup is None or match.start() == match.end():
            continue
        number = int(match.lastgroup[1:])
        for place, role in enumerate(_ROLES[number]):
            position = match.start(f"g{number}_{place}")
            if position >= 0:
                for part in role.split("&"):
                    found.append(Found(part, tokens[position], index, match.start(), match.end() - 1))
        for position in range(match.start(), match.end()):  # padding named in passing: `3x3 same convolution`
            passing = {"SAME": "same", "VALID": "nopad"}.get(tokens[position].kind)
            if passing and not _has_role(found, tokens[position]):
                found.append(Found(passing, tokens[position], index, match.start(), match.end() - 1))
        if not _ROLES[number]:
            found.append(Found("marker", tokens[match.start()], index, match.start(), match.end() - 1))
    return sorted(found, key=lambda one: (one.token.start, one.match))


def _has_role(found: list[Found], token: Token) -> bool:
    return any(one.token is token for one in found[-8:])
