"""Topics: one small file each. A problem holds what it needs and solves itself with the engine's formulas."""
