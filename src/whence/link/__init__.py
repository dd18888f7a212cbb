"""One happening, many tellings: which reports are copies of one text, which claims tell of one happening, and where their accounts part."""
