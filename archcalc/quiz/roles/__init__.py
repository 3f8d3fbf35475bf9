"""Which number plays which role, by patterns over the kinds of tokens."""
