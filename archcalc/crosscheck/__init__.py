"""The torch side: builds a graph as a torch module, measures it, and compares the figures with the engine's.

torch is imported in this package and nowhere else, and this package only by the commands that need it.
`build` works from the graph alone: what is compared later was not computed by the engine.
"""
