"""Builds after an edit end as clean ones do, and write only the pages that show the edit."""
