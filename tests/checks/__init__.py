"""Tests of the checks: in builds, and on the command line."""
