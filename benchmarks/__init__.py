"""What the project's speed is measured by; `make bench` runs it."""
