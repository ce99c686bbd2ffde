"""Prints an access token for each user, in the order of their ids."""

import time

import jwt
import psycopg

import settings

with psycopg.connect(settings.DATABASE_URL) as connection:
    sessions = connection.execute("SELECT id, user_id FROM login_sessions ORDER BY user_id").fetchall()
for session, user in sessions:
    claims = {"sub": str(user), "sid": session, "exp": int(time.time()) + 86_400}
    print(jwt.encode(claims, settings.SECRET, algorithm="HS256"))
