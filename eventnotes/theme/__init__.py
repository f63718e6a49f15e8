"""The HTML theme: templates, styles and scripts, safe under a strict Content-Security-Policy.

In: Sphinx's template context; out: pages without inline scripts or styles.
"""
