"""Reports: what archcalc knows of a network, or of the whole zoo, as files that can be read and computed with.

- `subject`: a network that a report is about, and the name of its files
- `network`: the Markdown page of one network; `comparison`: of a few; `zoo`: the pages about all of them
- `frames`: tables as pandas frames and CSV; `templates/`: how the Markdown pages read
- `files`: all files of a report, by name; `folder`: writing them whole or not at all, and checking them
- `words`: Korean

Nothing here works a number out: it comes from the analysis, the savings account, the published figures or the
question bank.
"""

from archcalc.report.files import FORMATS, several_files, zoo_files
from archcalc.report.folder import Difference, check_folder, write_folder
from archcalc.report.subject import Subject, subjects

__all__ = [
    "FORMATS",
    "Difference",
    "Subject",
    "check_folder",
    "several_files",
    "subjects",
    "write_folder",
    "zoo_files",
]
