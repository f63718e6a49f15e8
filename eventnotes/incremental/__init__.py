"""What is written again after an edit, and a build that was cut off or lost a page.

In: what the last build knew; out: the pages to write again, and the files to remove.
"""
