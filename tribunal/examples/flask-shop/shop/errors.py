"""Every error is JSON with a sentence."""

from werkzeug.exceptions import HTTPException


class Problem(Exception):
    """An answer that is an error; `fields` names what is invalid."""

    def __init__(self, status, message, fields=None):
        super().__init__(message)
        self.status, self.message, self.fields = status, message, fields


def register(app):
    @app.errorhandler(Problem)
    def problem(error):
        body = {"error": error.message}
        if error.fields is not None:
            body["fields"] = error.fields
        return body, error.status

    @app.errorhandler(HTTPException)
    def framework(error):
        return {"error": error.description}, error.code


def invalid(fields):
    if fields:
        raise Problem(422, "The request is invalid.", sorted(fields))
