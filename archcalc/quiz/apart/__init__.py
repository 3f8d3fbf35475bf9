"""One question about several variants of a layer or several designs: each is solved by itself, then all answered."""
