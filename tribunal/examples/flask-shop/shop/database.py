"""Tables, and the rows that a shop begins with."""

import os

from sqlalchemy import CheckConstraint, ForeignKey, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship, scoped_session, sessionmaker


def url():
    named = os.environ.get("DATABASE_URL", "postgresql:///shop")
    return named.replace("postgresql://", "postgresql+psycopg://", 1)


engine = create_engine(url())
sessions = scoped_session(sessionmaker(engine))


class Base(DeclarativeBase):
    pass


class Product(Base):
    __tablename__ = "products"
    __table_args__ = (CheckConstraint("price > 0"), CheckConstraint("stock >= 0"))
    id: Mapped[int] = mapped_column(primary_key=True)
    sku: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    category: Mapped[str]
    price: Mapped[int]
    stock: Mapped[int]


class Customer(Base):
    __tablename__ = "customers"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    email: Mapped[str] = mapped_column(unique=True)


class Order(Base):
    __tablename__ = "orders"
    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"))
    state: Mapped[str] = mapped_column(default="placed")
    lines: Mapped[list["Line"]] = relationship(order_by="Line.id")


class Line(Base):
    __tablename__ = "lines"
    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"))
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id"))
    quantity: Mapped[int]
    product: Mapped[Product] = relationship()


def fill(session):
    cup = Product(sku="cup", name="Cup", category="kitchen", price=450, stock=12)
    pan = Product(sku="pan", name="Pan", category="kitchen", price=2900, stock=1)
    lamp = Product(sku="lamp", name="Lamp", category="light", price=3500, stock=5)
    ada = Customer(name="Ada", email="ada@example.org")
    session.add_all([cup, pan, lamp, ada, Customer(name="Blaise", email="blaise@example.org")])
    session.flush()
    session.add(Order(customer_id=ada.id, lines=[Line(product=cup, quantity=2)]))
    session.flush()


def prepare():
    Base.metadata.create_all(engine)
    with sessions() as session, session.begin():
        if session.scalar(select(Product).limit(1)) is None:
            fill(session)
