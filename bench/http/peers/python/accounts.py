"""What both applications in Python do alike: settings, statements, tokens. Statements are numbered as asyncpg has them."""

import hashlib
import os
import time
import uuid
from base64 import urlsafe_b64encode
from datetime import datetime, timedelta, timezone

import argon2
import jwt

DATABASE_URL = os.environ["DATABASE_URL"]
DATABASE_CONNECTIONS = int(os.environ["DATABASE_CONNECTIONS"])
SECRET = os.environ["SECRET"]
ACCESS = 24 * 3600
REFRESH = 30 * 24 * 3600

COLUMNS = "id, uuid, username, email, active, admin, created_at, updated_at"
ONE = f"SELECT {COLUMNS} FROM users WHERE id = $1 AND deleted_at IS NULL"
LIST = f"SELECT {COLUMNS} FROM users WHERE deleted_at IS NULL AND id < $1 ORDER BY id DESC LIMIT $2"
BY_NAME = f"SELECT {COLUMNS}, password_hash FROM users WHERE lower(username) = lower($1) AND deleted_at IS NULL"
STILL = "SELECT id FROM users WHERE id = $1 AND deleted_at IS NULL AND active AND password_hash = $2 FOR UPDATE"
OPEN = "INSERT INTO login_sessions (user_id, created_at, expires_at) VALUES ($1, $2, $3) RETURNING id"
REMEMBER = "INSERT INTO refresh_tokens (session_id, digest, created_at, expires_at) VALUES ($1, $2, $3, $4)"
LIVE = """SELECT users.id FROM login_sessions JOIN users ON users.id = login_sessions.user_id
          WHERE login_sessions.id = $1 AND revoked_at IS NULL AND expires_at > $2 AND active AND deleted_at IS NULL"""
# One statement, which is one transaction: the job, and the notification of whoever waits for one.
ENQUEUE = """WITH job AS (INSERT INTO jobs (id, kind, payload, owner_id, state, attempts, created_at, run_at)
             VALUES ($1, 'deliver_message', $2, $3, 'queued', 0, $4, (extract(epoch FROM now()) * 1000)::bigint)
             RETURNING id) SELECT pg_notify('plenary', 'queue') FROM job"""
LAST_ID = 2**63 - 1

_hasher = argon2.PasswordHasher()


def is_right(password, password_hash):
    """Whether the password belongs to the hash, by the parameters in the hash."""
    try:
        return _hasher.verify(password_hash, password)
    except argon2.exceptions.VerificationError:
        return False


def moment(value):
    """RFC 3339 in UTC, with microseconds."""
    return value.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def span():
    """Now, and when a session that is opened now ends."""
    now = datetime.now(timezone.utc)
    return now, now + timedelta(seconds=REFRESH)


def digest(jti):
    """What the database keeps of a refresh token."""
    return urlsafe_b64encode(hashlib.sha256(jti.bytes).digest()).rstrip(b"=").decode()


def issue(kind, seconds, user, session, jti):
    """A signed token, of the same claims as Plenary's, so that one token opens every contender."""
    now = int(time.time())
    claims = {"sub": str(user), "iat": now, "exp": now + seconds, "jti": str(jti), "sid": session, "kind": kind}
    return jwt.encode(claims, SECRET, algorithm="HS256")


def tokens(user, session, jti):
    """Access token, refresh token, and the headers with the session cookie."""
    access = issue("access", ACCESS, user, session, uuid.uuid4())
    refresh = issue("refresh", REFRESH, user, session, jti)
    cookie = issue("session", REFRESH, user, session, uuid.uuid4())
    cookie = f"plenary_session={cookie}; Path=/; Max-Age={REFRESH}; HttpOnly; SameSite=Strict"
    return access, refresh, {"Set-Cookie": cookie, "Cache-Control": "no-store"}


def read(header):
    """What a live access token in the header Authorization says; None if there is none."""
    scheme, _, token = (header or "").partition(" ")
    if scheme != "Bearer":
        return None
    try:
        claims = jwt.decode(token, SECRET, algorithms=["HS256"])
    except jwt.InvalidTokenError:
        return None
    return claims if claims.get("kind") == "access" else None


def next_page(limit, rows):
    """The `start` of the next page, with its header, once the row that was read too many is cut off."""
    if len(rows) <= limit:
        return None, {}
    rows.pop()
    start = rows[-1]["id"]
    return start, {"Link": f'</users?limit={limit}&start={start}>; rel="next"'}
