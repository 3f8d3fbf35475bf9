"""Practice: fresh questions with a key, their grading, and their export to course systems."""
