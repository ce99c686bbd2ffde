# shellcheck shell=bash
# Sourced by every script here: how to say something, skip a step, and become root.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export PATH="$PWD/target/tools/bin:$PATH"
# Where build products are, whoever named the folder.
export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$PWD/target}
# Everything our scripts keep: logs, tools, screenshots.
work=$PWD/target/ci
mkdir -p "$work"

say() { printf '%s\n' "$*"; }
die() { printf '%s\n' "$*" >&2; exit 1; }
have() { command -v "$1" >/dev/null 2>&1; }

# skip REASON: this step cannot run here. `.ci/test` counts it and prints the reason.
skip() {
    say "skipped: $*"
    [[ -z ${STEP_SKIPPED:-} ]] || printf '%s\n' "$*" >"$STEP_SKIPPED"
    exit 0
}

# as_root COMMAND...: through sudo where we are not root; fails where neither is possible.
as_root() {
    if [[ $(id -u) == 0 ]]; then
        "$@"
    elif have sudo; then
        sudo --preserve-env=DEBIAN_FRONTEND "$@"
    else
        return 1
    fi
}

docker_answers() { have docker && timeout 20 docker info >/dev/null 2>&1; }

# image_in_reach NAME: here already, or a registry gives it.
image_in_reach() {
    docker image inspect "$1" >/dev/null 2>&1 || timeout 600 docker pull --quiet "$1" >/dev/null 2>&1
}

# The images that the product's own files name, one a line.
images_named() {
    sed -nE 's/^FROM ([a-z]+:[^ ]+).*/\1/p; s/^ *image: *([a-z]+:[^ ]+)$/\1/p' \
        Dockerfile docker-compose*.yml | sort -u
}

# free_port: a TCP port nobody listens on now.
free_port() {
    python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

# answers URL [SECONDS] [PID]: waits until URL answers 2xx; fails when time is over or PID is gone.
answers() {
    local url=$1 seconds=${2:-60} pid=${3:-}
    local end=$((SECONDS + seconds))
    until curl --silent --fail --max-time 5 --output /dev/null "$url"; do
        [[ -z $pid ]] || kill -0 "$pid" 2>/dev/null || return 1
        ((SECONDS < end)) || return 1
        sleep 0.2
    done
}

# cargo_tool NAME VERSION: one version for everybody; built without optimisation, for they run for a second.
cargo_tool() {
    local tool=$1 version=$2
    have "$tool" && return
    say "building $tool $version"
    cargo install --quiet --locked --debug --root target/tools --target-dir target/tools/build "$tool@$version" \
        >"$work/$tool.log" 2>&1 || { tail -n 5 "$work/$tool.log"; say "$tool could not be built"; }
}
