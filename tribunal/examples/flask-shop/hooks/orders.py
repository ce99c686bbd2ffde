"""Dredd's hooks, as its users write them."""

import os
import sys

import dredd_hooks as hooks

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

from shop.database import Order, engine, sessions  # noqa: E402


@hooks.before("/orders/{id}/cancel > Cancel an order > 409 > application/json")
def a_shipped_order(transaction):
    """What the document alone cannot provoke: no request ships an order."""
    with sessions() as session, session.begin():
        session.get(Order, 1).state = "shipped"
    # A connection that stays open would only be in the way of the next fresh database.
    engine.dispose()
    transaction["skip"] = False


@hooks.before("/products > List products > 200 > application/json")
def say_who_we_are(transaction):
    transaction["request"]["headers"]["X-Request-Source"] = "contract test"


@hooks.after("/orders > Place an order > 201 > application/json")
def an_order_has_an_address(transaction):
    if not transaction["real"]["headers"].get("location", "").startswith("/orders/"):
        transaction["fail"] = "a new order has no Location"
