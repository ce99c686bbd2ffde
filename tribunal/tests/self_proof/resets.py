"""Hooks that reset the database before each transaction, as suites for Dredd have them, beside a server with a pool."""

import os
import sys

import dredd_hooks as hooks
from sqlalchemy import text

sys.path.insert(0, os.getcwd())

from shop.database import Base, engine, fill, sessions  # noqa: E402


@hooks.before_each
def fresh(transaction):
    if os.environ["RESET"] == "schema":
        with engine.begin() as database:
            database.execute(text("DROP SCHEMA public CASCADE; CREATE SCHEMA public"))
    else:
        Base.metadata.drop_all(engine)
    Base.metadata.create_all(engine)
    with sessions() as session, session.begin():
        fill(session)
