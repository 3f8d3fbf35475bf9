"""The spec language: from YAML text to layers that know where they stand."""
