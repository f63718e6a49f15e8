extensions = ["eventnotes"]
html_theme = "eventnotes"
numfig = True
