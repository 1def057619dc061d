"""Converts click logs with DuckDB: see duckdb.sql.

    duckdb_alerts.py INPUT OUTPUT    converts
    duckdb_alerts.py                 only starts, so that the cost of starting can be subtracted
"""
import pathlib
import sys

import duckdb

connection = duckdb.connect()
if len(sys.argv) == 3:
    statements = pathlib.Path(__file__).with_name("duckdb.sql").read_text()
    for name, path in zip(("INPUT", "OUTPUT"), sys.argv[1:]):
        statements = statements.replace(f"'{name}'", "'" + path.replace("'", "''") + "'")
    connection.execute(statements)
