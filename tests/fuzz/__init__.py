"""Fuzzing: random networks before the engine and before torch, and random bytes before every reader.

`python -m tests.fuzz networks` compares random networks with torch, `commands` runs all commands on them, and `texts`
mutates what readers read; `make fuzz` does all three. The tests beside this file run some of each, and what was found.
"""
