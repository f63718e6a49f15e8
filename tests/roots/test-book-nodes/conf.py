import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
project = "Every Node"
author = "Somebody Else"
release = version = "2.0"
today = "Jan 2, 2020"
extensions = ["eventnotes.book", "sphinx.ext.autodoc"]
numfig = True
rst_prolog = ".. |name| replace:: a *substituted* name"
book_documents = [("index", "every-node.pdf", "Every Node & More", r"Somebody Else\andAnother", "manual")]
