"""Time and memory of archcalc, as ratios measured in one run: `make bench`."""
