"""What an HTML page carries beyond its text: metadata, navigation, related talks, index pages.

In: the domain; out: values for the templates.
"""
