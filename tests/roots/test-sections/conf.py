project = "Sections"
extensions = ["eventnotes", "myst_parser"]
html_theme = "eventnotes"
html_baseurl = "https://example.org/"
eventnotes_layout = ["{event}#{talk}", "meetups/{date}-{event}#{talk}", "days/{event}#*/{talk}"]
