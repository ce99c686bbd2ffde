"""Hooks that do next to nothing, for both tools."""

import dredd_hooks as hooks


@hooks.before_each
def before(transaction):
    transaction["request"]["headers"]["X-Suite"] = "bench"


@hooks.after_each
def after(transaction):
    if transaction["real"]["statusCode"] >= 500:
        transaction["fail"] = "a server error"
