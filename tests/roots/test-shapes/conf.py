project = "Shapes"
extensions = ["eventnotes", "myst_parser"]
eventnotes_layout = ["{event}/{talk}", "{year}/{event}/{talk}"]
