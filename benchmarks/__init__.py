"""Measurements: one module for each group, with a ``run()`` that yields ``Measurement``s. Run by ``make bench``."""
