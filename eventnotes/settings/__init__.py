"""The settings in ``conf.py``: one table with defaults, checks and help.

In: Sphinx's configuration; out: valid values, or one error that lists every invalid setting.
"""
