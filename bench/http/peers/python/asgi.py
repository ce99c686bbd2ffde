"""Four of Plenary's operations on Plenary's tables, with FastAPI and asyncpg, which prepares and keeps statements itself."""

import asyncio
import json
import uuid
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Annotated, Any, Generic, TypeVar

import asyncpg
from fastapi import FastAPI, Header, HTTPException, Query, Response
from pydantic import BaseModel, PlainSerializer

import accounts

T = TypeVar("T")
Moment = Annotated[datetime, PlainSerializer(accounts.moment, return_type=str)]


class User(BaseModel):
    id: int
    uuid: uuid.UUID
    username: str
    created_at: Moment
    updated_at: Moment


class Account(User):
    email: str
    active: bool
    admin: bool


class One(BaseModel):
    user: User


class Many(BaseModel):
    users: list[User]


class Meta(BaseModel):
    limit: int
    next_start: int | None


class Session(BaseModel):
    user: Account
    token: str
    refresh_token: str


class Job(BaseModel):
    job_id: uuid.UUID


class Envelope(BaseModel, Generic[T]):
    status: str = "success"
    data: T


class Page(Envelope[Many]):
    meta: Meta


class LoggedIn(Envelope[Session]):
    message: str = "Successfully logged in."


class Login(BaseModel):
    username: str
    password: str


class NewMessage(BaseModel):
    recipient_id: int
    content: Any = None


pool: asyncpg.Pool
# As many passwords are hashed at once as there are cores, over all processes.
turns = asyncio.Semaphore(1)


@asynccontextmanager
async def lifespan(_):
    global pool
    size = accounts.DATABASE_CONNECTIONS
    pool = await asyncpg.create_pool(accounts.DATABASE_URL, min_size=size, max_size=size)
    yield
    await pool.close()


app = FastAPI(lifespan=lifespan)


@app.get("/users/{id}")
async def get_user(id: int) -> Envelope[One]:
    row = await pool.fetchrow(accounts.ONE, id)
    if row is None:
        raise HTTPException(404)
    return Envelope(data=One(user=User(**row)))


@app.get("/users")
async def list_users(
    response: Response, limit: Annotated[int, Query(ge=1, le=100)] = 100, start: int = accounts.LAST_ID
) -> Page:
    rows = await pool.fetch(accounts.LIST, start, limit + 1)
    next_start, headers = accounts.next_page(limit, rows)
    response.headers.update(headers | {"Vary": "Accept"})
    return Page(data=Many(users=[User(**row) for row in rows]), meta=Meta(limit=limit, next_start=next_start))


@app.post("/login")
async def login(body: Login, response: Response) -> LoggedIn:
    known = await pool.fetchrow(accounts.BY_NAME, body.username)
    async with turns:
        right = known and await asyncio.to_thread(accounts.is_right, body.password, known["password_hash"])
    if not right:
        raise HTTPException(401)
    now, end = accounts.span()
    jti = uuid.uuid4()
    async with pool.acquire() as connection, connection.transaction():
        user = await connection.fetchval(accounts.STILL, known["id"], known["password_hash"])
        if user is None:
            raise HTTPException(401)
        session = await connection.fetchval(accounts.OPEN, user, now, end)
        await connection.execute(accounts.REMEMBER, session, accounts.digest(jti), now, end)
    access, refresh, headers = accounts.tokens(user, session, jti)
    response.headers.update(headers)
    return LoggedIn(data=Session(user=Account(**known), token=access, refresh_token=refresh))


@app.post("/messages", status_code=202)
async def send_message(
    body: NewMessage, response: Response, authorization: Annotated[str | None, Header()] = None
) -> Envelope[Job]:
    sender = await caller(authorization)
    job = uuid.uuid4()
    payload = json.dumps({"sender_id": sender, "recipient_id": body.recipient_id, "content": body.content})
    now, _ = accounts.span()
    await pool.execute(accounts.ENQUEUE, job, payload, sender, now)
    response.headers["Location"] = f"/jobs/{job}"
    return Envelope(data=Job(job_id=job))


async def caller(header):
    """Who calls: the token must be ours, its session live and its user active."""
    claims = accounts.read(header)
    user = claims and await pool.fetchval(accounts.LIVE, claims["sid"], accounts.span()[0])
    if user is None or str(user) != claims["sub"]:
        raise HTTPException(401)
    return user
