"""Measurements, always side by side with a bare library in the same run; see bench/README.md."""
