# A static binary without a shell: docker run --rm --user "$(id -u)" -v "$PWD:/service:ro" runworthy
FROM rust:1.95-alpine AS build
RUN apk add --no-cache musl-dev cmake make perl
WORKDIR /source
COPY . .
RUN cargo build --release --locked

FROM scratch
COPY --from=build /source/target/release/runworthy /runworthy
USER 65534:65534
WORKDIR /service
ENTRYPOINT ["/runworthy"]
