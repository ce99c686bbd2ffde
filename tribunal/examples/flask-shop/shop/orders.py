"""Orders."""

from flask import Blueprint, request
from sqlalchemy import select

from .database import Line, Order, Product, sessions
from .errors import Problem, invalid
from .customers import find as find_customer

routes = Blueprint("orders", __name__)


def shown(order):
    return {
        "id": order.id,
        "customer_id": order.customer_id,
        "state": order.state,
        "lines": [{"sku": line.product.sku, "quantity": line.quantity} for line in order.lines],
        "total": sum(line.quantity * line.product.price for line in order.lines),
    }


def find(number):
    order = sessions.get(Order, number)
    if order is None:
        raise Problem(404, f"There is no order {number}.")
    return order


@routes.post("/orders")
def place_order():
    body = request.get_json()
    wrong = set()
    if not isinstance(body.get("customer_id"), int):
        wrong.add("customer_id")
    lines = body.get("lines")
    quantities = [line.get("quantity") for line in lines] if isinstance(lines, list) else []
    if not quantities or not all(isinstance(quantity, int) and quantity > 0 for quantity in quantities):
        wrong.add("lines")
    invalid(wrong)
    order = Order(customer_id=find_customer(body["customer_id"]).id)
    for line in lines:
        product = sessions.scalar(select(Product).where(Product.sku == line.get("sku")).with_for_update())
        if product is None:
            raise Problem(404, f"There is no product {line.get('sku')}.")
        if product.stock < line["quantity"]:
            raise Problem(409, f"Of {product.sku} there are only {product.stock}.")
        product.stock -= line["quantity"]
        order.lines.append(Line(product=product, quantity=line["quantity"]))
    sessions.add(order)
    sessions.commit()
    return {"order": shown(order)}, 201, {"Location": f"/orders/{order.id}"}


@routes.get("/orders/<int:number>")
def get_order(number):
    return {"order": shown(find(number))}


@routes.post("/orders/<int:number>/cancel")
def cancel_order(number):
    order = find(number)
    if order.state != "placed":
        raise Problem(409, f"The order is {order.state}.")
    order.state = "cancelled"
    for line in order.lines:
        line.product.stock += line.quantity
    sessions.commit()
    return {"order": shown(order)}
