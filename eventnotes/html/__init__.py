"""What an HTML page carries beyond its text."""
