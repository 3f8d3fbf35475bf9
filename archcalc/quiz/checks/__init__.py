"""What must not be left open: each check refuses with its reason."""
