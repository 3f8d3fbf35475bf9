"""A network as something other tools read: PyTorch source, an ONNX file, a diagram.

`pytorch` writes source that runs without archcalc and `diagram` writes Graphviz and Mermaid text; both are text
in, text out and never import torch. `onnx` needs torch and onnx, and imports them when it runs.
"""

TARGETS = ("torch", "onnx", "dot", "mermaid")
"""What `archcalc export --to` accepts."""
