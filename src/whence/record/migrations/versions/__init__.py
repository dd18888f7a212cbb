"""One module a schema revision. A step only adds to the ledger; what it changes of the projection, it rebuilds."""
