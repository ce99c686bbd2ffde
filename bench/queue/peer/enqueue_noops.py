"""Puts no-op tasks between two marks into an empty queue, by several threads, and prints how many seconds that took."""

import sys
import time
from concurrent.futures import ThreadPoolExecutor

import redis

import settings
from tasks import mark, noop

count, threads = int(sys.argv[1]), int(sys.argv[2])


def enqueue(number):
    for _ in range(number):
        noop.delay()


redis.from_url(settings.REDIS_URL).flushall()
mark.delay("begin")
started = time.monotonic()
with ThreadPoolExecutor(threads) as pool:
    list(pool.map(enqueue, [count // threads] * threads))
print(time.monotonic() - started)
mark.delay("end")
