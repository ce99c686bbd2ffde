"""Waits until the second mark has run, and prints how many seconds lay between the two."""

import sys
import time

import redis

import settings

server = redis.from_url(settings.REDIS_URL)
deadline = time.monotonic() + float(sys.argv[1])
while not server.exists("end"):
    if time.monotonic() > deadline:
        sys.exit("the queue is not empty in time")
    time.sleep(0.05)
print(float(server.get("end")) - float(server.get("begin")))
