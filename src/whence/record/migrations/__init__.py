"""The steps that make a record and bring an older one up, run by `whence.record.connection`; never imported by name."""
