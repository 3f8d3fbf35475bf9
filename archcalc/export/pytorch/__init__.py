"""PyTorch source that keeps the structure of the spec: a class for each block, a loop for each repeat.

    spec + graph ──walk──> steps ──classes──> definitions ──fusing──> the same, shorter ──source──> text

- `walk` visits the spec's items beside the graph that was expanded from them; a step is an item with its layers.
- `classes` takes all uses of a block side by side (`views`). A number that is equal in all of them is written as it
  is; one that differs as the spec's expression (`expressions`), if that holds for every use, or as an argument of its
  own (`parameters`). A block whose uses differ in more than numbers becomes several classes (`grouping`).
- `modules` writes what runs one after the other as constructor calls and loops; `forward`, with `layers` and `joins`,
  writes the rest as statements.
- `code` is a tree until `layout` makes lines of it, the way `ruff format` would.

Torch is written here, never imported. To add an operation: one line in `operations`.
"""
