"""The peer's web app: accepts messages for delivery."""

import jwt
from flask import Flask, abort, request
from psycopg_pool import ConnectionPool

import settings
from tasks import deliver

app = Flask(__name__)
pool = ConnectionPool(settings.DATABASE_URL, min_size=4, max_size=4, kwargs={"autocommit": True}, open=True)

LIVE = """SELECT user_id FROM login_sessions JOIN users ON users.id = user_id
          WHERE login_sessions.id = %s AND revoked_at IS NULL AND expires_at > now() AND active"""


def caller():
    """Who sends: the token must be ours, its session live and its user active, as Plenary asks too."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme != "Bearer":
        abort(401)
    try:
        claims = jwt.decode(token, settings.SECRET, algorithms=["HS256"])
    except jwt.InvalidTokenError:
        abort(401)
    with pool.connection() as connection:
        row = connection.execute(LIVE, (claims["sid"],)).fetchone()
    return row[0] if row else abort(401)


@app.get("/ping")
def ping():
    return {"status": "success"}


@app.post("/messages")
def send_message():
    sender = caller()
    body = request.get_json()
    if not isinstance(body, dict) or not isinstance(body.get("recipient_id"), int):
        abort(400)
    job = deliver.delay(sender, body["recipient_id"], body.get("content"))
    return {"status": "success", "data": {"job_id": job.id}}, 202, {"Location": f"/jobs/{job.id}"}
