# What one types here. Every target that builds runs scripts/prepare first, which is silent when nothing is missing.

.PHONY: run test long crash fuzz bench format lint

## Builds the program and opens the town: make run, or make run ARGS="--port 9000 --var var2"
run:
	scripts/prepare run
	swift build -c release --product liefert
	.build/release/liefert up $(ARGS)

## All tests: rules, HTTP, pages, hostile callers and faults under load, on a PostgreSQL that the tests start
## themselves; what failed is said again at the end
test:
	scripts/prepare test
	swift build --build-tests
	scripts/test

## The same with the full counts: hours, not minutes; then 100,000 made-up requests
long: crash
	LIEFERT_LONG=1 swift test --skip-build --filter EnduranceTests --skip EnduranceTests.Crash
	scripts/prepare fuzz
	scripts/fuzz 100000

## 1,000 kills of server and database under 50 writers; make crash KILLS=30 for fewer
KILLS ?= 1000
crash:
	scripts/prepare test
	swift build --build-tests
	swift build -c release --product liefert
	LIEFERT_KILLS=$(KILLS) LIEFERT_PROGRAM=$(CURDIR)/.build/release/liefert \
		swift test --skip-build --filter EnduranceTests.Crash

## 3,000 requests made up from the API document by schemathesis, as guest, owner and operator
fuzz:
	scripts/prepare fuzz
	swift build -c release --product liefert
	scripts/fuzz 3000

## The main questions beside pgbench and two hand-made peers: see Tests/Benchmarks/market/README.md
bench:
	scripts/prepare bench
	swift build -c release --product liefert
	scripts/bench

format:
	swift format format --in-place --parallel --recursive Sources Tests Package.swift

lint:
	swift format lint --strict --parallel --recursive Sources Tests Package.swift
