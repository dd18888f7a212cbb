"""Data sets that reading is measured on, one module each: `measure(reader, path)` reads the set, `compare(rows, readings)` gives the figures."""
