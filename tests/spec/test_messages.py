"""What people are told about a wrong spec: the whole text, with place and caret, for every kind of mistake.

Each case is a spec and the exact message, all faults of the file in one go. To add one, write the spec, read
what archcalc says about it, and improve that until a stranger would understand it.
"""

# ruff: noqa: E501 -- messages stand here as they are printed

import pytest

import archcalc
from archcalc.errors import ArchcalcError
from archcalc.expand import expand
from archcalc.ops import OPERATIONS
from archcalc.spec.hints import FOREIGN
from archcalc.zoo import choose, names_in, read_source

CASES = {
    "unknown operation": (
        """\
input: 3x32x32
layers:
  a: {cnov: 6, kernel: 5}
""",
        """\
my.yaml:3:7: error: there is no operation or block 'cnov'
    3 |   a: {cnov: 6, kernel: 5}
      |       ^^^^
  did you mean 'conv'?""",
    ),
    "Conv2d": (
        """\
input: 3x32x32
layers:
  a: {Conv2d: 6, kernel_size: 5, padding: 2}
  b: {MaxPool2d: 2}
  c: {Dense: 10}
  d: {BatchNorm2d: }
  e: {Flatten: }
  f: Linear
""",
        """\
my.yaml:3:7: error: there is no operation or block 'Conv2d'
    3 |   a: {Conv2d: 6, kernel_size: 5, padding: 2}
      |       ^^^^^^
  did you mean 'conv'?
my.yaml:4:7: error: there is no operation or block 'MaxPool2d'
    4 |   b: {MaxPool2d: 2}
      |       ^^^^^^^^^
  did you mean 'maxpool'?
my.yaml:5:7: error: there is no operation or block 'Dense'
    5 |   c: {Dense: 10}
      |       ^^^^^
  did you mean 'linear'?
my.yaml:6:7: error: there is no operation or block 'BatchNorm2d'
    6 |   d: {BatchNorm2d: }
      |       ^^^^^^^^^^^
  did you mean 'batchnorm'?
my.yaml:7:7: error: there is no operation or block 'Flatten'
    7 |   e: {Flatten: }
      |       ^^^^^^^
  did you mean 'flatten'?
my.yaml:8:6: error: there is no operation, block or layer 'Linear'
    8 |   f: Linear
      |      ^^^^^^
  did you mean 'linear'?""",
    ),
    "words of others": (
        """\
input: 3x32x32
layers:
  a: {conv: 6, kernel_size: 5, strides: 1, use_bias: true}
  b: {conv: {out_channels: 6, kernel: 3}}
  c: {linear: {units: 3}}
  d: {maxpool: 2, pad: 1}
  e: {dropout: {p: 0.5}}
""",
        """\
my.yaml:3:16: error: conv has no 'kernel_size'
    3 |   a: {conv: 6, kernel_size: 5, strides: 1, use_bias: true}
      |                ^^^^^^^^^^^
  did you mean 'kernel'?
my.yaml:3:32: error: conv has no 'strides'
    3 |   a: {conv: 6, kernel_size: 5, strides: 1, use_bias: true}
      |                                ^^^^^^^
  did you mean 'stride'?
my.yaml:3:44: error: conv has no 'use_bias'
    3 |   a: {conv: 6, kernel_size: 5, strides: 1, use_bias: true}
      |                                            ^^^^^^^^
  did you mean 'bias'?
my.yaml:4:14: error: conv has no 'out_channels'
    4 |   b: {conv: {out_channels: 6, kernel: 3}}
      |              ^^^^^^^^^^^^
  did you mean 'filters'?
my.yaml:5:16: error: linear has no 'units'
    5 |   c: {linear: {units: 3}}
      |                ^^^^^
  did you mean 'features'?
my.yaml:6:19: error: one layer has two operations, 'maxpool' and 'pad'
    6 |   d: {maxpool: 2, pad: 1}
      |                   ^^^
  did you mean 'padding'?
my.yaml:7:17: error: dropout has no 'p'
    7 |   e: {dropout: {p: 0.5}}
      |                 ^
  did you mean 'rate'?""",
    ),
    "list words of others": (
        """\
input: 3x32x32
layers:
  - Conv2d
  - ReLU
  - {Activation: relu}
""",
        """\
my.yaml:3:5: error: there is no operation, block or layer 'Conv2d'
    3 |   - Conv2d
      |     ^^^^^^
  did you mean 'conv'?
my.yaml:4:5: error: there is no operation, block or layer 'ReLU'
    4 |   - ReLU
      |     ^^^^
  did you mean 'relu'?""",
    ),
    "unknown op alone": (
        """\
input: 3x32x32
layers:
  a: frobnicate
  b: {frobnicate: 3}
""",
        """\
my.yaml:3:6: error: there is no operation, block or layer 'frobnicate'
    3 |   a: frobnicate
      |      ^^^^^^^^^^
  operations: adaptive_avgpool, adaptive_maxpool, add, avgpool, batchnorm, concat, conv, conv_transpose, crop, depthwise, dropout, elu, flatten, gelu, global_avgpool, global_maxpool, groupnorm, hard_sigmoid, hard_swish, identity, instancenorm, layernorm, leaky_relu, linear, lrn, maxpool, mish, multiply, pad, prelu, rbf, relu, relu6, scaled_tanh, selu, shuffle, sigmoid, slice, softmax, subsample, swish, tanh, upsample
my.yaml:4:7: error: there is no operation or block 'frobnicate'
    4 |   b: {frobnicate: 3}
      |       ^^^^^^^^^^
  operations: as above""",
    ),
    "unknown field": (
        """\
input: 3x32x32
layers:
  a: {conv: 6, kernel: 5, color: 3, strid: 2}
""",
        """\
my.yaml:3:27: error: conv has no 'color'
    3 |   a: {conv: 6, kernel: 5, color: 3, strid: 2}
      |                           ^^^^^
  it has filters, kernel, stride, padding, dilation, groups, bias, padding_mode, table, norm, activation
my.yaml:3:37: error: conv has no 'strid'
    3 |   a: {conv: 6, kernel: 5, color: 3, strid: 2}
      |                                     ^^^^^
  did you mean 'stride'?""",
    ),
    "missing field": (
        """\
input: 3x32x32
layers:
  a: {conv: 6}
  b: {kernel: 3}
  c: conv
  conv:
  d: {linear: }
""",
        """\
my.yaml:3:7: error: conv needs 'kernel' (kernel size K of each axis)
    3 |   a: {conv: 6}
      |       ^^^^
  for example {conv: 16, kernel: 3}
my.yaml:4:6: error: nothing here says which operation it is
    4 |   b: {kernel: 3}
      |      ^
  for example {conv: 64, kernel: 3}
my.yaml:5:6: error: conv needs 'filters' (output channels C_out)
    5 |   c: conv
      |      ^^^^
  for example {conv: 16}
my.yaml:5:6: error: conv needs 'kernel' (kernel size K of each axis)
    5 |   c: conv
      |      ^^^^
  for example {conv: 16, kernel: 3}
my.yaml:6:3: error: conv needs 'filters' (output channels C_out)
    6 |   conv:
      |   ^^^^
  for example {conv: 16}
my.yaml:6:3: error: conv needs 'kernel' (kernel size K of each axis)
    6 |   conv:
      |   ^^^^
  for example {conv: 16, kernel: 3}
my.yaml:7:7: error: linear needs 'features' (output features N_out)
    7 |   d: {linear: }
      |       ^^^^^^
  for example {linear: 16}""",
    ),
    "wrong type": (
        """\
input: 3x32x32
layers:
  a: {conv: six, kernel: 5}
  b: {conv: 6, kernel: 5, bias: 1}
  c: {conv: 6.5, kernel: 5}
  d: {conv: 6, kernel: [3, 3, 3, 3]}
  e: {conv: {a: 1}, kernel: 2}
  f: {dropout: high}
  g: {conv: 6, kernel: three}
  h: {conv: [6, 7], kernel: 1}
  i: {conv: 6, kernel: {a: 2}}
""",
        """\
my.yaml:3:13: error: 'filters' of conv: a whole number is expected, not 'six'
    3 |   a: {conv: six, kernel: 5}
      |             ^^^
my.yaml:4:33: error: 'bias' of conv: true or false is expected, not 1
    4 |   b: {conv: 6, kernel: 5, bias: 1}
      |                                 ^
my.yaml:5:13: error: 'filters' of conv: a whole number is expected, not 6.5
    5 |   c: {conv: 6.5, kernel: 5}
      |             ^^^
my.yaml:6:24: error: 'kernel' of conv: one number, or 2 (H and W), expected; [3, 3, 3, 3] has 4
    6 |   d: {conv: 6, kernel: [3, 3, 3, 3]}
      |                        ^
my.yaml:7:7: error: conv needs 'filters' (output channels C_out)
    7 |   e: {conv: {a: 1}, kernel: 2}
      |       ^^^^
  for example {conv: 16}
my.yaml:7:14: error: conv has no 'a'
    7 |   e: {conv: {a: 1}, kernel: 2}
      |              ^
  it has filters, kernel, stride, padding, dilation, groups, bias, padding_mode, table, norm, activation
my.yaml:8:16: error: 'rate' of dropout: a number from 0 to 1 is expected, not 'high'
    8 |   f: {dropout: high}
      |                ^^^^
my.yaml:9:24: error: 'kernel' of conv: a whole number or a size such as 1x7 is expected, not 'three'
    9 |   g: {conv: 6, kernel: three}
      |                        ^^^^^
my.yaml:10:13: error: 'filters' of conv: a whole number is expected, not [6, 7]
   10 |   h: {conv: [6, 7], kernel: 1}
      |             ^
my.yaml:11:24: error: a value is expected here, not a mapping
   11 |   i: {conv: 6, kernel: {a: 2}}
      |                        ^""",
    ),
    "out of bounds": (
        """\
input: 3x32x32
layers:
  a: {conv: 0, kernel: 5}
  b: {conv: 6, kernel: -1}
  c: {conv: 6, kernel: 3, stride: 0}
  d: {conv: 6, kernel: 3, padding: -1}
  e: {dropout: 1.5}
  f: {conv: 99999999999, kernel: 1}
""",
        """\
my.yaml:3:13: error: 'filters' of conv: it must be at least 1, not 0
    3 |   a: {conv: 0, kernel: 5}
      |             ^
my.yaml:4:24: error: 'kernel' of conv: it must be at least 1, not -1
    4 |   b: {conv: 6, kernel: -1}
      |                        ^^
my.yaml:5:35: error: 'stride' of conv: it must be at least 1, not 0
    5 |   c: {conv: 6, kernel: 3, stride: 0}
      |                                   ^
my.yaml:6:36: error: 'padding' of conv: it must be at least 0, not -1
    6 |   d: {conv: 6, kernel: 3, padding: -1}
      |                                    ^^
my.yaml:7:16: error: 'rate' of dropout: a number from 0 to 1 is expected, not 1.5
    7 |   e: {dropout: 1.5}
      |                ^^^
my.yaml:8:13: error: 'filters' of conv: it must be at most 1000000000, not 99999999999
    8 |   f: {conv: 99999999999, kernel: 1}
      |             ^^^^^^^^^^^""",
    ),
    "two operations": (
        """\
input: 3x32x32
layers:
  a: {conv: 6, kernel: 5, relu: }
  b: {conv: 6, kernel: 5, maxpool: 2}
""",
        """\
my.yaml:3:27: error: one layer has two operations, 'conv' and 'relu'
    3 |   a: {conv: 6, kernel: 5, relu: }
      |                           ^^^^
  write them as two layers, or write 'activation: relu'
my.yaml:4:27: error: one layer has two operations, 'conv' and 'maxpool'
    4 |   b: {conv: 6, kernel: 5, maxpool: 2}
      |                           ^^^^^^^
  write them as two layers""",
    ),
    "two operations bn": (
        """\
input: 3x32x32
layers:
  a: {conv: 6, kernel: 5, batchnorm: }
  b: {conv: 6, kernel: 5, flatten: }
""",
        """\
my.yaml:3:27: error: one layer has two operations, 'conv' and 'batchnorm'
    3 |   a: {conv: 6, kernel: 5, batchnorm: }
      |                           ^^^^^^^^^
  write them as two layers, or write 'norm: batch'
my.yaml:4:27: error: one layer has two operations, 'conv' and 'flatten'
    4 |   b: {conv: 6, kernel: 5, flatten: }
      |                           ^^^^^^^
  write them as two layers""",
    ),
    "duplicate key": (
        """\
input: 3x32x32
layers:
  a: {conv: 6, kernel: 5, kernel: 3}
  a: {conv: 6, kernel: 5}
input: 1x2x3
""",
        """\
my.yaml:3:27: error: 'kernel' is given twice
    3 |   a: {conv: 6, kernel: 5, kernel: 3}
      |                           ^^^^^^
my.yaml:3:16: first given here
    3 |   a: {conv: 6, kernel: 5, kernel: 3}
      |                ^^^^^^
my.yaml:4:3: error: 'a' is given twice
    4 |   a: {conv: 6, kernel: 5}
      |   ^
my.yaml:3:3: first given here
    3 |   a: {conv: 6, kernel: 5, kernel: 3}
      |   ^
my.yaml:5:1: error: 'input' is given twice
    5 | input: 1x2x3
      | ^^^^^
my.yaml:1:1: first given here
    1 | input: 3x32x32
      | ^^^^^""",
    ),
    "yaml traps": (
        """\
input: 3x224x224
knobs: {classes: 1_000}
layers:
  a: {conv: 6, kernel: 5, bias: no}
  b: {conv: 010, kernel: 3, groups: 010}
  c: {linear: 1_000}
  d: {conv: 1,000, kernel: 3}
  e: {conv: 6, kernel: 3, bias: True}
  f: {conv: 6, kernel: 3, bias: yes}
""",
        """\
my.yaml:2:18: error: knob 'classes': '1_000' is read as a text: write 1000
    2 | knobs: {classes: 1_000}
      |                  ^^^^^
  if the text is meant, put it in quotes
my.yaml:4:33: error: 'bias' of conv: true or false is expected, not 'no'
    4 |   a: {conv: 6, kernel: 5, bias: no}
      |                                 ^^
  'no' is read as a text, not as false: write false
my.yaml:5:13: error: '010' begins with a 0, which some readers of YAML take for base 8
    5 |   b: {conv: 010, kernel: 3, groups: 010}
      |             ^^^
  write 10
my.yaml:5:37: error: '010' begins with a 0, which some readers of YAML take for base 8
    5 |   b: {conv: 010, kernel: 3, groups: 010}
      |                                     ^^^
  write 10
my.yaml:6:15: error: 'features' of linear: a whole number is expected, not '1_000'
    6 |   c: {linear: 1_000}
      |               ^^^^^
  '1_000' is read as a text: write 1000
my.yaml:7:15: error: the comma before '000' begins a new entry
    7 |   d: {conv: 1,000, kernel: 3}
      |               ^^^
  for the number write 1000
my.yaml:9:33: error: 'bias' of conv: true or false is expected, not 'yes'
    9 |   f: {conv: 6, kernel: 3, bias: yes}
      |                                 ^^^
  'yes' is read as a text, not as true: write true""",
    ),
    "octal fits": (
        """\
input: 3x32x32
layers:
  a: {conv: 010, kernel: 3, groups: 08}
""",
        """\
my.yaml:3:13: error: '010' begins with a 0, which some readers of YAML take for base 8
    3 |   a: {conv: 010, kernel: 3, groups: 08}
      |             ^^^
  write 10
my.yaml:3:37: error: '08' begins with a 0, which some readers of YAML take for base 8
    3 |   a: {conv: 010, kernel: 3, groups: 08}
      |                                     ^^
  write 8""",
    ),
    "sexagesimal": (
        """\
input: 3:224:224
layers: [relu]
""",
        """\
my.yaml:1:8: error: '3:224:224' is not a shape; write channels first, for example 3x224x224
    1 | input: 3:224:224
      |        ^^^^^^^^^
  write 3x224x224""",
    ),
    "input list of text": (
        """\
input: [3, 224, abc]
layers: [relu]
""",
        """\
my.yaml:1:8: error: this is not an input shape: its sizes are whole numbers
    1 | input: [3, 224, abc]
      |        ^
  for example 3x224x224""",
    ),
    "tab": (
        """\
input: 3x32x32
layers:
\ta: {conv: 6, kernel: 5}
""",
        """\
my.yaml:3:1: error: a tab is used for indentation
    3 |  a: {conv: 6, kernel: 5}
      | ^
  YAML indents with spaces only""",
    ),
    "bracket": (
        """\
input: 3x32x32
layers:
  a: {conv: 6, kernel: 5
  b: relu
""",
        """\
my.yaml:3:6: error: this '{' is never closed
    3 |   a: {conv: 6, kernel: 5
      |      ^
  '}' is missing""",
    ),
    "bracket list": (
        """\
input: 3x32x32
layers:
  a: {conv: 6, kernel: [3, 3}
""",
        """\
my.yaml:3:29: error: ',' or ']' is missing here
    3 |   a: {conv: 6, kernel: [3, 3}
      |                             ^""",
    ),
    "no space": (
        """\
input: 3x32x32
layers:
  a: {conv:6, kernel: 5}
""",
        """\
my.yaml:3:7: error: a space is missing after ':' in 'conv:6'
    3 |   a: {conv:6, kernel: 5}
      |       ^^^^^^
  write conv: 6""",
    ),
    "no space block": (
        """\
input: 3x32x32
layers:
  conv:6
  b: relu
""",
        """\
my.yaml:3:7: error: a space is missing after ':'
    3 |   conv:6
      |       ^
  write key: value""",
    ),
    "no space 2": (
        """\
input: 3x32x32
layers:
  a:relu
""",
        """\
my.yaml:3:3: error: a space is missing after ':'
    3 |   a:relu
      |   ^^^^^^
  write a: relu""",
    ),
    "comma cut": (
        """\
input: 3x32x32
knobs: {w: 1.5}
layers:
  a: {conv: make_divisible($w * 32, 8), kernel: 3}
  b: {conv: 5, kernel: [max($w, 2), 3]}
""",
        """\
my.yaml:4:27: error: '(' is never closed
    4 |   a: {conv: make_divisible($w * 32, 8), kernel: 3}
      |                           ^
  inside { } and [ ] of YAML an expression with a comma or brackets needs quotes
my.yaml:5:28: error: '(' is never closed
    5 |   b: {conv: 5, kernel: [max($w, 2), 3]}
      |                            ^
  inside { } and [ ] of YAML an expression with a comma or brackets needs quotes""",
    ),
    "unknown variable": (
        """\
input: 3x32x32
knobs: {width: 8}
layers:
  a: {conv: $widht, kernel: 5}
""",
        """\
my.yaml:4:13: error: unknown variable '$widht'
    4 |   a: {conv: $widht, kernel: 5}
      |             ^^^^^^
  did you mean '$width'?""",
    ),
    "unknown variable no vars": (
        """\
input: 3x32x32
layers:
  a: {conv: $w, kernel: 5}
""",
        """\
my.yaml:3:13: error: unknown variable '$w'
    3 |   a: {conv: $w, kernel: 5}
      |             ^^
  known variables: $in, $index""",
    ),
    "several unknown variables": (
        """\
input: 3x32x32
knobs: {width: 8}
layers:
  a: {conv: $widht, kernel: 5}
  b: {conv: $x, kernel: $y}
  c: {repeat: $n, conv: 8, kernel: 1}
""",
        """\
my.yaml:4:13: error: unknown variable '$widht'
    4 |   a: {conv: $widht, kernel: 5}
      |             ^^^^^^
  did you mean '$width'?
my.yaml:5:13: error: unknown variable '$x'
    5 |   b: {conv: $x, kernel: $y}
      |             ^^
  known variables: $in, $index, $width
my.yaml:5:25: error: unknown variable '$y'
    5 |   b: {conv: $x, kernel: $y}
      |                         ^^
  known variables: $in, $index, $width
my.yaml:6:15: error: unknown variable '$n'
    6 |   c: {repeat: $n, conv: 8, kernel: 1}
      |               ^^
  did you mean '$in'?""",
    ),
    "unknown variable in block": (
        """\
input: 3x32x32
blocks:
  u: {takes: [out], layers: [{conv: $out * $k, kernel: 1}]}
layers: [{u: 8}]
""",
        """\
my.yaml:3:44: error: unknown variable '$k'
    3 |   u: {takes: [out], layers: [{conv: $out * $k, kernel: 1}]}
      |                                            ^^
  known variables: $in, $index, $out""",
    ),
    "variable without dollar": (
        """\
input: 3x32x32
knobs: {width: 8}
layers:
  a: {conv: width, kernel: 5}
  b: {conv: width * 2, kernel: 5}
  c: {linear: clas}
""",
        """\
my.yaml:4:13: error: 'filters' of conv: a whole number is expected, not 'width'
    4 |   a: {conv: width, kernel: 5}
      |             ^^^^^
  for the variable write $width
my.yaml:5:13: error: unknown word 'width'
    5 |   b: {conv: width * 2, kernel: 5}
      |             ^^^^^
  write $width for a name, 'width' in quotes for a text
my.yaml:6:15: error: 'features' of linear: a whole number is expected, not 'clas'
    6 |   c: {linear: clas}
      |               ^^^^""",
    ),
    "quoted expr": (
        """\
input: 3x32x32
knobs: {width: 8}
layers:
  a: {conv: "$width * $hight", kernel: 5}
  b: {conv: '8 +', kernel: 5}
""",
        """\
my.yaml:4:23: error: unknown variable '$hight'
    4 |   a: {conv: "$width * $hight", kernel: 5}
      |                       ^^^^^^
  known variables: $in, $index, $width
my.yaml:5:17: error: the expression ends too early: a number or a name is missing
    5 |   b: {conv: '8 +', kernel: 5}
      |                 ^""",
    ),
    "division by zero": (
        """\
input: 3x32x32
knobs: {g: 0}
layers:
  a: {conv: 8 // $g, kernel: 5}
""",
        """\
my.yaml:4:18: error: division by zero: the right side of '//' is 0
    4 |   a: {conv: 8 // $g, kernel: 5}
      |                  ^^""",
    ),
    "not whole": (
        """\
input: 3x32x32
blocks:
  u: {takes: [out], layers: [{conv: $out / 3, kernel: 1}]}
layers:
  a: {u: 16}
""",
        """\
my.yaml:3:37: error: layer 'a.conv': 'filters' of conv: a whole number is expected, not 16/3
    3 |   u: {takes: [out], layers: [{conv: $out / 3, kernel: 1}]}
      |                                     ^^^^^^^^
  for a whole number use //, round(...) or make_divisible(...)
my.yaml:5:6: in block 'u', used here
    5 |   a: {u: 16}
      |      ^""",
    ),
    "not whole direct": (
        """\
input: 3x32x32
knobs: {w: 0.3}
layers:
  a: {conv: 32 * $w, kernel: 1}
""",
        """\
my.yaml:4:13: error: layer 'a': 'filters' of conv: a whole number is expected, not 48/5
    4 |   a: {conv: 32 * $w, kernel: 1}
      |             ^^^^^^^
  for a whole number use //, round(...) or make_divisible(...)""",
    ),
    "expression faults": (
        """\
input: 3x32x32
knobs: {w: 2}
layers:
  a: {conv: 8 +, kernel: 1}
  b: {conv: $w ^ 2, kernel: 1}
  c: {conv: sqrt($w), kernel: 1}
  d: {conv: $w × 2, kernel: 1}
  e: {conv: (8, kernel: 1}
  f: {conv: 2 $w, kernel: 1}
  g: {conv: ${w}, kernel: 1}
""",
        """\
my.yaml:10:14: error: ',' or '}' is missing here
   10 |   g: {conv: ${w}, kernel: 1}
      |              ^""",
    ),
    "unknown block": (
        """\
input: 3x32x32
blocks:
  unit: {takes: [out], layers: [{conv: $out, kernel: 1}]}
layers:
  a: {unti: 8}
  b: {block: unti, out: 8}
""",
        """\
my.yaml:5:7: error: there is no operation or block 'unti'
    5 |   a: {unti: 8}
      |       ^^^^
  did you mean 'unit'?
my.yaml:6:14: error: there is no block 'unti'
    6 |   b: {block: unti, out: 8}
      |              ^^^^
  did you mean 'unit'?""",
    ),
    "block args missing": (
        """\
input: 3x32x32
blocks:
  unit: {takes: [out, k], layers: [{conv: $out, kernel: $k}]}
layers:
  a: {unit: 8}
  b: unit
  c: {block: unit, out: 3}
""",
        """\
my.yaml:5:7: error: block 'unit' needs 'k'
    5 |   a: {unit: 8}
      |       ^^^^
  it takes out, k
my.yaml:6:6: error: block 'unit' needs 'out' and 'k'
    6 |   b: unit
      |      ^^^^
  it takes out, k
my.yaml:7:14: error: block 'unit' needs 'k'
    7 |   c: {block: unit, out: 3}
      |              ^^^^
  it takes out, k""",
    ),
    "block args in a list of rows": (
        """\
input: 3x32x32
knobs: {rows: [[8, 3, 1], [16, 3, 2, 4]]}
blocks:
  unit: {takes: [out, k, s], layers: [{conv: $out, kernel: $k, stride: $s}]}
layers:
  a: {repeat: 2, unit: "$rows[$index]"}
""",
        """\
my.yaml:6:24: error: block 'unit' takes 3 values, and this list has 4
    6 |   a: {repeat: 2, unit: "$rows[$index]"}
      |                        ^^^^^^^^^^^^^^^
  it takes out, k, s
my.yaml:6:6: iteration 1 of 2, repeated here
    6 |   a: {repeat: 2, unit: "$rows[$index]"}
      |      ^""",
    ),
    "block args in a number": (
        """\
input: 3x32x32
knobs: {width: 8}
blocks:
  unit: {takes: [out, k], layers: [{conv: $out, kernel: $k}]}
layers:
  a: {unit: $width}
""",
        """\
my.yaml:6:6: error: block 'unit' needs 'k'
    6 |   a: {unit: $width}
      |      ^
  it takes out, k""",
    ),
    "block args extra": (
        """\
input: 3x32x32
blocks:
  unit: {takes: {out: , k: 1}, layers: [{conv: $out, kernel: $k}]}
layers:
  a: {unit: [8, 1, 2]}
  b: {unit: 8, kk: 1}
  c: {unit: 8, out: 3}
  d: {unit: {out: 8, stride: 2}}
  e: {block: unit, out: 8, z: 3}
""",
        """\
my.yaml:5:13: error: block 'unit' takes 2 values, and 3 are given
    5 |   a: {unit: [8, 1, 2]}
      |             ^
  it takes out, k (optional)
my.yaml:6:16: error: block 'unit' has no 'kk'
    6 |   b: {unit: 8, kk: 1}
      |                ^^
  did you mean 'k'?
my.yaml:7:16: error: 'out' of block 'unit' is given twice
    7 |   c: {unit: 8, out: 3}
      |                ^^^
  it is the first value after 'unit:'
my.yaml:8:22: error: block 'unit' has no 'stride'
    8 |   d: {unit: {out: 8, stride: 2}}
      |                      ^^^^^^
  it has out, k
my.yaml:9:28: error: block 'unit' has no 'z'
    9 |   e: {block: unit, out: 8, z: 3}
      |                            ^
  it has out, k""",
    ),
    "block recursion": (
        """\
input: 3x32x32
blocks:
  a: {layers: [relu, a]}
layers: [a]
""",
        """\
my.yaml:3:22: error: block 'a' uses itself without end: a -> a
    3 |   a: {layers: [relu, a]}
      |                      ^
  a block may use itself only under a 'when' or 'if' that ends it""",
    ),
    "mutual recursion": (
        """\
input: 3x32x32
blocks:
  a: {layers: [b]}
  b: {layers: [{conv: 8, kernel: 1}, a]}
layers: [a]
""",
        """\
my.yaml:4:38: error: block 'a' uses itself without end: a -> b -> a
    4 |   b: {layers: [{conv: 8, kernel: 1}, a]}
      |                                      ^
  a block may use itself only under a 'when' or 'if' that ends it
my.yaml:3:16: block 'b' is used here
    3 |   a: {layers: [b]}
      |                ^""",
    ),
    "block unused recursion": (
        """\
input: 3x32x32
blocks:
  a: {takes: [n], layers: [{block: $n, n: $n}]}
layers: [{a: a}]
""",
        """\
my.yaml:3:28: error: block 'a' uses itself without end: a -> a
    3 |   a: {takes: [n], layers: [{block: $n, n: $n}]}
      |                            ^
  a block may use itself only under a 'when' or 'if' that ends it""",
    ),
    "block name op": (
        """\
input: 3x32x32
blocks:
  conv: {layers: [relu]}
  relu6: {layers: [relu]}
  u: [relu]
  v: {layers: }
  w: {layers: []}
layers: [relu]
""",
        """\
my.yaml:3:3: error: a block cannot be called 'conv'
    3 |   conv: {layers: [relu]}
      |   ^^^^
  that word means something else
my.yaml:4:3: error: a block cannot be called 'relu6'
    4 |   relu6: {layers: [relu]}
      |   ^^^^^
  that word means something else
my.yaml:5:3: error: block 'u' has no layers
    5 |   u: [relu]
      |   ^
  a block is {takes: {...}, layers: [...]}
my.yaml:6:15: error: there are no layers here
    6 |   v: {layers: }
      |               ^
  for example layers: {C1: {conv: 6, kernel: 5}}
my.yaml:7:15: error: there are no layers here
    7 |   w: {layers: []}
      |               ^
  for example layers: {C1: {conv: 6, kernel: 5}}""",
    ),
    "from unknown": (
        """\
input: 3x32x32
layers:
  stem: relu
  b: {conv: 8, kernel: 1, from: stm}
""",
        """\
my.yaml:4:33: error: there is no operation, block or layer 'stm'
    4 |   b: {conv: 8, kernel: 1, from: stm}
      |                                 ^^^
  did you mean 'stem'?""",
    ),
    "from forward": (
        """\
input: 3x32x32
layers:
  a: relu
  b: {add: , from: [a, c]}
  c: relu
""",
        """\
my.yaml:4:24: error: there is no layer 'c' before this one
    4 |   b: {add: , from: [a, c]}
      |                        ^
  'c' comes later: a layer takes what comes before it""",
    ),
    "from self": (
        """\
input: 3x32x32
layers:
  a: relu
  b: {add: , from: [a, b]}
""",
        """\
my.yaml:4:24: error: there is no layer 'b' before this one
    4 |   b: {add: , from: [a, b]}
      |                        ^
  'b' is not complete here: a layer cannot take its own output""",
    ),
    "from in block": (
        """\
input: 3x32x32
blocks:
  u: {layers: [{add: , from: [input, stem]}]}
layers:
  stem: relu
  b: u
""",
        """\
my.yaml:3:38: error: there is no layer 'stem' before this one
    3 |   u: {layers: [{add: , from: [input, stem]}]}
      |                                      ^^^^
  'stem' is outside of this block; what comes into the block is called input
my.yaml:6:6: in block 'u', used here
    6 |   b: u
      |      ^""",
    ),
    "reference typo": (
        """\
input: 3x32x32
layers:
  stem: relu
  sum: {add: [stm, relu]}
""",
        """\
my.yaml:4:15: error: there is no operation, block or layer 'stm'
    4 |   sum: {add: [stm, relu]}
      |               ^^^
  did you mean 'stem'?""",
    ),
    "kernel too large": (
        """\
input: 3x32x32
layers:
  a: {maxpool: 16}
  b: {conv: 8, kernel: 5}
""",
        """\
my.yaml:4:6: error: layer 'b' on 3x2x2: the kernel does not fit along the height: it spans 5, the input is 2 + padding 0 + 0 = 2
    4 |   b: {conv: 8, kernel: 5}
      |      ^
  smallest fix: padding 2, or kernel 2""",
    ),
    "groups": (
        """\
input: 3x32x32
layers:
  a: {conv: 8, kernel: 3, groups: 2}
""",
        """\
my.yaml:3:6: error: layer 'a' on 3x32x32: 3 channels do not divide into 2 groups
    3 |   a: {conv: 8, kernel: 3, groups: 2}
      |      ^
  groups must divide both 3 input channels and 8 filters""",
    ),
    "groups filters": (
        """\
input: 4x8x8
layers:
  a: {conv: 7, kernel: 3, groups: 2}
""",
        """\
my.yaml:3:6: error: layer 'a' on 4x8x8: 7 filters do not divide into 2 groups
    3 |   a: {conv: 7, kernel: 3, groups: 2}
      |      ^""",
    ),
    "shuffle": (
        """\
input: 3x32x32
layers:
  a: {shuffle: 2}
""",
        """\
my.yaml:3:6: error: layer 'a' on 3x32x32: 3 channels do not divide into 2 groups
    3 |   a: {shuffle: 2}
      |      ^""",
    ),
    "add unequal deep": (
        """\
input: 3x32x32
blocks:
  unit:
    takes: {out: , stride: 1}
    layers:
      - add:
          - identity
          - - {conv: $out, kernel: 3, stride: $stride, padding: 1}
            - {conv: $out, kernel: 3, padding: 1}
      - relu
layers:
  stem: {conv: 16, kernel: 3, padding: 1}
  stage1: {unit: 16, repeat: 3}
  stage2: {unit: "16 if $index < 2 else 32", repeat: 3}
""",
        """\
my.yaml:6:9: error: layer 'stage2.2.add' on 16x32x32 and 32x32x32: the branches of add do not fit: 16x32x32 and 32x32x32
    6 |       - add:
      |         ^
  the channels differ: a 1x1 convolution with 32 filters on the narrower branch fits
my.yaml:7:13: branch 1 of 2 gives 16x32x32
    7 |           - identity
      |             ^^^^^^^^
my.yaml:8:13: branch 2 of 2 gives 32x32x32
    8 |           - - {conv: $out, kernel: 3, stride: $stride, padding: 1}
      |             ^
my.yaml:14:11: in block 'unit', used here
   14 |   stage2: {unit: "16 if $index < 2 else 32", repeat: 3}
      |           ^
my.yaml:14:11: iteration 2 of 3, repeated here
   14 |   stage2: {unit: "16 if $index < 2 else 32", repeat: 3}
      |           ^""",
    ),
    "add unequal map": (
        """\
input: 3x32x32
layers:
  a: {conv: 3, kernel: 3}
  b: {add: , from: [input, a]}
""",
        """\
my.yaml:4:6: error: layer 'b' on 3x32x32 and 3x30x30: the branches of add do not fit: 3x32x32 and 3x30x30
    4 |   b: {add: , from: [input, a]}
      |      ^
  the map sizes differ: use the same strides and padding in both branches
my.yaml:4:21: branch 1 of 2 gives 3x32x32
    4 |   b: {add: , from: [input, a]}
      |                     ^^^^^
my.yaml:4:28: branch 2 of 2 gives 3x30x30
    4 |   b: {add: , from: [input, a]}
      |                            ^""",
    ),
    "concat unequal": (
        """\
input: 3x32x32
layers:
  inception:
    concat:
      - {conv: 8, kernel: 1}
      - {conv: 8, kernel: 3, padding: same}
      - {conv: 8, kernel: 5, padding: 1}
      - [{maxpool: 3, stride: 1}, {conv: 8, kernel: 1}]
""",
        """\
my.yaml:4:5: error: layer 'inception' on 8x32x32 and 8x32x32 and 8x30x30 and 8x30x30: the branches of concat do not fit: 8x32x32 and 8x30x30
    4 |     concat:
      |     ^
  the map sizes differ: use the same strides and padding in both branches
my.yaml:5:9: branch 1 of 4 gives 8x32x32
    5 |       - {conv: 8, kernel: 1}
      |         ^
my.yaml:6:9: branch 2 of 4 gives 8x32x32
    6 |       - {conv: 8, kernel: 3, padding: same}
      |         ^
my.yaml:7:9: branch 3 of 4 gives 8x30x30
    7 |       - {conv: 8, kernel: 5, padding: 1}
      |         ^
my.yaml:8:9: branch 4 of 4 gives 8x30x30
    8 |       - [{maxpool: 3, stride: 1}, {conv: 8, kernel: 1}]
      |         ^""",
    ),
    "linear on map": (
        """\
input: 3x32x32
layers:
  a: {conv: 8, kernel: 3}
  fc: {linear: 10}
""",
        """\
my.yaml:4:7: error: layer 'fc' on 8x30x30: linear takes a vector, and a map of shape 8x30x30 arrives
    4 |   fc: {linear: 10}
      |       ^
  put flatten before it: 8·30·30 = 7200 features""",
    ),
    "conv after flatten": (
        """\
input: 3x32x32
layers:
  flatten:
  a: {conv: 8, kernel: 3}
""",
        """\
my.yaml:4:6: error: layer 'a' on 3072: conv takes CxL or CxHxW or CxDxHxW, and 3072 arrives
    4 |   a: {conv: 8, kernel: 3}
      |      ^
  it has been flattened already; move this layer before it""",
    ),
    "split": (
        """\
input: 3x32x32
layers:
  a: {concat: [identity, identity], split: 2}
""",
        """\
my.yaml:3:44: error: 3 channels do not divide into 2 equal parts
    3 |   a: {concat: [identity, identity], split: 2}
      |                                            ^""",
    ),
    "split parts": (
        """\
input: 4x8x8
layers:
  a: {concat: [identity, relu], split: 3}
""",
        """\
my.yaml:3:40: error: split makes 3 parts, and there are 2 branches
    3 |   a: {concat: [identity, relu], split: 3}
      |                                        ^""",
    ),
    "split list": (
        """\
input: 4x8x8
layers:
  a: {concat: [identity, relu], split: [1, 2]}
""",
        """\
my.yaml:3:40: error: the parts of split sum to 3, and 4 channels arrive
    3 |   a: {concat: [identity, relu], split: [1, 2]}
      |                                        ^""",
    ),
    "split word": (
        """\
input: 4x8x8
layers:
  a: {concat: [identity, relu], split: half}
""",
        """\
my.yaml:3:40: error: split is a number of equal parts, or a list of channels
    3 |   a: {concat: [identity, relu], split: half}
      |                                        ^^^^
  for example split: 2""",
    ),
    "repeat negative": (
        """\
input: 3x32x32
layers:
  a: {conv: 8, kernel: 1, repeat: -1}
  b: {conv: 8, kernel: 1, repeat: 2.5}
  c: {conv: 8, kernel: 1, repeat: three}
  d: {conv: 8, kernel: 1, repeat: }
""",
        """\
my.yaml:3:35: error: repeat needs a whole number from 0, not -1
    3 |   a: {conv: 8, kernel: 1, repeat: -1}
      |                                   ^^
my.yaml:4:35: error: repeat needs a whole number from 0, not 2.5
    4 |   b: {conv: 8, kernel: 1, repeat: 2.5}
      |                                   ^^^
my.yaml:5:35: error: repeat needs a whole number from 0, not three
    5 |   c: {conv: 8, kernel: 1, repeat: three}
      |                                   ^^^^^
my.yaml:6:35: error: repeat needs a whole number from 0, nothing is given
    6 |   d: {conv: 8, kernel: 1, repeat: }
      |                                   ^""",
    ),
    "repeat fraction": (
        """\
input: 3x32x32
knobs: {depth: 5}
layers:
  a: {conv: 8, kernel: 1, repeat: $depth / 2}
""",
        """\
my.yaml:4:35: error: repeat needs a whole number from 0 to 200,000, not 5/2
    4 |   a: {conv: 8, kernel: 1, repeat: $depth / 2}
      |                                   ^^^^^^^^^^""",
    ),
    "first without repeat": (
        """\
input: 3x32x32
layers:
  a: {conv: 8, kernel: 1, first: {stride: 2}}
""",
        """\
my.yaml:3:27: error: 'first' needs 'repeat': it says what is different in the first iteration
    3 |   a: {conv: 8, kernel: 1, first: {stride: 2}}
      |                           ^^^^^""",
    ),
    "first odd": (
        """\
input: 3x32x32
layers:
  a: {conv: 8, kernel: 1, repeat: 2, first: {strid: 2}}
  b: {layers: [relu], repeat: 2, first: {stride: 2}}
  c: {conv: 8, kernel: 1, repeat: 2, first: 2}
""",
        """\
my.yaml:3:46: error: conv has no 'strid'
    3 |   a: {conv: 8, kernel: 1, repeat: 2, first: {strid: 2}}
      |                                              ^^^^^
  did you mean 'stride'?
my.yaml:4:34: error: 'first' goes with a repeated operation or block, not with 'layers'
    4 |   b: {layers: [relu], repeat: 2, first: {stride: 2}}
      |                                  ^^^^^
  in its layers use $index == 0
my.yaml:5:45: error: 'first' is a mapping of what is different in the first iteration
    5 |   c: {conv: 8, kernel: 1, repeat: 2, first: 2}
      |                                             ^
  for example first: {stride: 2}""",
    ),
    "layers missing": (
        """\
input: 3x32x32
""",
        """\
my.yaml:1:1: error: the spec has no 'layers'
    1 | input: 3x32x32
      | ^
  for example layers: {C1: {conv: 6, kernel: 5}}""",
    ),
    "input missing": (
        """\
layers: [relu]
""",
        """\
my.yaml:1:1: error: the spec has no 'input'
    1 | layers: [relu]
      | ^
  for example input: 3x224x224""",
    ),
    "everything missing": (
        """\
architecture: x
""",
        """\
my.yaml:1:1: error: the spec has no 'input'
    1 | architecture: x
      | ^
  for example input: 3x224x224
my.yaml:1:1: error: the spec has no 'layers'
    1 | architecture: x
      | ^
  for example layers: {C1: {conv: 6, kernel: 5}}""",
    ),
    "layers empty": (
        """\
input: 3x32x32
layers:
""",
        """\
my.yaml:2:8: error: there are no layers here
    2 | layers:
      |        ^
  for example layers: {C1: {conv: 6, kernel: 5}}""",
    ),
    "layers empty list": (
        """\
input: 3x32x32
layers: []
""",
        """\
my.yaml:2:9: error: there are no layers here
    2 | layers: []
      |         ^
  for example layers: {C1: {conv: 6, kernel: 5}}""",
    ),
    "layers text": (
        """\
input: 3x32x32
layers: conv
""",
        """\
my.yaml:2:9: error: layers are a mapping of names to layers, or a list of layers
    2 | layers: conv
      |         ^^^^
  write name: layer, or - layer""",
    ),
    "input wrong": (
        """\
input: 224
layers: [{conv: 8, kernel: 3}]
""",
        """\
my.yaml:2:10: error: layer 'conv' on 224: conv takes CxL or CxHxW or CxDxHxW, and 224 arrives
    2 | layers: [{conv: 8, kernel: 3}]
      |          ^
  the network's input is 224; an image is written 3x224x224""",
    ),
    "input wrong 2": (
        """\
input: 3x0x224
layers: [relu]
""",
        """\
my.yaml:1:8: error: '3x0x224' is not a shape: every size is at least 1, not 0
    1 | input: 3x0x224
      |        ^^^^^^^""",
    ),
    "input wrong 3": (
        """\
input: 1x3x224x224x7
layers: [relu]
""",
        """\
my.yaml:1:8: error: '1x3x224x224x7' is not a shape: it has 5 sizes; a sample has channels and up to 3 axes
    1 | input: 1x3x224x224x7
      |        ^^^^^^^^^^^^^""",
    ),
    "input map": (
        """\
input: {c: 3}
layers: [relu]
""",
        """\
my.yaml:1:8: error: an input shape is missing here
    1 | input: {c: 3}
      |        ^
  for example input: 3x224x224""",
    ),
    "input stars": (
        """\
input: 3*224*224
layers: [relu]
""",
        """\
my.yaml:1:8: error: '3*224*224' is not a shape; write channels first, for example 3x224x224
    1 | input: 3*224*224
      |        ^^^^^^^^^
  write 3x224x224""",
    ),
    "input channels last": (
        """\
input: 224x224x3
layers: [{conv: 8, kernel: 3, groups: 3}]
""",
        """\
my.yaml:2:10: error: layer 'conv' on 224x224x3: 8 filters do not divide into 3 groups
    2 | layers: [{conv: 8, kernel: 3, groups: 3}]
      |          ^
  the input's channels come first: did you mean 3x224x224?""",
    ),
    "variant hole": (
        """\
input: 3x32x32
variants:
  s: {width: 8, depth: 2}
  m: {width: 16}
layers: [{conv: $width, kernel: 1, repeat: $depth}]
""",
        """\
my.yaml:4:3: error: variant 'm' does not say 'depth', which other variants do
    4 |   m: {width: 16}
      |   ^
  give it here, or a default under 'knobs'""",
    ),
    "variant odd": (
        """\
input: 3x32x32
variants:
  s: 3
  m m: {width: 16}
  l: {in: 3, input: 5:5}
layers: [relu]
""",
        """\
my.yaml:3:6: error: variant 's' is a mapping of its variables
    3 |   s: 3
      |      ^
  for example s: {width: 64}
my.yaml:4:3: error: 'm m' cannot be the name of a network
    4 |   m m: {width: 16}
      |   ^^^
  letters, digits, _, - and . make a name
my.yaml:5:7: error: a variable cannot be called 'in'
    5 |   l: {in: 3, input: 5:5}
      |       ^^
  that word means something else
my.yaml:5:21: error: '5:5' is not a shape; write channels first, for example 3x224x224
    5 |   l: {in: 3, input: 5:5}
      |                     ^^^
  write 5x5""",
    ),
    "variants list": (
        """\
input: 3x32x32
variants: [a, b]
layers: [relu]
""",
        """\
my.yaml:2:11: error: 'variants' is a mapping: the columns of the family's table: name of each network, and its variables
    2 | variants: [a, b]
      |           ^""",
    ),
    "unknown top key": (
        """\
inputs: 3x32x32
layer: [relu]
author: me
""",
        """\
my.yaml:1:1: error: a spec has no 'inputs'
    1 | inputs: 3x32x32
      | ^^^^^^
  did you mean 'input'?
my.yaml:2:1: error: a spec has no 'layer'
    2 | layer: [relu]
      | ^^^^^
  did you mean 'layers'?
my.yaml:3:1: error: a spec has no 'author'
    3 | author: me
      | ^^^^^^
  it has architecture, family, about, paper, input, knobs, variants, defaults, blocks, layers, outputs, published""",
    ),
    "layer name dot": (
        """\
input: 3x32x32
layers:
  a.b: relu
  input: relu
  'a b': relu
""",
        """\
my.yaml:3:3: error: 'a.b' cannot be the name of a layer
    3 |   a.b: relu
      |   ^^^
  letters, digits, _ and - make a name
my.yaml:4:3: error: 'input' cannot be the name of a layer
    4 |   input: relu
      |   ^^^^^
  'input' is what comes in: the network's or the block's input
my.yaml:5:3: error: 'a b' cannot be the name of a layer
    5 |   'a b': relu
      |   ^^^^^
  letters, digits, _ and - make a name""",
    ),
    "empty layer": (
        """\
input: 3x32x32
layers:
  C1:
  relu:
""",
        """\
my.yaml:3:3: error: layer 'C1' says nothing, and no operation is called so
    3 |   C1:
      |   ^^
  for example C1: {conv: 6, kernel: 5}""",
    ),
    "empty map layer": (
        """\
input: 3x32x32
layers:
  C1: {}
  b: []
  c: ''
""",
        """\
my.yaml:3:7: error: nothing here says which operation it is
    3 |   C1: {}
      |       ^
  for example {conv: 64, kernel: 3}
my.yaml:5:6: error: a layer is expected, not ''
    5 |   c: ''
      |      ^^
  for example {conv: 64, kernel: 3}""",
    ),
    "knobs odd": (
        """\
input: 3x32x32
knobs: {in: 3, '2x': 4, a: {default: 3, choice: [1]}, b: {choices: 3}, c: {default: 5, choices: [1, 2]}}
layers: [relu]
""",
        """\
my.yaml:2:9: error: a variable cannot be called 'in'
    2 | knobs: {in: 3, '2x': 4, a: {default: 3, choice: [1]}, b: {choices: 3}, c: {default: 5, choices: [1, 2]}}
      |         ^^
  that word means something else
my.yaml:2:16: error: a variable cannot be called '2x'
    2 | knobs: {in: 3, '2x': 4, a: {default: 3, choice: [1]}, b: {choices: 3}, c: {default: 5, choices: [1, 2]}}
      |                ^^^^
  letters, digits and _ make a name
my.yaml:2:41: error: knob 'a' has no 'choice'
    2 | knobs: {in: 3, '2x': 4, a: {default: 3, choice: [1]}, b: {choices: 3}, c: {default: 5, choices: [1, 2]}}
      |                                         ^^^^^^
  did you mean 'choices'?
my.yaml:2:68: error: the choices of knob 'b' are a list
    2 | knobs: {in: 3, '2x': 4, a: {default: 3, choice: [1]}, b: {choices: 3}, c: {default: 5, choices: [1, 2]}}
      |                                                                    ^
my.yaml:2:85: error: knob 'c' cannot be 5
    2 | knobs: {in: 3, '2x': 4, a: {default: 3, choice: [1]}, b: {choices: 3}, c: {default: 5, choices: [1, 2]}}
      |                                                                                     ^
  it is one of 1, 2""",
    ),
    "published odd": (
        """\
input: 3x32x32
layers: [relu]
published:
  - {quantity: parameters, value: 60M}
  - {quantity: parms, value: 60M, table: Table 1}
  - 60M
  - {quantity: parameters, value: many, table: T1, colour: 3}
""",
        """\
my.yaml:4:5: error: a published figure needs 'table'
    4 |   - {quantity: parameters, value: 60M}
      |     ^
  for example {quantity: parameters, value: 60M, table: Table 1}
my.yaml:6:5: error: a published figure is a mapping
    6 |   - 60M
      |     ^^^
  for example {quantity: parameters, value: 60M, table: Table 1}
my.yaml:7:35: error: the value of a published figure is a number, not many
    7 |   - {quantity: parameters, value: many, table: T1, colour: 3}
      |                                   ^^^^
  for example 60M, 4.1G, 23,520 or 28x28x6
my.yaml:7:52: error: a published figure has no 'colour'
    7 |   - {quantity: parameters, value: many, table: T1, colour: 3}
      |                                                    ^^^^^^
  it has quantity, value, layer, table, convention, reason, at""",
    ),
    "published map": (
        """\
input: 3x32x32
layers: [relu]
published: {quantity: parameters}
""",
        """\
my.yaml:3:12: error: 'published' is a list of figures
    3 | published: {quantity: parameters}
      |            ^
  write each after '- ', for example {quantity: parameters, value: 60M, table: Table 1}""",
    ),
    "paper odd": (
        """\
input: 3x32x32
layers: [relu]
paper: {titel: X, year: soon}
""",
        """\
my.yaml:3:9: error: paper has no 'titel'
    3 | paper: {titel: X, year: soon}
      |         ^^^^^
  did you mean 'title'?
my.yaml:3:25: error: the year is a number such as 2015, not soon
    3 | paper: {titel: X, year: soon}
      |                         ^^^^""",
    ),
    "paper text": (
        """\
input: 3x32x32
layers: [relu]
paper: He et al.
""",
        """\
my.yaml:3:8: error: 'paper' is a mapping: where it was published: title, authors, year, url
    3 | paper: He et al.
      |        ^^^^^^^^^""",
    ),
    "takes odd": (
        """\
input: 3x32x32
blocks:
  u: {takes: out, layers: [relu]}
  v: {takes: [out, in, kernel], layers: [relu]}
  w: {takes: {conv: 3}, layers: [relu]}
  x: {take: [a], layers: [relu]}
layers: [relu]
""",
        """\
my.yaml:3:14: error: 'takes' is a mapping of arguments to defaults, or a list of arguments
    3 |   u: {takes: out, layers: [relu]}
      |              ^^^
  for example takes: [out]
my.yaml:4:20: error: a variable cannot be called 'in'
    4 |   v: {takes: [out, in, kernel], layers: [relu]}
      |                    ^^
  that word means something else
my.yaml:5:15: error: a variable cannot be called 'conv'
    5 |   w: {takes: {conv: 3}, layers: [relu]}
      |               ^^^^
  that word means something else
my.yaml:6:7: error: block 'x' has no 'take'
    6 |   x: {take: [a], layers: [relu]}
      |       ^^^^
  did you mean 'takes'?""",
    ),
    "defaults odd": (
        """\
input: 3x32x32
defaults:
  cnov: {kernel: 3}
  conv: {kernl: 3, stride: -1}
  add: {norm: batch}
  linear: 3
layers: [relu]
""",
        """\
my.yaml:3:3: error: there is no operation 'cnov' with fields
    3 |   cnov: {kernel: 3}
      |   ^^^^
  did you mean 'conv'?
my.yaml:4:10: error: conv has no 'kernl'
    4 |   conv: {kernl: 3, stride: -1}
      |          ^^^^^
  did you mean 'kernel'?
my.yaml:4:28: error: 'stride' of conv: it must be at least 1, not -1
    4 |   conv: {kernl: 3, stride: -1}
      |                            ^^
my.yaml:5:3: error: there is no operation 'add' with fields
    5 |   add: {norm: batch}
      |   ^^^
  did you mean 'pad'?
my.yaml:6:11: error: the defaults of linear are a mapping of its fields
    6 |   linear: 3
      |           ^
  for example linear: {activation: relu}""",
    ),
    "norm odd": (
        """\
input: 3x32x32
layers:
  a: {conv: 8, kernel: 1, norm: btach}
  b: {conv: 8, kernel: 1, activation: rleu}
  c: {conv: 8, kernel: 1, norm: true}
  d: {maxpool: 2, norm: batch, activation: [relu]}
""",
        """\
my.yaml:3:33: error: 'btach' is no norm
    3 |   a: {conv: 8, kernel: 1, norm: btach}
      |                                 ^^^^^
  did you mean 'batch'?
my.yaml:4:39: error: 'rleu' is no activation
    4 |   b: {conv: 8, kernel: 1, activation: rleu}
      |                                       ^^^^
  did you mean 'relu'?
my.yaml:5:33: error: 'true' is no norm
    5 |   c: {conv: 8, kernel: 1, norm: true}
      |                                 ^^^^
  known norms: batch, instance, layer, none
my.yaml:6:44: error: activation is one word
    6 |   d: {maxpool: 2, norm: batch, activation: [relu]}
      |                                            ^
  for example activation: relu, or activation: {leaky_relu: 0.1}""",
    ),
    "activations of others": (
        """\
input: 3x32x32
layers:
  a: {conv: 8, kernel: 1, norm: bn, activation: silu}
  b: {conv: 8, kernel: 1, activation: h_swish}
  c: {conv: 8, kernel: 1, activation: linear}
  d: {conv: 8, kernel: 1, activation: softplus}
  e: {conv: 8, kernel: 1, activation: {softplus: }}
""",
        """\
my.yaml:3:33: error: 'bn' is no norm
    3 |   a: {conv: 8, kernel: 1, norm: bn, activation: silu}
      |                                 ^^
  did you mean 'batch'?
my.yaml:3:49: error: 'silu' is no activation
    3 |   a: {conv: 8, kernel: 1, norm: bn, activation: silu}
      |                                                 ^^^^
  did you mean 'swish'?
my.yaml:4:39: error: 'h_swish' is no activation
    4 |   b: {conv: 8, kernel: 1, activation: h_swish}
      |                                       ^^^^^^^
  did you mean 'hard_swish'?
my.yaml:5:39: error: 'linear' is no activation
    5 |   c: {conv: 8, kernel: 1, activation: linear}
      |                                       ^^^^^^
  did you mean 'none'?
my.yaml:6:39: error: 'softplus' is no activation
    6 |   d: {conv: 8, kernel: 1, activation: softplus}
      |                                       ^^^^^^^^
  known activations: elu, gelu, hard_sigmoid, hard_swish, leaky_relu, mish, none, prelu, relu, relu6, scaled_tanh, selu, sigmoid, softmax, swish, tanh
my.yaml:7:40: error: 'softplus' is no activation
    7 |   e: {conv: 8, kernel: 1, activation: {softplus: }}
      |                                        ^^^^^^^^
  known activations: as above""",
    ),
    "operations of others": (
        """\
input: 3x32x32
layers:
  instance_norm:
  a: {LSTM: 3, hidden: 2}
  b: droppath
""",
        """\
my.yaml:3:3: error: layer 'instance_norm' says nothing, and no operation is called so
    3 |   instance_norm:
      |   ^^^^^^^^^^^^^
  did you mean 'instancenorm'?
my.yaml:4:7: error: there is no operation or block 'LSTM'
    4 |   a: {LSTM: 3, hidden: 2}
      |       ^^^^
  not supported: there are no recurrent layers
my.yaml:5:6: error: there is no operation, block or layer 'droppath'
    5 |   b: droppath
      |      ^^^^^^^^
  leave it out: it does nothing at inference""",
    ),
    "fields beside": (
        """\
input: 3x32x32
layers:
  a: {conv: 8, kernel: 1, activation: {leaky_relu: 2}}
  b: {conv: 8, kernel: 1, activation: {leaky_relu: {slop: 0.1}}}
  c: {conv: 8, kernel: 1, norm: {batchnorm: {affine: false}}}
  d: {conv: 8, kernel: 1, norm: {batch: 3}}
  e: {conv: 8, kernel: 1, activation: {relu: , tanh: }}
""",
        """\
my.yaml:3:52: error: 'slope' of leaky_relu: a number from 0 to 1 is expected, not 2
    3 |   a: {conv: 8, kernel: 1, activation: {leaky_relu: 2}}
      |                                                    ^
my.yaml:4:53: error: leaky_relu has no 'slop'
    4 |   b: {conv: 8, kernel: 1, activation: {leaky_relu: {slop: 0.1}}}
      |                                                     ^^^^
  did you mean 'slope'?
my.yaml:5:34: error: 'batchnorm' is no norm
    5 |   c: {conv: 8, kernel: 1, norm: {batchnorm: {affine: false}}}
      |                                  ^^^^^^^^^
  did you mean 'batch'?
my.yaml:6:41: error: batchnorm takes no value
    6 |   d: {conv: 8, kernel: 1, norm: {batch: 3}}
      |                                         ^
  it has affine
my.yaml:7:39: error: activation is one word, with its fields
    7 |   e: {conv: 8, kernel: 1, activation: {relu: , tanh: }}
      |                                       ^
  for example activation: relu, or activation: {leaky_relu: 0.1}""",
    ),
    "when odd": (
        """\
input: 3x32x32
layers:
  a: {relu: , when: $in}
""",
        """\
my.yaml:3:21: error: 'when' needs true or false, not 3
    3 |   a: {relu: , when: $in}
      |                     ^^^
  compare it: x > 0""",
    ),
    "when word": (
        """\
input: 3x32x32
layers:
  a: {relu: , when: yes}
  b: {relu: , when: 3}
""",
        """\
my.yaml:3:21: error: 'when' needs true or false, not yes
    3 |   a: {relu: , when: yes}
      |                     ^^^
  for example when: $stride == 2
my.yaml:4:21: error: 'when' needs true or false, not 3
    4 |   b: {relu: , when: 3}
      |                     ^
  for example when: $stride == 2""",
    ),
    "auxiliary odd": (
        """\
input: 3x32x32
layers:
  a: {auxiliary: {linear: 10}}
  b: {auxiliary: [flatten, {linear: 10}], loss: 3}
  c: {auxiliary: }
""",
        """\
my.yaml:4:43: error: 'auxiliary' has no 'loss'
    4 |   b: {auxiliary: [flatten, {linear: 10}], loss: 3}
      |                                           ^^^^
  nothing else goes with 'auxiliary'
my.yaml:5:18: error: a layer is missing here
    5 |   c: {auxiliary: }
      |                  ^
  for example relu, or {conv: 64, kernel: 3}""",
    ),
    "add odd": (
        """\
input: 3x32x32
layers:
  a: {add: 3}
  b: {add: [relu]}
  c: {add: }
  d: {add: [relu, identity], from: [a, b]}
  e: {concat: []}
""",
        """\
my.yaml:3:12: error: add takes a list of branches
    3 |   a: {add: 3}
      |            ^
  for example add: [identity, [{conv: 64, kernel: 3, padding: same}, relu]]
my.yaml:4:12: error: add needs at least 2 branches, not 1
    4 |   b: {add: [relu]}
      |            ^
  for the unchanged input write identity
my.yaml:5:6: error: add takes a list of branches, or 'from' with several layers
    5 |   c: {add: }
      |      ^
  for example add: [identity, [{conv: 64, kernel: 3, padding: same}, relu]]
my.yaml:6:40: error: add has branches, so 'from' names the one layer they start from
    6 |   d: {add: [relu, identity], from: [a, b]}
      |                                        ^
my.yaml:7:15: error: concat needs at least a branch, not 0
    7 |   e: {concat: []}
      |               ^
  for example concat: [identity, [{conv: 64, kernel: 3, padding: same}, relu]]""",
    ),
    "crop odd": (
        """\
input: 3x32x32
layers:
  a: {conv: 4, kernel: 3}
  b: {crop: 2}
  c: {crop: [a, identity, a]}
  d: {crop: , from: [a, a, a]}
  e: crop
""",
        """\
my.yaml:4:13: error: crop takes a list of branches
    4 |   b: {crop: 2}
      |             ^
  the layer that is cropped, and one of the size that is wanted: crop: [down1, up1]
my.yaml:5:13: error: crop takes 2 branches, not 3
    5 |   c: {crop: [a, identity, a]}
      |             ^
  the layer that is cropped, and one of the size that is wanted: crop: [down1, up1]
my.yaml:6:13: error: crop takes 2 branches, not 3
    6 |   d: {crop: , from: [a, a, a]}
      |             ^
  the layer that is cropped, and one of the size that is wanted: crop: [down1, up1]
my.yaml:7:6: error: crop takes a list of branches, or 'from' with several layers
    7 |   e: crop
      |      ^^^^
  the layer that is cropped, and one of the size that is wanted: crop: [down1, up1]""",
    ),
    "crop to a larger map": (
        """\
input: 3x32x32
layers:
  a: {conv: 4, kernel: 3}
  b: {crop: [a, input]}
""",
        """\
my.yaml:4:6: error: layer 'b' on 4x30x30 and 3x32x32: 4x30x30 cannot be cropped to 3x32x32
    4 |   b: {crop: [a, input]}
      |      ^
  the first branch is cropped, to the size of the second
my.yaml:4:14: branch 1 of 2 gives 4x30x30
    4 |   b: {crop: [a, input]}
      |              ^
my.yaml:4:17: branch 2 of 2 gives 3x32x32
    4 |   b: {crop: [a, input]}
      |                 ^^^^^""",
    ),
    "outputs odd": (
        """\
input: 3x32x32
layers:
  a: {conv: 4, kernel: 3}
outputs: a
""",
        """\
my.yaml:4:10: error: 'outputs' is a list of layers
    4 | outputs: a
      |          ^
  for example outputs: [boxes, classes]""",
    ),
    "outputs unknown": (
        """\
input: 3x32x32
layers:
  a: {conv: 4, kernel: 3}
outputs: [a, aa.b, {conv: 3}]
""",
        """\
my.yaml:4:14: error: there is no layer 'aa.b'
    4 | outputs: [a, aa.b, {conv: 3}]
      |              ^^^^
  known layers: a
my.yaml:4:20: error: the name of a layer is expected here
    4 | outputs: [a, aa.b, {conv: 3}]
      |                    ^""",
    ),
    "nothing to add": (
        """\
input: 3x32x32
layers:
  - add
""",
        """\
my.yaml:3:5: error: add takes a list of branches, or 'from' with several layers
    3 |   - add
      |     ^^^
  for example add: [identity, [{conv: 64, kernel: 3, padding: same}, relu]]""",
    ),
    "relu with value": (
        """\
input: 3x32x32
layers:
  a: {relu: 3}
  b: {flatten: true}
""",
        """\
my.yaml:3:13: error: relu takes no value
    3 |   a: {relu: 3}
      |             ^
  write it as 'relu'
my.yaml:4:16: error: flatten takes no value
    4 |   b: {flatten: true}
      |                ^^^^
  write it as 'flatten'""",
    ),
    "given twice": (
        """\
input: 3x32x32
layers:
  a: {conv: 8, filters: 9, kernel: 1}
""",
        """\
my.yaml:3:16: error: 'filters' of conv is given twice
    3 |   a: {conv: 8, filters: 9, kernel: 1}
      |                ^^^^^^^
  it is what follows 'conv:'""",
    ),
    "layers in layer": (
        """\
input: 3x32x32
layers:
  a: {layers: 3}
  b: {layers: [relu], kernel: 3}
""",
        """\
my.yaml:3:15: error: layers are a mapping of names to layers, or a list of layers
    3 |   a: {layers: 3}
      |               ^
  write name: layer, or - layer
my.yaml:4:23: error: 'layers' has no 'kernel'
    4 |   b: {layers: [relu], kernel: 3}
      |                       ^^^^^^
  nothing else goes with 'layers'""",
    ),
    "several documents": (
        """\
input: 3x32x32
layers: [relu]
---
input: 3x32x32
""",
        """\
my.yaml:3:1: error: a second document begins here
    3 | ---
      | ^^^
  a spec is one document: one file each""",
    ),
    "empty": (
        """\
""",
        """\
error: my.yaml: this file is empty""",
    ),
    "scalar doc": (
        """\
hello
""",
        """\
my.yaml:1:1: error: a spec is a mapping
    1 | hello
      | ^^^^^
  its keys are architecture, family, about, paper, input, knobs, variants, defaults, blocks, layers, outputs, published""",
    ),
    "list doc": (
        """\
- relu
- conv
""",
        """\
my.yaml:1:1: error: a spec is a mapping
    1 | - relu
      | ^
  its keys are architecture, family, about, paper, input, knobs, variants, defaults, blocks, layers, outputs, published""",
    ),
    "missing dash": (
        """\
input: 3x32x32
layers:
  relu
  conv
""",
        """\
my.yaml:3:3: error: layers are a mapping of names to layers, or a list of layers
    3 |   relu
      |   ^
  write name: layer, or - layer""",
    ),
    "block without name": (
        """\
input: 3x32x32
layers:
  - {kernel: 3, stride: 2}
  - {from: input}
  - {from: [input, input]}
  - {repeat: 3}
""",
        """\
my.yaml:3:5: error: nothing here says which operation it is
    3 |   - {kernel: 3, stride: 2}
      |     ^
  for example {conv: 64, kernel: 3}
my.yaml:5:5: error: 'from' with several layers goes with a join
    5 |   - {from: [input, input]}
      |     ^
  for example {add: , from: [a, b]}
my.yaml:6:5: error: nothing here says which operation it is
    6 |   - {repeat: 3}
      |     ^
  for example {conv: 64, kernel: 3}""",
    ),
    "bad index": (
        """\
input: 3x8x8
knobs: {depths: [1, 2]}
layers:
  a: {repeat: '$depths[2]', conv: 8, kernel: 1}
""",
        """\
my.yaml:4:24: error: index 2 is out of range: the list has 2 items
    4 |   a: {repeat: '$depths[2]', conv: 8, kernel: 1}
      |                        ^""",
    ),
    "unquoted index": (
        """\
input: 3x8x8
knobs: {depths: [1, 2]}
layers:
  a: {repeat: $depths[1], conv: 8, kernel: 1}
""",
        """\
my.yaml:4:22: error: '[' cannot stand inside an unquoted value here
    4 |   a: {repeat: $depths[1], conv: 8, kernel: 1}
      |                      ^
  inside { } and [ ] write such an expression in quotes""",
    ),
    "two knobs list": (
        """\
input: 3x8x8
knobs: {depths: [1, 2]}
layers:
  a: {conv: $depths, kernel: 1}
""",
        """\
my.yaml:4:13: error: layer 'a': 'filters' of conv: a whole number is expected, not [1, 2]
    4 |   a: {conv: $depths, kernel: 1}
      |             ^^^^^^^""",
    ),
    "from several": (
        """\
input: 3x32x32
layers:
  a: relu
  b: {conv: 8, kernel: 1, from: [a, input]}
""",
        """\
my.yaml:4:37: error: 'conv' takes one layer, and 'from' names 2
    4 |   b: {conv: 8, kernel: 1, from: [a, input]}
      |                                     ^^^^^
  add, concat, crop and multiply take several""",
    ),
    "list too long": (
        """\
input: 3x32x32
knobs: {widths: [8, 16]}
layers:
  a: {repeat: 3, conv: '$widths[$index]', kernel: 1}
""",
        """\
my.yaml:4:33: error: index 2 is out of range: the list has 2 items
    4 |   a: {repeat: 3, conv: '$widths[$index]', kernel: 1}
      |                                 ^^^^^^
my.yaml:4:6: iteration 2 of 3, repeated here
    4 |   a: {repeat: 3, conv: '$widths[$index]', kernel: 1}
      |      ^""",
    ),
    "block in the third repeat": (
        """\
input: 3x32x32
blocks:
  unit:
    takes: [size]
    layers:
      - {conv: 4, kernel: $size}
layers:
  stage: {unit: 8 * $index + 1, repeat: 6}
""",
        """\
my.yaml:6:9: error: layer 'stage.3.conv' on 4x8x8: the kernel does not fit along the height: it spans 25, the input is 8 + padding 0 + 0 = 8
    6 |       - {conv: 4, kernel: $size}
      |         ^
  smallest fix: padding 9, or kernel 8
my.yaml:8:10: in block 'unit', used here
    8 |   stage: {unit: 8 * $index + 1, repeat: 6}
      |          ^
my.yaml:8:10: iteration 3 of 6, repeated here
    8 |   stage: {unit: 8 * $index + 1, repeat: 6}
      |          ^""",
    ),
    "variant knob": (
        """\
input: 3x32x32
knobs: {norm: {default: batch, choices: [batch, none]}}
variants:
  s: {norm: bn}
layers: [relu]
""",
        """\
my.yaml:4:13: error: knob 'norm' cannot be bn
    4 |   s: {norm: bn}
      |             ^^
  it is one of batch, none""",
    ),
    "dynamic block": (
        """\
input: 3x32x32
knobs: {kind: unti}
blocks:
  unit: {layers: [relu]}
layers:
  a: {block: $kind}
""",
        """\
my.yaml:6:14: error: there is no block 'unti'
    6 |   a: {block: $kind}
      |              ^^^^^
  did you mean 'unit'?""",
    ),
    "dynamic argument": (
        """\
input: 3x32x32
knobs: {kind: unit}
blocks:
  unit: {takes: [out], layers: [{conv: $out, kernel: 1}]}
layers:
  a: {block: $kind, width: 3}
  b: {block: $kind}
""",
        """\
my.yaml:6:28: error: block 'unit' does not take 'width'
    6 |   a: {block: $kind, width: 3}
      |                            ^
  known arguments: out""",
    ),
    "gate of other channels": (
        """\
input: 64x8x8
layers:
  se:
    multiply:
      - identity
      - [global_avgpool, {conv: 4, kernel: 1}, relu, {conv: $in, kernel: 1}, sigmoid]
""",
        """\
my.yaml:4:5: error: layer 'se' on 64x8x8 and 4x1x1: the branches of multiply do not fit: 64x8x8 and 4x1x1
    4 |     multiply:
      |     ^
  the channels differ, 64 and 4: a gate has as many as what it multiplies, or one
my.yaml:5:9: branch 1 of 2 gives 64x8x8
    5 |       - identity
      |         ^^^^^^^^
my.yaml:6:9: branch 2 of 2 gives 4x1x1
    6 |       - [global_avgpool, {conv: 4, kernel: 1}, relu, {conv: $in, kernel: 1}, sigmoid]
      |         ^
my.yaml:6:61: $in is 4 here, the channels that arrive at this layer; 64 arrive at the join (a block's 'takes: {channels: $in}' keeps those)
    6 |       - [global_avgpool, {conv: 4, kernel: 1}, relu, {conv: $in, kernel: 1}, sigmoid]
      |                                                             ^^^""",
    ),
    "branch left out": (
        """\
input: 3x8x8
layers:
  sum:
    add:
      k3: {conv: 8, kernel: 3, padding: same}
      id: {batchnorm: , when: $in == 8}
""",
        """\
my.yaml:4:5: error: layer 'sum' on 8x8x8 and 3x8x8: the branches of add do not fit: 8x8x8 and 3x8x8
    4 |     add:
      |     ^
  the channels differ: a 1x1 convolution with 8 filters on the narrower branch fits
my.yaml:5:11: branch 1 of 2 gives 8x8x8
    5 |       k3: {conv: 8, kernel: 3, padding: same}
      |           ^
my.yaml:6:11: branch 2 of 2 is left out by its 'when' and stands for its input, 3x8x8 ('if' removes a branch)
    6 |       id: {batchnorm: , when: $in == 8}
      |           ^""",
    ),
    "if": (
        """\
input: 3x8x8
layers:
  a: {relu: , if: true}
  b: [tanh, {relu: , if: $in}]
  c: {add: [identity, {relu: , if: 3}]}
  d: {auxiliary: {relu: , if: true}}
""",
        """\
my.yaml:3:19: error: 'if' leaves a branch out of its join, and this is no branch
    3 |   a: {relu: , if: true}
      |                   ^^^^
  a layer is left out with 'when'
my.yaml:4:26: error: 'if' leaves a branch out of its join, and this is no branch
    4 |   b: [tanh, {relu: , if: $in}]
      |                          ^^^
  a layer is left out with 'when'
my.yaml:5:36: error: 'if' needs true or false, not 3
    5 |   c: {add: [identity, {relu: , if: 3}]}
      |                                    ^
  for example if: $stride == 2
my.yaml:6:31: error: 'if' leaves a branch out of its join, and this is no branch
    6 |   d: {auxiliary: {relu: , if: true}}
      |                               ^^^^
  a layer is left out with 'when'""",
    ),
    "if of a number": (
        """\
input: 3x8x8
layers: [{add: [identity, relu, {tanh: , if: $in}]}]
""",
        """\
my.yaml:2:46: error: 'if' needs true or false, not 3
    2 | layers: [{add: [identity, relu, {tanh: , if: $in}]}]
      |                                              ^^^
  compare it: x > 0""",
    ),
    "if leaves too few": (
        """\
input: 3x8x8
layers:
  - add: [identity, {relu: , if: $in > 8}]
""",
        """\
my.yaml:3:5: error: add needs at least 2 branches, and 1 of its 2 is there
    3 |   - add: [identity, {relu: , if: $in > 8}]
      |     ^
  a 'when' beside the whole join leaves all of it out
my.yaml:3:34: this branch is left out by its 'if'
    3 |   - add: [identity, {relu: , if: $in > 8}]
      |                                  ^^^^^^^""",
    ),
    "from of what is left out": (
        """\
input: 3x8x8
layers:
  a: {conv: 3, kernel: 1}
  b: {conv: 5, kernel: 1}
  s: {identity: , from: a, when: 1 > 2}
  c: {conv: 4, kernel: 1}
""",
        """\
my.yaml:6:6: error: is it 'a' that this takes? The layer before it is left out, and its 'from' names 'a'
    6 |   c: {conv: 4, kernel: 1}
      |      ^
  write from: s if it is, or else name the layer that it takes
my.yaml:5:34: this 'when' is false
    5 |   s: {identity: , from: a, when: 1 > 2}
      |                                  ^^^^^""",
    ),
    "dynamic activation": (
        """\
input: 3x32x32
knobs: {act: rleu}
layers:
  a: {conv: 8, kernel: 1, activation: $act}
""",
        """\
my.yaml:4:39: error: 'rleu' is no activation
    4 |   a: {conv: 8, kernel: 1, activation: $act}
      |                                       ^^^^
  did you mean 'relu'?""",
    ),
}


