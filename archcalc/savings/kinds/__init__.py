"""One file for each kind of construction: the pattern on the flat graph, the plain equivalent, the closed form.

All patterns run through the norms, activations and dropout between two layers (`Web.onward`), and need every
tensor inside to be used by nothing outside. A file offers `KIND`, whose `find` yields constructions that share
no layer with each other.
"""
