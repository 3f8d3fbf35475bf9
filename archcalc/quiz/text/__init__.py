"""From a text to tokens with positions."""
