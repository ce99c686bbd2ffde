"""Customers."""

from flask import Blueprint, request
from sqlalchemy import select

from .database import Customer, Order, sessions
from .errors import Problem, invalid

routes = Blueprint("customers", __name__)


def shown(customer):
    return {"id": customer.id, "name": customer.name, "email": customer.email}


def find(number):
    customer = sessions.get(Customer, number)
    if customer is None:
        raise Problem(404, f"There is no customer {number}.")
    return customer


@routes.get("/customers")
def list_customers():
    return {"customers": [shown(customer) for customer in sessions.scalars(select(Customer).order_by(Customer.id))]}


@routes.post("/customers")
def add_customer():
    body = request.get_json()
    texts = {key: body.get(key) if isinstance(body.get(key), str) else "" for key in ("name", "email")}
    invalid({key for key, text in texts.items() if not text} | (set() if "@" in texts["email"] else {"email"}))
    if sessions.scalar(select(Customer).where(Customer.email == texts["email"])):
        raise Problem(409, "That address has a customer already.")
    customer = Customer(**texts)
    sessions.add(customer)
    sessions.commit()
    return {"customer": shown(customer)}, 201, {"Location": f"/customers/{customer.id}"}


@routes.get("/customers/<int:number>")
def get_customer(number):
    return {"customer": shown(find(number))}


@routes.get("/customers/<int:number>/orders")
def list_orders_of_customer(number):
    from .orders import shown as shown_order

    find(number)
    orders = sessions.scalars(select(Order).where(Order.customer_id == number).order_by(Order.id))
    return {"orders": [shown_order(order) for order in orders]}
