# Systole is built, tested and checked from here; `make help` lists how.
#
# Every scratch folder belongs to one set of compiler flags: sharing one would rebuild everything at each change of target.
.DEFAULT_GOAL := help
.PHONY: build run test test-browser test-cluster lint format coverage docs bench check clean help toolchain

SWIFT ?= swift
TEST_SCRATCH := .build-test
CHECK_SCRATCH := .build-check
COVERAGE_SCRATCH := .build-coverage

build: toolchain ## Build the command, optimised and linked statically: .build/release/systole
	$(SWIFT) build -c release --static-swift-stdlib --product systole

run: build ## Build, then simulate SmolVLA on the default machine
	.build/release/systole simulate

test: toolchain ## Run all tests
	$(SWIFT) test --scratch-path $(TEST_SCRATCH)

lint: toolchain ## Report what is not formatted as .swift-format says
	$(SWIFT) format lint --strict --recursive Sources Tests Package.swift

format: toolchain ## Format all sources in place
	$(SWIFT) format --in-place --recursive Sources Tests Package.swift

coverage: toolchain ## Run all tests and print the share of lines they reach, by file
	$(SWIFT) test --scratch-path $(COVERAGE_SCRATCH) --enable-code-coverage
	sh Tests/Checks/coverage.sh $(COVERAGE_SCRATCH)

docs: ## Check that the links between Markdown files lead somewhere
	sh Tests/Checks/links.sh

bench: toolchain ## Print how fast the simulator and its parts are
	$(SWIFT) build -c release --static-swift-stdlib --product systole-bench
	.build/release/systole-bench

# Warnings are errors and imports follow Package.swift in the build that the tests run from: one build for all.
CHECK_FLAGS := --scratch-path $(CHECK_SCRATCH) -Xswiftc -warnings-as-errors \
	--explicit-target-dependency-import-check error

check: lint docs ## Everything that must hold before a change is merged; CI runs this
	sh Tests/Checks/imports.sh
	$(SWIFT) build --build-tests $(CHECK_FLAGS)
	$(SWIFT) test --skip-build $(CHECK_FLAGS)

test-browser: build ## Open the pictures of sweeps in Chromium (installed from Debian if missing)
	sh Tests/BrowserTests/run.sh .build/release/systole

test-cluster: build ## Run a sweep on a Slurm of its own (as root; installed from Debian if missing)
	bash Tests/ClusterTests/run.sh .build/release/systole

clean: ## Remove everything that was built
	rm -rf .build $(TEST_SCRATCH) $(CHECK_SCRATCH) $(COVERAGE_SCRATCH)

help: ## List these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

toolchain:
	@SWIFT="$(SWIFT)" sh Tests/Checks/toolchain.sh
