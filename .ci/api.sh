# shellcheck shell=bash
# Sourced by the steps that try a running server from outside, with curl and nothing else.

username=ci_$$
password=correct-horse-battery
body=$(mktemp)

# request METHOD URL [CURL ARGUMENT]...: prints the status (000: no answer); what came is in $body.
request() {
    local method=$1 url=$2
    shift 2
    curl --silent --show-error --max-time 20 --output "$body" --write-out '%{http_code}' --request "$method" "$url" "$@" ||
        true
}

# expect WHAT EXPECTED ACTUAL
expect() {
    if [[ $2 == "$3" ]]; then
        say "  $1: $3"
    else
        say "  $1: expected $2, got $3"
        head -c 2000 "$body"
        exit 1
    fi
}

post() { request POST "$1" --header 'Content-Type: application/json' --data "$2"; }
# field NAME: the string of that name in the last answer.
field() { python3 -c 'import json, sys; print(json.load(open(sys.argv[1]))["data"][sys.argv[2]])' "$body" "$1"; }
login() { post "$1/login" "{\"username\":\"$username\",\"password\":\"$password\"}"; }

# try_api URL: what a newcomer does first, and that a session ends when it is told to.
try_api() {
    local url=$1 token refresh
    expect "GET /ping" 200 "$(request GET "$url/ping")"
    expect "GET /check" 200 "$(request GET "$url/check")"
    expect "GET /docs" 200 "$(request GET "$url/docs" --location)"
    expect "GET /openapi.json" 200 "$(request GET "$url/openapi.json")"
    expect "POST /auth/register" 201 "$(post "$url/auth/register" \
        "{\"username\":\"$username\",\"email\":\"$username@example.org\",\"password\":\"$password\"}")"
    expect "POST /auth/register again" 409 "$(post "$url/auth/register" \
        "{\"username\":\"$username\",\"email\":\"$username@example.org\",\"password\":\"$password\"}")"
    expect "POST /auth/login" 200 "$(post "$url/auth/login" \
        "{\"email\":\"$username@example.org\",\"password\":\"$password\"}")"
    expect "POST /login" 200 "$(login "$url")"
    token=$(field token)
    refresh=$(field refresh_token)
    expect "GET /auth/status" 200 "$(request GET "$url/auth/status" --header "Authorization: Bearer $token")"
    expect "POST /auth/token/refresh" 200 "$(post "$url/auth/token/refresh" "{\"refresh_token\":\"$refresh\"}")"
    token=$(field token)
    expect "POST /auth/logout" 200 "$(request POST "$url/auth/logout" --header "Authorization: Bearer $token")"
    expect "GET /auth/status after logout" 401 \
        "$(request GET "$url/auth/status" --header "Authorization: Bearer $token")"
}
