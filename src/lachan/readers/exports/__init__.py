"""Tables as an operator's systems export them (CSV, XLSX, Parquet), brought to canonical columns.

What is the same for every kind of record stands here; `readers.subscribers` and `readers.calls` say what their own
columns, headers, words and forms are.
"""
