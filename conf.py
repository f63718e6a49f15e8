"""Settings of this site: https://www.sphinx-doc.org/en/master/usage/configuration.html."""

project = "Event Notes"
author = "Jathan McCollum"
project_copyright = "2012-2013, Jathan McCollum"
version = release = "1.1"

extensions = ["eventnotes", "myst_parser", "sphinx_rtd_theme", "sphinx.ext.doctest"]
include_patterns = [
    "*.rst",
    "CONTRIBUTING.md",
    "conferences/**",
    "docs/**",
]
exclude_patterns = [".*", "_build", "node_modules", "docs/adr"]

html_theme = "sphinx_rtd_theme"
html_static_path = ["_static"]
latex_documents = [("index", "eventnotes.tex", "Event Notes Documentation", author, "manual")]
