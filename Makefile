# Systole is built, tested and checked from here; `make help` lists how.
#
# Every scratch folder belongs to one set of compiler flags: sharing one would rebuild everything at each change of target.
.DEFAULT_GOAL := help
.PHONY: build run test test-debug test-address test-thread mutation fuzz test-faults test-determinism test-interruption \
	test-perfetto test-browser test-cluster lint format coverage docs bench check clean help toolchain

SWIFT ?= swift
TEST_SCRATCH := .build-test
CHECK_SCRATCH := .build-check
COVERAGE_SCRATCH := .build-coverage
DEBUG_SCRATCH := .build-debug
ADDRESS_SCRATCH := .build-address
THREAD_SCRATCH := .build-thread
FUZZ_SCRATCH := .build-fuzz

# Optimised across modules as it is linked, with the linker that comes with the toolchain: a tenth faster. The option's
# name calls it experimental; `make build RELEASE_FLAGS="-c release --static-swift-stdlib"` does without.
# Where the static C and C++ libraries are installed, the command needs no shared one: to find and bind them takes 1 ms of
# every run.
STATIC_LIBRARIES := $(and $(wildcard /usr/lib/*/libc.a /usr/lib64/libc.a),$(wildcard /usr/lib/gcc/*/*/libstdc++.a))
RELEASE_FLAGS ?= -c release --static-swift-stdlib --experimental-lto-mode full -Xswiftc -use-ld=lld \
	$(if $(STATIC_LIBRARIES),-Xswiftc -static-executable)

build: toolchain ## Build the command, optimised and linked statically: .build/release/systole
	$(SWIFT) build $(RELEASE_FLAGS) --product systole

run: build ## Build, then simulate SmolVLA on the default machine
	.build/release/systole simulate

# Optimised, because the tests simulate much: built and run, that takes half as long as unoptimised. Package.swift says
# which tests are optimised, too.
OPTIMIZED_TEST_FLAGS := -c release -Xswiftc -enable-testing
# A failed expectation names its line without debug information, too, which would take a tenth of the build.
TEST_FLAGS := $(OPTIMIZED_TEST_FLAGS) -debug-info-format none

test: toolchain ## Run all tests
	$(SWIFT) build --product SystolePackageTests $(TEST_FLAGS) --scratch-path $(TEST_SCRATCH)
	$(SWIFT) test --skip-build $(TEST_FLAGS) --scratch-path $(TEST_SCRATCH)

test-debug: toolchain ## Run all tests unoptimised, with every assertion
	$(SWIFT) test --scratch-path $(DEBUG_SCRATCH)

# Names of files being written are never freed, which is on purpose. One test limits the address space, of which the
# sanitizer needs more.
test-address: toolchain ## Run all tests under the address sanitizer
	ASAN_OPTIONS=detect_leaks=0 $(SWIFT) test --skip manyStepsAreWrittenAsTheyAreMade $(OPTIMIZED_TEST_FLAGS) --sanitize address --scratch-path $(ADDRESS_SCRATCH)

test-thread: toolchain ## Run all tests under the thread sanitizer
	$(SWIFT) test --skip manyStepsAreWrittenAsTheyAreMade $(OPTIMIZED_TEST_FLAGS) -Xswiftc -DSANITIZES_THREADS --sanitize thread --scratch-path $(THREAD_SCRATCH)

mutation: toolchain ## Plant faults in a copy of the sources and show which of them the tests catch (half an hour)
	SWIFT="$(SWIFT)" python3 Tests/Mutation/run.py

fuzz: toolchain ## Fuzz every reader and the simulator, MINUTES=1 each; TARGET=workload for one alone
	SWIFT="$(SWIFT)" SCRATCH=$(FUZZ_SCRATCH) MINUTES="$(MINUTES)" TARGET="$(TARGET)" sh Tests/Fuzzing/run.sh

lint: toolchain ## Report what is not formatted as .swift-format says
	$(SWIFT) format lint --strict --recursive Sources Tests Package.swift

format: toolchain ## Format all sources in place
	$(SWIFT) format --in-place --recursive Sources Tests Package.swift

coverage: toolchain ## Run all tests; print the share of lines they reach, by file, and the lines they do not
	$(SWIFT) build --build-tests $(OPTIMIZED_TEST_FLAGS) --scratch-path $(COVERAGE_SCRATCH) --enable-code-coverage
	SWIFT="$(SWIFT)" sh Tests/Checks/coverage.sh $(COVERAGE_SCRATCH)

docs: ## Check that the links between Markdown files lead somewhere
	sh Tests/Checks/links.sh

bench: toolchain ## Print how fast the simulator and its parts are
	$(SWIFT) build $(RELEASE_FLAGS) --product systole-bench
	.build/release/systole-bench

# Warnings are errors and imports follow Package.swift in the build that the tests run from: one build for all.
CHECK_FLAGS := $(TEST_FLAGS) --scratch-path $(CHECK_SCRATCH) -Xswiftc -warnings-as-errors \
	--explicit-target-dependency-import-check error

check: lint docs ## Everything that must hold before a change is merged; CI runs this
	sh Tests/Checks/imports.sh
	$(SWIFT) build --build-tests $(CHECK_FLAGS)
	$(SWIFT) test --skip-build $(CHECK_FLAGS)

# The targets below run the built command as a whole. As root on Debian they install what they need.

test-faults: build ## End the command by signals, full disks, closed pipes and files that change
	bash Tests/Faults/run.sh .build/release/systole

test-determinism: build ## Compare the bytes of all commands in other surroundings and unoptimised
	$(SWIFT) build --product systole --scratch-path $(DEBUG_SCRATCH)
	bash Tests/Determinism/run.sh .build/release/systole $(DEBUG_SCRATCH)/debug/systole

test-interruption: build ## Kill sweeps, fill their disk, and go on with them
	bash Tests/Interruption/run.sh .build/release/systole

test-perfetto: build ## Check traces with Perfetto's own definitions (needs Python, and PyPI for them)
	sh Tests/Perfetto/run.sh .build/release/systole

test-browser: build ## Open plots and reports in Chromium
	sh Tests/Browser/plots.sh .build/release/systole
	sh Tests/Browser/report.sh .build/release/systole

test-cluster: build ## Run a sweep on a Slurm of its own (as root)
	bash Tests/Cluster/run.sh .build/release/systole

clean: ## Remove everything that was built
	rm -rf .build .build-mutation $(ADDRESS_SCRATCH) $(THREAD_SCRATCH) $(FUZZ_SCRATCH) $(TEST_SCRATCH) $(CHECK_SCRATCH) $(COVERAGE_SCRATCH) $(DEBUG_SCRATCH)

help: ## List these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-18s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

toolchain:
	@SWIFT="$(SWIFT)" sh Tests/Checks/toolchain.sh
