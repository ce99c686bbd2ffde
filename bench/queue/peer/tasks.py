"""The peer's jobs: one that delivers a message, one that does nothing, one that says when it ran."""

import json
import time
from datetime import datetime, timezone

import psycopg
import redis
from celery import Celery

import settings

celery = Celery("tasks", broker=settings.REDIS_URL)
celery.conf.update(
    task_ignore_result=True,
    broker_connection_retry_on_startup=True,
    worker_hijack_root_logger=False,
)
if settings.AT_LEAST_ONCE:
    celery.conf.update(
        task_acks_late=True,
        task_reject_on_worker_lost=True,
        worker_prefetch_multiplier=1,
    )

_connection = None


def connection():
    """One for each process that executes tasks, opened after the fork."""
    global _connection
    if _connection is None or _connection.closed:
        _connection = psycopg.connect(settings.DATABASE_URL, autocommit=True)
    return _connection


def fault(content):
    """Why the content cannot be delivered."""
    if not isinstance(content, dict) or content.get("type") != "text":
        return "invalid type"
    text = content.get("text")
    if not isinstance(text, str) or not text.strip() or len(text) > 10_000:
        return "invalid text"
    return None


@celery.task(autoretry_for=(psycopg.OperationalError,), retry_backoff=True, max_retries=10)
def deliver(sender, recipient, content):
    """The message, a receipt and the news, or a notification of what is wrong: in one transaction."""
    now = datetime.now(timezone.utc)
    with connection().transaction(), connection().cursor() as cursor:
        cursor.execute("SELECT id FROM users WHERE id = ANY(%s) AND active", ([sender, recipient],))
        wrong = fault(content) if len({sender, recipient} - {row[0] for row in cursor}) == 0 else "no such user"
        if wrong:
            notify(cursor, [(sender, wrong, True, None, now)])
            return
        cursor.execute(
            "INSERT INTO messages (sender_id, recipient_id, content, created_at) VALUES (%s, %s, %s, %s) RETURNING id",
            (sender, recipient, json.dumps(content), now),
        )
        data = json.dumps({"message_id": cursor.fetchone()[0]})
        notify(
            cursor,
            [(sender, "Your message was delivered.", False, data, now), (recipient, "You have a message.", False, data, now)],
        )


def notify(cursor, rows):
    values = ", ".join(["(%s, 10095, %s, %s, %s, %s)"] * len(rows))
    cursor.execute(
        f"INSERT INTO notifications (user_id, code, message, is_error, data, created_at) VALUES {values}",
        [value for row in rows for value in row],
    )


@celery.task
def noop():
    """Nothing: what remains is the queue."""


@celery.task
def mark(name):
    """Writes down when it ran."""
    redis.from_url(settings.REDIS_URL).set(name, time.time())
