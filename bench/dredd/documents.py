"""The documents: one to take the time of, one with a case for each kind of verdict, one that aborts a run."""

import json

CAT = {"type": "object", "required": ["name", "age"], "properties": {"name": {"type": "string", "minLength": 1}, "age": {"type": "integer", "minimum": 0}}}
TOM = {"name": "Tom", "age": 3}


def content(example=None, schema=None, kind="application/json"):
    media = {key: value for key, value in (("schema", schema), ("example", example)) if value is not None}
    return {"content": {kind: media}}


def document(title, paths, **more):
    return {"openapi": "3.0.3", "info": {"title": title, "version": "1"}, "paths": paths, **more}


def hundred():
    """Fifty reads and fifty writes, which both tools understand."""
    item = {"type": "object", "required": ["id", "name"], "properties": {"id": {"type": "integer"}, "name": {"type": "string"}}}
    note = {"type": "object", "required": ["id", "item_id"], "properties": {"id": {"type": "integer"}, "item_id": {"type": "integer"}}}
    paths = {}
    for n in range(1, 51):
        read = {"responses": {"200": {"description": "ok", **content({"id": n, "name": f"item {n}"}, item)}}}
        write = {
            "requestBody": content({"text": "hello"}, {"type": "object"}),
            "responses": {"201": {"description": "ok", **content({"id": 1, "item_id": n}, note)}},
        }
        paths[f"/items/{n}"] = {"get": read}
        paths[f"/items/{n}/notes"] = {"post": write}
    return document("Hundred", paths)


# What is asked for, and whether the service keeps its promise; `None`: the document alone cannot ask for it.
CASES = {}


def case(path, right, operation, method="get", **item):
    CASES[path] = right
    return {path: {method: operation, **item}}


def verdicts():
    ok = {"description": "ok"}
    cat = {**ok, **content(TOM, CAT)}

    def response(**more):
        return {"responses": {"200": {**ok, **content(**more)}}}

    number = {"name": "id", "in": "path", "required": True, "schema": {"type": "integer"}, "example": 1}
    no_item = {"description": "unknown", **content({"error": "no such item"})}
    all_of = {"allOf": [{"type": "object", "required": ["name"], "properties": {"name": {"type": "string", "example": "Tom"}}},
                        {"type": "object", "required": ["age"], "properties": {"age": {"type": "integer", "example": 3}}}]}
    fields = {"type": "object", "required": ["name"], "properties": {"name": {"type": "string", "example": "Tom"}}}
    created = {"responses": {"201": cat}}
    enum = {"type": "object", "required": ["state"], "properties": {"state": {"type": "string", "enum": ["here", "away"]}}}
    total = {"X-Total": {"required": True, "schema": {"type": "integer"}, "example": 1}}
    paths = {
        **case("/healthy", True, {"responses": {"200": cat}}),
        **case("/wrong-status", False, {"responses": {"200": cat}}),
        **case("/wrong-type", False, {"responses": {"200": cat}}),
        **case("/missing-key", False, response(example=TOM, schema=CAT)),
        **case("/wrong-value-type", False, response(example=TOM, schema=CAT)),
        **case("/below-minimum", False, response(example=TOM, schema=CAT)),
        **case("/not-in-enum", False, response(example={"state": "here"}, schema=enum)),
        **case("/too-short", False, response(example=TOM, schema=CAT)),
        **case("/undocumented-null", False, response(example=TOM, schema=CAT)),
        **case("/no-header", False, {"responses": {"200": {**cat, "headers": total}}}),
        **case("/with-header", True, {"responses": {"200": {**cat, "headers": total}}}),
        **case("/not-empty", False, {"responses": {"200": {"description": "without content"}}}),
        **case("/teapot", True, {"responses": {"default": {"description": "anything", **content({"error": "a teapot"})}}}),
        **case("/all-of", True, {"requestBody": content(schema=all_of), **created}, "post"),
        **case("/generated", True, {"requestBody": content(schema=CAT), **created}, "post"),
        **case("/form", True, {"requestBody": content(schema=fields, kind="application/x-www-form-urlencoded"), **created}, "post"),
        **case("/multipart", True, {"requestBody": content(schema=fields, kind="multipart/form-data"), **created}, "post"),
        # The second has its own expectation: see `truth`.
        **case("/items/{id}", True, {"responses": {"200": {**ok, **content({"id": 1, "name": "item 1"})}, "404": no_item, "422": no_item}}, parameters=[number]),
    }
    return document("Verdicts", paths)


def named_examples():
    """A required parameter that has named examples only, as OpenAPI 3 allows."""
    number = {"name": "id", "in": "path", "required": True, "schema": {"type": "integer"}, "examples": {"first": {"value": 1}, "unknown": {"value": 99}}}
    first = {"first": {"value": {"id": 1, "name": "item 1"}}}
    unknown = {"unknown": {"value": {"error": "no such item"}}}
    responses = {
        "200": {"description": "ok", "content": {"application/json": {"examples": first}}},
        "404": {"description": "unknown", "content": {"application/json": {"examples": unknown}}},
    }
    healthy = {"responses": {"200": {"description": "ok", **content(TOM, CAT)}}}
    return document("Named", {"/healthy": {"get": healthy}, "/items/{id}": {"get": {"responses": responses}, "parameters": [number]}})


def truth(name):
    """What a right tool says of a transaction: pass, fail, or that the document cannot ask for it."""
    path, status = name.split(" > ")[0], name.split(" > ")[2]
    if path == "/teapot":
        # `default` stands for every status that is not documented by itself: there is nothing to expect.
        return "none"
    if path == "/items/{id}" and status != "200":
        return "untested"
    return "pass" if CASES[path] else "fail"


def write(folder):
    for name, made in (("hundred.json", hundred()), ("verdicts.json", verdicts()), ("named.json", named_examples())):
        (folder / name).write_text(json.dumps(made, indent=1))
