"""The HTML report: one file for one network or several, with everything in it and nothing fetched.

- `page`: the whole page, with a content-security policy that allows its own scripts and styles and no others
- `facts`: headline figures, published figures, other conventions, the comparison of several networks
- `tree`: the layer table's lines, folded by the layers' paths
- `derivations`: the working of every number as compact data that the page's script unfolds
- `graphs`: plots as a page with a strict policy can have them
- `words`: Korean; `templates/` and `static/`: the page's HTML, style and script

Without a script the page still has its figures, drawings, tables and plots; the script folds, sorts, filters, and
shows derivations.
"""

from __future__ import annotations

from archcalc.html.page import page

__all__ = ["page"]
