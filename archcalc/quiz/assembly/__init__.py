"""From roles to a scene: the input, the layers with their attributes, how they are wired."""
