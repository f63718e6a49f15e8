"""What ``conf.py`` may say: one table of settings, with their checks.

In: Sphinx's configuration; out: valid values, or one error that names every invalid setting.
"""
