"""The HTML theme: templates, styles and scripts for a strict Content-Security-Policy.

In: Sphinx's template context; out: pages without inline scripts and styles.
"""
