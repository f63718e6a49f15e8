project = "Записки"
author = "Олена"
extensions = ["eventnotes", "myst_parser"]
html_theme = "alabaster"
myst_enable_extensions = ["fieldlist"]

eventnotes_layout = ["**/{event}/sessions/{talk}"]
eventnotes_event_page = "about"
eventnotes_field_names = {"Authors": "Speakers", "When": "Date", "Room": "Venue"}
eventnotes_people = {"山田 太郎": ["Taro Yamada"]}
eventnotes_topics_page = "words"
