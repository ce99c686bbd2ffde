"""Four of Plenary's operations on Plenary's tables, with Flask and psycopg; every statement is prepared at its first use."""

import json
import re
import uuid

import psycopg.rows
from flask import Flask, abort, request
from psycopg_pool import ConnectionPool

import accounts

app = Flask(__name__)
# Keys in the order in which they are written, as everybody else has them; sorting them would only cost.
app.json.sort_keys = False
settings = {"autocommit": True, "prepare_threshold": 0, "row_factory": psycopg.rows.dict_row}
size = accounts.DATABASE_CONNECTIONS
pool = ConnectionPool(accounts.DATABASE_URL, min_size=size, max_size=size, kwargs=settings, open=True)


def statement(text):
    """The statement as psycopg has it. None of ours uses a number twice or out of turn."""
    return re.sub(r"\$\d", "%s", text)


ONE, LIST, BY_NAME, STILL, OPEN, REMEMBER, LIVE, ENQUEUE = map(
    statement,
    [
        accounts.ONE,
        accounts.LIST,
        accounts.BY_NAME,
        accounts.STILL,
        accounts.OPEN,
        accounts.REMEMBER,
        accounts.LIVE,
        accounts.ENQUEUE,
    ],
)


def public(row):
    """What everybody may see of a user."""
    return {
        "id": row["id"],
        "uuid": str(row["uuid"]),
        "username": row["username"],
        "created_at": accounts.moment(row["created_at"]),
        "updated_at": accounts.moment(row["updated_at"]),
    }


def in_full(row):
    """What a user sees of itself."""
    return public(row) | {"email": row["email"], "active": row["active"], "admin": row["admin"]}


@app.get("/users/<int:id>")
def get_user(id):
    with pool.connection() as connection:
        row = connection.execute(ONE, (id,)).fetchone()
    return {"status": "success", "data": {"user": public(row or abort(404))}}


@app.get("/users")
def list_users():
    limit = request.args.get("limit", 100, type=int)
    start = request.args.get("start", accounts.LAST_ID, type=int)
    if not 1 <= limit <= 100:
        abort(400)
    with pool.connection() as connection:
        rows = connection.execute(LIST, (start, limit + 1)).fetchall()
    next_start, headers = accounts.next_page(limit, rows)
    page = {"status": "success", "data": {"users": [public(row) for row in rows]}}
    return page | {"meta": {"limit": limit, "next_start": next_start}}, headers | {"Vary": "Accept"}


@app.post("/login")
def login():
    body = request.get_json()
    with pool.connection() as connection:
        known = connection.execute(BY_NAME, (body["username"],)).fetchone()
    if not known or not accounts.is_right(body["password"], known["password_hash"]):
        abort(401)
    now, end = accounts.span()
    jti = uuid.uuid4()
    with pool.connection() as connection, connection.transaction():
        user = connection.execute(STILL, (known["id"], known["password_hash"])).fetchone() or abort(401)
        session = connection.execute(OPEN, (user["id"], now, end)).fetchone()["id"]
        connection.execute(REMEMBER, (session, accounts.digest(jti), now, end))
    access, refresh, headers = accounts.tokens(user["id"], session, jti)
    data = {"user": in_full(known), "token": access, "refresh_token": refresh}
    return {"status": "success", "data": data, "message": "Successfully logged in."}, headers


@app.post("/messages")
def send_message():
    sender = caller()
    body = request.get_json()
    if not isinstance(body, dict) or not isinstance(body.get("recipient_id"), int):
        abort(400)
    job = uuid.uuid4()
    draft = {"sender_id": sender, "recipient_id": body["recipient_id"], "content": body.get("content")}
    with pool.connection() as connection:
        connection.execute(ENQUEUE, (job, json.dumps(draft), sender, accounts.span()[0]))
    return {"status": "success", "data": {"job_id": str(job)}}, 202, {"Location": f"/jobs/{job}"}


def caller():
    """Who calls: the token must be ours, its session live and its user active."""
    claims = accounts.read(request.headers.get("Authorization")) or abort(401)
    with pool.connection() as connection:
        user = connection.execute(LIVE, (claims["sid"], accounts.span()[0])).fetchone() or abort(401)
    return user["id"] if str(user["id"]) == claims["sub"] else abort(401)
