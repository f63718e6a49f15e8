project = "Event Notes"
project_copyright = "2013, Ann Example"
author = "Ann Example"
extensions = ["eventnotes"]
html_theme = "eventnotes"
html_show_sphinx = False
html_theme_options = {"edit_url": "https://example.org/edit/{filename}"}
