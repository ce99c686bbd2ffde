"""Products."""

from flask import Blueprint, request
from sqlalchemy import select

from .database import Line, Product, sessions
from .errors import Problem, invalid

routes = Blueprint("catalogue", __name__)


def shown(product):
    return {
        "sku": product.sku,
        "name": product.name,
        "category": product.category,
        "price": product.price,
        "stock": product.stock,
    }


def find(sku):
    product = sessions.scalar(select(Product).where(Product.sku == sku))
    if product is None:
        raise Problem(404, f"There is no product {sku}.")
    return product


def wrong(body, partial):
    texts = {"name", "category"} | (set() if partial else {"sku"})
    wrong = {key for key in texts if not (isinstance(body.get(key), str) and body[key]) and (key in body or not partial)}
    for key, least in (("price", 1), ("stock", 0)):
        value = body.get(key)
        valid = isinstance(value, int) and not isinstance(value, bool) and value >= least
        if not valid and (key in body or not partial):
            wrong.add(key)
    return wrong


@routes.get("/products")
def list_products():
    limit = request.args.get("limit", "20")
    invalid([] if limit.isdigit() and 1 <= int(limit) <= 100 else ["limit"])
    query = select(Product).order_by(Product.id).limit(int(limit))
    if "category" in request.args:
        query = query.where(Product.category == request.args["category"])
    return {"products": [shown(product) for product in sessions.scalars(query)]}


@routes.post("/products")
def add_product():
    body = request.get_json()
    invalid(wrong(body, partial=False))
    if sessions.scalar(select(Product).where(Product.sku == body["sku"])):
        raise Problem(409, f"There is a product {body['sku']} already.")
    product = Product(**{key: body[key] for key in ("sku", "name", "category", "price", "stock")})
    sessions.add(product)
    sessions.commit()
    return {"product": shown(product)}, 201, {"Location": f"/products/{product.sku}"}


@routes.get("/products/<sku>")
def get_product(sku):
    return {"product": shown(find(sku))}


@routes.patch("/products/<sku>")
def change_product(sku):
    product, body = find(sku), request.get_json()
    invalid(wrong(body, partial=True))
    for key in {"name", "category", "price", "stock"} & body.keys():
        setattr(product, key, body[key])
    sessions.commit()
    return {"product": shown(product)}


@routes.delete("/products/<sku>")
def remove_product(sku):
    product = find(sku)
    if sessions.scalar(select(Line).where(Line.product_id == product.id).limit(1)):
        raise Problem(409, f"The product {sku} has been ordered.")
    sessions.delete(product)
    sessions.commit()
    return "", 204
