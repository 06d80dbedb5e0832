# The service alone; the database is another container (docker-compose.yml) or a server of yours.
FROM swift:6.3-bookworm AS build
RUN apt-get update \
    && apt-get install --yes --no-install-recommends libpq-dev libargon2-dev zlib1g-dev pkg-config \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /build
COPY Package.swift ./
COPY Sources Sources
COPY Tests Tests
RUN swift build -c release --product liefert --static-swift-stdlib \
    && install -D "$(swift build -c release --show-bin-path)/liefert" /out/liefert

FROM debian:bookworm-slim
RUN apt-get update \
    && apt-get install --yes --no-install-recommends ca-certificates curl libargon2-1 libpq5 tzdata \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --create-home --home-dir /var/lib/liefert liefert
COPY --from=build /out/liefert /usr/bin/liefert
COPY LICENSE DEPENDENCIES.md /usr/share/doc/liefert/
WORKDIR /usr/share/liefert
COPY migrations migrations
COPY openapi openapi
COPY pages pages
COPY seed seed
USER liefert
EXPOSE 8080 8081
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s \
    CMD curl --silent --fail --output /dev/null http://127.0.0.1:8080/readyz
ENTRYPOINT ["/usr/bin/liefert"]
CMD ["up", "--host", "0.0.0.0", "--port", "8080", "--admin-port", "8081", "--var", "/var/lib/liefert"]
