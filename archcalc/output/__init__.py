"""Ways out: tables for people (terminal, plain text, Markdown), data for programs (JSON, CSV, frames, HTML).

Everything here turns an `Analysis` or plain rows into text; nothing computes a number of its own.
"""
