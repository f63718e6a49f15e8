project = "Shapes"
extensions = ["eventnotes", "myst_parser"]
html_theme = "eventnotes"
eventnotes_layout = ["{event}/{talk}", "{year}/{event}/{talk}"]
