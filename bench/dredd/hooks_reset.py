"""Hooks that give each transaction a fresh database, as suites for Dredd do: over a connection that stays open, and so
faster than the process that many of them start."""

import os
import sys

import dredd_hooks as hooks
import psycopg

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from schema import recreate  # noqa: E402

database = psycopg.connect(os.environ["BENCH_DATABASE"], autocommit=True, prepare_threshold=None)


@hooks.before_each
def fresh(transaction):
    database.execute(recreate())