def told(text):
    """What is said about a spec."""
    with pytest.raises(ArchcalcError) as caught:
        spec = read_source("my.yaml", text)
        for name in names_in(spec):
            expand(choose(spec, name, {}))
    return str(caught.value)


@pytest.mark.parametrize(("text", "message"), CASES.values(), ids=CASES)
def test_message(text, message):
    assert told(text) == message


def test_messages_are_calm_and_speak_no_python():
    for text, _ in CASES.values():
        for line in told(text).splitlines():
            _, error, said = line.partition("error: ")
            if error and not said.startswith("my.yaml"):
                assert said[0].islower() or not said[0].isalpha(), said
            words = {"NoneType", "Traceback", "Fraction", "tuple", "None", "self"}
            assert not words & set(line.split()), line


def test_what_there_is_need_not_be_done_otherwise():
    assert not {key.replace("_", "") for key in OPERATIONS} & FOREIGN.keys()


KNOBS = """\
input: 3x8x8
knobs: {classes: 10, on: false, norm: {default: batch, choices: [batch, none]}}
layers:
  conv: {conv: 8, kernel: 1, norm: $norm}
  gap: global_avgpool
  flatten:
  fc: {linear: $classes}
"""

REFUSED_KNOBS = [
    ({"clases": 5}, "error: there is no knob 'clases'\n  did you mean 'classes'?"),
    ({"classes": "many"}, "error: knob 'classes' is a number, not 'many'\n  its default is 10"),
    ({"on": "yes"}, "error: knob 'on' is true or false, not 'yes'\n  its default is false"),
    ({"on": 2}, "error: knob 'on' is true or false, not '2'\n  its default is false"),
    ({"norm": "layer"}, "error: knob 'norm' cannot be layer\n  it is one of batch, none"),
]


