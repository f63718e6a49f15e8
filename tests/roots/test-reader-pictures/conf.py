project = "Event Notes"
project_copyright = "2013, Ann Example"
author = "Ann Example"
extensions = ["eventnotes"]
html_theme = "eventnotes"
html_show_sphinx = False
html_context = {"display_github": True, "github_user": "ann", "github_repo": "notes", "github_version": "main", "conf_py_path": "/"}
