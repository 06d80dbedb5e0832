# What one types here. Every target that builds runs scripts/prepare first, which is silent when nothing is missing.

.PHONY: run test bench format lint

## Builds the program and opens the town: make run, or make run ARGS="--port 9000 --var var2"
run:
	scripts/prepare run
	swift build -c release --product liefert
	.build/release/liefert up $(ARGS)

## All tests: rules, HTTP, pages, on a PostgreSQL that the tests start themselves; eight at once, so that no test waits
## for a session longer than a caller may
test:
	scripts/prepare test
	swift build --build-tests
	SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH=8 swift test --skip-build

## Answer times of the running town's main questions
bench:
	scripts/prepare run
	swift build -c release --product liefert
	scripts/bench

format:
	swift format format --in-place --parallel --recursive Sources Tests Package.swift

lint:
	swift format lint --strict --parallel --recursive Sources Tests Package.swift
