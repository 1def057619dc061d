"""Converts click logs with DuckDB: see duckdb.sql.

    duckdb_alerts.py INPUT OUTPUT [THREADS]    converts, on one thread if no number is given
    duckdb_alerts.py                           only starts, so that the cost of starting can be subtracted
"""
import pathlib
import sys

import duckdb

connection = duckdb.connect()
if len(sys.argv) > 2:
    statements = pathlib.Path(__file__).with_name("duckdb.sql").read_text()
    for name, path in zip(("INPUT", "OUTPUT"), sys.argv[1:3]):
        statements = statements.replace(f"'{name}'", "'" + path.replace("'", "''") + "'")
    threads = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    connection.execute(statements.replace("THREADS", str(threads)))