@pytest.mark.parametrize(("knobs", "message"), REFUSED_KNOBS)
def test_a_wrong_knob_is_named(tmp_path, knobs, message):
    path = tmp_path / "my.yaml"
    path.write_text(KNOBS)
    with pytest.raises(ArchcalcError) as caught:
        archcalc.load(str(path), **knobs)
    assert str(caught.value) == message


def test_a_knob_that_is_true_or_false_takes_1_and_0(tmp_path):
    path = tmp_path / "my.yaml"
    path.write_text(KNOBS)
    found = [archcalc.load(str(path), on=value).knobs["on"] for value in (1, 0, 1.0, True)]
    assert found == [True, False, True, True]
    assert all(isinstance(value, bool) for value in found)


def test_a_list_item_that_does_not_fit_names_the_field():
    assert "'filters' of conv" in told("input: 3x8x8\nlayers: [{conv: [1, 2], kernel: 1}]\n")


def test_a_skipped_layer_stands_for_its_input():
    spec = """
input: 3x8x8
layers:
  a: {conv: 3, kernel: 1, when: false}
  b: relu
  c: {add: [a, b]}
"""
    analysis = archcalc.analyze(choose(read_source("my.yaml", spec), None, {}))
    assert [row.name for row in analysis.layers] == ["b", "c"]


def test_figures_belong_to_a_variant():
    spec = """\
input: 3x8x8
variants: {a: {}, b: {}}
layers: {relu: }
published:
  - {quantity: macs, value: 1, table: T}
"""
    with pytest.raises(ArchcalcError) as caught:
        read_source("my.yaml", spec)
    assert str(caught.value) == (
        "my.yaml:4:1: error: a spec with variants has no figures of its own\n"
        "    4 | published:\n"
        "      | ^^^^^^^^^\n"
        "  write them inside of the variants: which network are they about?"
    )
