project = "Small"
author = "A Writer"
project_copyright = "2020, A Writer"
release = version = "1.0"
today = "Jan 2, 2020"
extensions = ["eventnotes.book"]
book_documents = [("index", "small.pdf", "Small Documentation", "A Writer", "manual")]
