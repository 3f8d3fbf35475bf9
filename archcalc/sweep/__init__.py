"""Thousands to millions of configurations of one network, with the figures of each.

- `axes`, `plan`, `grid`: what is swept, what can be refused at once, and the grid cut into boxes
- `lanes`, `each`: a value for each configuration as one object, and what is computed once per combination
- `operations`, `making`, `expanding`: the engine's own walk and operations, run on lanes
- `figures`, `liveness`, `run`: parameters, MACs, FLOPs, activations and memory of every configuration
- `choose`, `rows`: budgets, fronts and order; the result as rows and files
- `folder`, `progress`, `cluster`: results in parts, continued after an interruption, on one machine or many
- `fit`: the largest setting within a budget

How it is fast and exact. A network's numbers factorise: channels follow from some knobs, map sizes from the
resolution, costs from both. So the engine itself (`expand`, the operations, the formulas) runs once with
arrays that are as large as what a number depends on. Expressions of the spec are evaluated by the language's own
exact arithmetic, once for each distinct combination of the variables they read. Where the configurations decide
differently (a branch appears, a depth changes, shapes do not fit) they are split into groups that agree, and each
group is walked on its own. Nothing is sampled, fitted or restated.

It imports NumPy: commands load it when they run.
"""
