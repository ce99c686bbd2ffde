"""A shop: products, customers and orders, by Flask and SQLAlchemy.

The database is the one that DATABASE_URL names; its tables are made and filled when there are none.
"""

from flask import Flask

from . import catalogue, customers, errors, orders
from .database import prepare, sessions


def create_app():
    prepare()
    app = Flask(__name__)
    app.json.sort_keys = False
    errors.register(app)
    for feature in (catalogue, customers, orders):
        app.register_blueprint(feature.routes)
    # Before the answer goes out, so that nothing of one request is still open when the next one comes.
    app.teardown_appcontext(lambda _: sessions.remove())
    return app
