# costar: `make demo` shows it, `make test` proves it, `make help` lists the rest.
#
# Every target is complete on a fresh Debian 12 that has git, make and a Swift toolchain: what is
# missing is installed first (scripts/setup), and a second run finds nothing to do.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.PHONY: help setup setup-tests build demo test test-long lint format docs
.PHONY: bench bench-traverse bench-peers bench-traversals bench-counts bench-instructions bench-load
.PHONY: clean

help: ## Show this list
	@echo "costar: titles, people and the paths between them"
	@echo
	@while IFS=':' read -r target rest; do \
	    case "$$rest" in *'## '*) printf '  make %-20s%s\n' "$$target" "$${rest#*## }" ;; esac; \
	done < $(firstword $(MAKEFILE_LIST))
	@echo
	@echo "  make demo SAMPLES=DIR runs the demo on other dumps of the same people and titles."

build: setup ## Build the program: .build/release/costar
	swift build -c release --product costar
	@echo "built .build/release/costar"

demo: setup ## Load the bundled sample, serve it, ask it five questions
	@swift build -c release --product costar
	@scripts/demo "$(or $(SAMPLES),Samples)"

test: setup-tests ## Everything that must hold: format, build, tests, docs, clients, demo
	@scripts/test

test-long: setup-tests ## The random tests for minutes, with a seed of their own: COSTAR_SEED=N
	@scripts/test-long

lint: setup ## Check the format of every source file
	@scripts/lint

format: setup ## Format every source file in place
	swift format format --in-place --parallel --recursive Sources Tools Tests Benchmarks Package.swift

docs: setup ## Check the documentation comments with the documentation compiler
	@scripts/docs

bench: setup ## Time and allocations per request: make bench DB=PATH
	swift build -c release --product costar-bench --quiet
	@.build/release/costar-bench --db "$(or $(DB),$(error make bench DB=PATH))"

bench-traverse: setup ## Searches beside the same in C: make bench-traverse DB=PATH
	swift build -c release --product costar-bench --quiet
	@.build/release/costar-bench --traverse --db "$(or $(DB),$(error make bench-traverse DB=PATH))"

bench-peers: setup ## Searches beside other systems' (BENCH_PYTHON): make bench-peers DB=PATH
	swift build -c release --product costar --quiet
	swift build -c release --product costar-bench --quiet
	@"$(or $(BENCH_PYTHON),python3)" Benchmarks/Peers/run.py \
	    --db "$(or $(DB),$(error make bench-peers DB=PATH))"

bench-traversals: setup ## All of searches, kept: make bench-traversals OUT=DIR DBS="1=PATH"
	swift build -c release --product costar --quiet
	swift build -c release --product costar-bench --quiet
	@python3 Benchmarks/traversals.py \
	    --out "$(or $(OUT),$(error make bench-traversals OUT=DIR DBS="SCALE=PATH"))" $(DBS)

bench-counts: setup ## Instructions and cache misses per search, ours and in C, by callgrind
	swift build -c release --product costar-bench --quiet
	@scripts/bench-counts "$(or $(DB),$(error make bench-counts DB=PATH))" "$(or $(QUESTIONS),3)"

bench-instructions: setup ## Instructions per request, by callgrind
	swift build -c release --product costar-bench --quiet
	@scripts/bench-instructions "$(or $(DB),$(error make bench-instructions DB=PATH))"

bench-load: setup ## Load against unpacking and writing alone: make bench-load S=0.1
	swift build -c release --product costar --quiet
	swift build -c release --product imdbgen --quiet
	@python3 Benchmarks/load.py --scale "$(or $(S),0.1)" --runs "$(or $(RUNS),5)" \
	    $(if $(MEMORY),--memory "$(MEMORY)") $(if $(GROUP),--group "$(GROUP)")

setup:
	@scripts/setup

setup-tests:
	@scripts/setup tests

clean: ## Remove everything that was built, the Python environment included
	rm -rf .build
