"""The benchmarks, run by `make bench`."""
