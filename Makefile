# `make` lists the targets.

SWIFT ?= swift
PYTHON ?= python3
PREFIX ?= /usr/local
RDBKIT_FUZZ_SECONDS ?= 60

TOOLS := rdbtool aoftool
SWIFT_SOURCES := Sources Tests Package.swift
RELEASE := .build/release
# Tests are built with testable imports. In a folder of its own that leaves $(RELEASE) as users get it.
RELEASE_TESTS := .build-release-tests

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help quickstart build install install-links test fuzz bench bench-memory format lint fixtures servers clean \
	toolchain deps test-deps

help: ## lists the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

quickstart: deps build ## installs what is missing, builds, checks a first file
	$(RELEASE)/rdbtool check Fixtures/tutorial/dump.rdb

build: toolchain ## builds both tools for release, in .build/release
	$(SWIFT) build -c release --static-swift-stdlib

install: ## copies the tools to PREFIX/bin (/usr/local), building them first if they are not there
	@test -x $(RELEASE)/rdbtool -a -x $(RELEASE)/aoftool || $(MAKE) build
	install -d $(DESTDIR)$(PREFIX)/bin
	install -m 755 $(addprefix $(RELEASE)/,$(TOOLS)) $(DESTDIR)$(PREFIX)/bin

install-links: ## puts redis-check-rdb and valkey-check-rdb, names of rdbtool, into PREFIX/bin
	@for name in redis-check-rdb valkey-check-rdb; do \
		link=$(DESTDIR)$(PREFIX)/bin/$$name; \
		if [ "$$(readlink $$link)" = rdbtool ]; then continue; fi; \
		if [ -e $$link ] || [ -L $$link ]; then echo "$$link is there and not ours: left as it is" >&2; exit 1; fi; \
		ln -s rdbtool $$link; \
	done

test: toolchain test-deps ## installs what is missing, runs all tests: debug, then release
	SWIFT=$(SWIFT) scripts/run-tests.sh
	SWIFT=$(SWIFT) scripts/run-tests.sh -c release --scratch-path $(RELEASE_TESTS)

fuzz: toolchain ## runs the fuzz tests for RDBKIT_FUZZ_SECONDS each (60)
	RDBKIT_FUZZ_SECONDS=$(RDBKIT_FUZZ_SECONDS) \
		$(SWIFT) test -c release --scratch-path $(RELEASE_TESTS) --filter Fuzz

bench: test-deps build ## measures speed against redis-check-rdb; see Benchmarks/README.md
	$(PYTHON) Benchmarks/make_data.py
	$(PYTHON) Benchmarks/compare.py
	$(PYTHON) Benchmarks/peers.py

bench-memory: build ## measures memory on huge values
	$(PYTHON) Benchmarks/memory.py

format: toolchain ## formats the Swift sources
	$(SWIFT) format -i -r $(SWIFT_SOURCES)

lint: toolchain ## says what is not formatted as it should be, and which Python file is none
	$(SWIFT) format lint --strict -r $(SWIFT_SOURCES)
	$(PYTHON) -c 'import ast, sys; [ast.parse(open(f).read(), f) for f in sys.argv[1:]]' $$(git ls-files '*.py')

fixtures: test-deps ## makes Fixtures/ from the servers that are there; see scripts/README.md
	$(PYTHON) scripts/make-fixtures.py
	$(PYTHON) scripts/make-aof-fixtures.py

servers: ## fetches the servers that tests and fixtures use into a cache
	$(PYTHON) scripts/servers.py

clean: ## removes what was built
	rm -rf .build $(RELEASE_TESTS)

toolchain:
	@command -v $(SWIFT) >/dev/null || \
		{ echo "No Swift toolchain found (6.2 or later): https://www.swift.org/install" >&2; exit 1; }

deps:
	@scripts/install-deps.sh

test-deps:
	@scripts/install-deps.sh --tests
