"""The database of the service: twelve tables, sixty rows."""

TABLES = ["kinds", "shelves", "items", "notes", "tags", "people", "loans", "fines", "rooms", "visits", "events", "audit"]


def create():
    lines = ["CREATE TABLE items (id serial PRIMARY KEY, name text NOT NULL UNIQUE, changed int NOT NULL DEFAULT 0);"]
    lines.append(
        "CREATE TABLE notes (id serial PRIMARY KEY, item_id int NOT NULL REFERENCES items, text text NOT NULL);"
        "CREATE INDEX ON notes (item_id);"
    )
    for name in TABLES:
        if name not in ("items", "notes"):
            lines.append(
                f"CREATE TABLE {name} (id serial PRIMARY KEY, item_id int REFERENCES items, label text NOT NULL);"
                f"CREATE INDEX ON {name} (item_id); INSERT INTO {name} (label) VALUES ('only');"
            )
    lines.insert(1, "INSERT INTO items (name) SELECT 'item ' || n FROM generate_series(1, 50) n;")
    return "\n".join(lines)


def recreate():
    """What suites for Dredd do between two transactions."""
    return "DROP SCHEMA public CASCADE; CREATE SCHEMA public;\n" + create()
