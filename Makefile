# Centri. Two commands matter: `make run` and `make test`.
SHELL := /bin/bash
.DEFAULT_GOAL := help
VENV := .venv
export SQLX_OFFLINE ?= true

help: ## Say what can be made
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

run: system-run browser-libraries ## Install what is missing, build, start a private PostGIS, import Italy, serve http://127.0.0.1:8080
	cargo build --locked
	exec ./target/debug/centri run

test: system-test browser-libraries $(VENV)/ready ## Format, lints, Rust tests, browser, client and endurance tests
	tools/test

test-all: system-all browser-libraries $(VENV)/ready $(VENV)-ogctests/ready ## The same with the long sizes, QGIS, R and ogctests
	CENTRI_TEST_LONG=1 tools/test

check: browser-libraries ## The fast ones: format, lints, rules and unit tests
	cargo fmt --all --check
	cargo clippy --locked --workspace --all-targets -- -D warnings
	cargo test --locked --workspace --lib

bench: system-test ## Measure beside the peers; the table goes to benches/README.md
	python3 benches/load/run.py

sqlx: ## Write .sqlx again after a statement or a migration changed
	tools/sqlx

browser-libraries: node_modules/.ready
node_modules/.ready: package-lock.json .npmrc
	npm ci --no-audit --no-fund --loglevel=error
	touch $@

$(VENV)-ogctests/ready: tests/requirements-ogctests.txt
	python3 -m venv $(VENV)-ogctests
	$(VENV)-ogctests/bin/pip install --quiet --disable-pip-version-check -r tests/requirements-ogctests.txt
	touch $@

$(VENV)/ready: tests/requirements.txt
	python3 -m venv $(VENV)
	$(VENV)/bin/pip install --quiet --disable-pip-version-check -r tests/requirements.txt
	touch $@

system-run:
	@tools/system-packages run
system-test:
	@tools/system-packages run test
system-all:
	@tools/system-packages run test all

clean: ## Remove what was built; the data in .centri stay
	rm -rf target node_modules $(VENV) $(VENV)-ogctests

.PHONY: help run test test-all check bench sqlx browser-libraries system-run system-test system-all clean
