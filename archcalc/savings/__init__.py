"""Economical constructions in a network, and what they save against plain convolutions.

A construction is a few layers that do the work of one plain (dense) layer with the same input and output at
less cost: a 1x1 bottleneck, groups, a depthwise and a pointwise convolution, stacked or factorised kernels,
an inverted residual, global pooling in front of a classifier.

- `web`: the graph read forwards: what takes a layer's output
- `closed`: ratios as closed forms, recorded, printed with letters and numbers, evaluated exactly
- `construction`: what is found, and how its cost and that of its plain equivalent are counted
- `kinds`: one file for each kind of construction, with the pattern it looks for
- `registry`: all kinds; what is found in a graph, and what counts in the network's total
- `account`: the totals; `tables`, `data`, `words`: as text and data; `by_hand`: one construction typed in

Counts come from the operations (`tensors`, `cost`) alone. What is counted, everywhere:

- a construction holds its layers from the first convolution to the last, and the norms and activations between
  them, which the plain layer does without; a norm behind the last one stays, since the output is the same;
- the plain layer has a bias if the layer it stands for has one.
"""

from archcalc.savings.account import Account, account
from archcalc.savings.construction import Construction, Kind
from archcalc.savings.registry import KINDS, constructions

__all__ = ["KINDS", "Account", "Construction", "Kind", "account", "constructions"]
