"""The solver's own reading of the rules: arrays, prices, insertion and neighbourhood search."""
