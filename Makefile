# Everything here works from a bare clone with Python 3.11 or newer, make and git; see README.md.
PYTHON ?= python3
PORT ?= 8000
export PORT

.PHONY: demo test bench proof lock messages

demo:  ## The platform with its content and demo accounts on 127.0.0.1:$(PORT)
	@$(PYTHON) tools/demo.py

test:  ## All checks and tests
	@$(PYTHON) tools/run_tests.py

bench:  ## Measurements, one JSON object a line; ONLY=<group> for one group
	@$(PYTHON) tools/run_benchmarks.py $(ONLY)

proof:  ## Proofs that make test runs small, in full (hours); ONLY=<part of a name> for some; goes on where it was
	@$(PYTHON) tools/run_proofs.py $(ONLY)

lock:  ## Pin the Python packages anew (needs uv)
	@$(PYTHON) tools/lock.py

messages:  ## Fold the fragments of translations into the catalogue and list what has no Dutch
	@.venv/bin/python tools/merge_messages.py
	@.venv/bin/python tools/check_messages.py
