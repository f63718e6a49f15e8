project = "Awful"
extensions = ["eventnotes.book"]
book_documents = [("index", "awful.pdf", "Awful 名", "Nobody", "manual")]
