project = "Others"
author = "Nobody"
today = "Jan 2, 2020"
extensions = [
    "eventnotes.book",
    "sphinx.ext.graphviz",
    "sphinx.ext.inheritance_diagram",
    "sphinx.ext.todo",
    "sphinx_copybutton",
    "sphinx_design",
    "sphinx_tabs.tabs",
    "sphinxcontrib.bibtex",
    "sphinxcontrib.mermaid",
]
todo_include_todos = True
bibtex_bibfiles = ["books.bib"]
copybutton_prompt_text = ">>> "
