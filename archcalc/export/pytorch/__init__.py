"""PyTorch source that keeps the structure of the spec: a class for each block, a loop for each repeat.

    spec + graph ──steps──> item tree ──classes──> classes of code ──fusing──> the same, shorter ──source──> text

`steps` walks the spec's items beside the graph that was expanded from them. `classes` takes all uses of a block
side by side: a number that is equal in all of them is written as it is, one that differs as an expression of the
constructor's arguments if that holds for every use, and as an argument of its own if none does. A block whose uses
differ in more than numbers becomes several classes. Torch is written here, never imported.
"""
