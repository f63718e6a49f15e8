project = "Scripts"
author = "Nobody"
today = "Jan 2, 2020"
extensions = ["eventnotes.book"]
