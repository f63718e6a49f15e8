project = "Awful"
extensions = ["eventnotes.book"]
book_documents = [("index", "awful.pdf", "Awful 𓀁", "Nobody", "manual")]
