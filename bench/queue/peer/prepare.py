"""Makes the tables and the users."""

import pathlib

import psycopg

import settings

with psycopg.connect(settings.DATABASE_URL) as connection:
    connection.execute(pathlib.Path("schema.sql").read_text())
