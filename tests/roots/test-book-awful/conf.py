project = "Awful"
extensions = ["eventnotes.book"]
typst_documents = [("index", "awful.pdf", "Awful 𓀁", "Nobody", "manual")]
