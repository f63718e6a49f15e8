"""Read the schedules of events: one module for each format, all into one model."""
