"""Drivers for public labelled sets, one a module; `python -m bench.public` runs them.

The sets are not part of this repository: their folder is given, or lies beside the checkout. Each module has
`measure(folder)`, which answers rows of what was measured; nothing is copied or learned from a set.
"""
