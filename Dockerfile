# Plenary in a small image that runs as nobody in particular. Built with any Docker since 20.10:
# the layers cache what changes seldom, so an edit in src/ compiles the workspace only.

# The tests in a container (docker-compose.test.yml). Not part of the image that is served;
# it stands first because the older builder makes every stage above the one it is asked for.
FROM rust:1.95-slim-bookworm AS tests
# What is left of a build can be told from other people's (.ci/room).
LABEL plenary.build=tests
WORKDIR /plenary
RUN apt-get update \
 && apt-get install -y --no-install-recommends curl make mariadb-server nodejs postgresql procps python3-venv \
 && rm -rf /var/lib/apt/lists/*
COPY . .
CMD ["cargo", "test", "--locked", "--workspace", "--no-fail-fast"]

FROM rust:1.95-slim-bookworm AS manifests
LABEL plenary.build=program
WORKDIR /plenary
# The allocator is compiled by make.
RUN apt-get update \
 && apt-get install -y --no-install-recommends make \
 && rm -rf /var/lib/apt/lists/*
COPY Cargo.toml Cargo.lock ./
COPY migration/Cargo.toml migration/
COPY tribunal/Cargo.toml tribunal/
COPY hooks/Cargo.toml hooks/
COPY bench/Cargo.toml bench/
COPY bench/broadcast/Cargo.toml bench/broadcast/
COPY bench/documents/Cargo.toml bench/documents/
COPY bench/queue/Cargo.toml bench/queue/
# Each file that a manifest names stands there, empty, so that cargo accepts the workspace.
RUN for package in . migration tribunal hooks bench bench/broadcast bench/documents bench/queue; do \
        mkdir -p $package/src $package/tests $package/benches $package/examples \
     && : >$package/src/lib.rs \
     && awk -F '"' '/^\[/ { table = $1 } \
            /^name = / && table == "[[test]]" { print "tests/" $2 ".rs" } \
            /^name = / && table == "[[bench]]" { print "benches/" $2 ".rs" } \
            /^name = / && table == "[[example]]" { print "examples/" $2 ".rs" } \
            /^path = .*\.rs"/ { print $2 }' $package/Cargo.toml | \
        while read -r file; do echo 'fn main() {}' >"$package/$file"; done; \
    done \
 && echo 'fn main() {}' >src/main.rs

# The dependencies, compiled before our own code is there.
FROM manifests AS dependencies
ENV CARGO_PROFILE_RELEASE_STRIP=symbols
RUN cargo build --locked --release --package plenary --bin plenary

FROM dependencies AS build
COPY migration migration
COPY openapi openapi
COPY tribunal tribunal
COPY hooks hooks
COPY src src
# Cargo goes by the clock: our files must be younger than the empty ones it has compiled.
RUN find src migration tribunal hooks -name '*.rs' -exec touch {} + \
 && cargo build --locked --release --package plenary --bin plenary

FROM debian:bookworm-slim
RUN useradd --system --uid 10001 --create-home --home-dir /var/lib/plenary plenary
COPY --from=build /plenary/target/release/plenary /usr/local/bin/plenary
# Whom to trust when files are kept in a bucket over HTTPS.
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
USER 10001
WORKDIR /var/lib/plenary
# A volume that is mounted here takes its owner from this folder.
RUN mkdir data
ENV PLENARY_LISTEN=0.0.0.0:8080
EXPOSE 8080
# The shell can speak to a port by itself: no other program has to be in the image.
HEALTHCHECK --interval=5s --timeout=4s --start-period=15s --retries=5 CMD ["bash", "-c", \
    "exec 3<>/dev/tcp/127.0.0.1/8080; printf 'GET /check HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n' >&3; read -r _ status _ <&3; [[ $status == 200 ]]"]
ENTRYPOINT ["plenary"]
CMD ["serve"]
