# `make run` and `make test` do everything on a fresh machine with Python 3.11 or newer.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
LOCKED := $(BIN)/python -m pip install --quiet --no-deps --require-hashes
# Another build of PyTorch: make run TORCH_INDEX=https://download.pytorch.org/whl/cpu
TORCH_INDEX ?=

.PHONY: run test test-slow install data lint types lock clean

run: $(VENV)/.installed  ## serve the chat at http://127.0.0.1:7860
	$(BIN)/python app.py

install: $(VENV)/.installed  ## make the environment

test: $(VENV)/.tested-with  ## run the tests, the browser's too
	CHROMIUM="$$(sh tests/chromium.sh)" $(BIN)/python -m pytest -m "not slow"

test-slow: $(VENV)/.tested-with  ## the rest: training scripts, what ships measured, the browser's longer ways
	CHROMIUM="$$(sh tests/chromium.sh)" $(BIN)/python -m pytest -m slow

data: $(VENV)/.tested-with  ## fetch the open art and make the sprites (needs npm); only training and evaluation need it
	$(BIN)/python -m rendering data
	@if command -v apt-get >/dev/null; then $(BIN)/python -m rendering photographs; \
	else echo "without apt no photographs are fetched; only \`python -m evaluation photos\` needs them"; fi
	$(BIN)/python -c "from models.backbone import NAMES, carry; [print(carry(name)) for name in NAMES]"

lint: $(VENV)/.tested-with
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.tested-with
	$(BIN)/pyright

lock: $(VENV)/.tested-with  ## write locks/ from requirements*.txt; UPGRADE=1 takes the newest versions
	$(BIN)/python locks/lock.py $(if $(UPGRADE),--upgrade)

clean:  ## remove the environment and what was left by runs; data and weights stay
	rm -rf $(VENV) runs .pytest_cache .ruff_cache

$(VENV)/.installed: locks/serve.txt locks/torch.txt
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Tuwen needs Python 3.11 or newer")'
	$(PYTHON) -m venv $(VENV)
	sh locks/install.sh $(BIN)/python "$(TORCH_INDEX)"
	@touch $@

$(VENV)/.tested-with: $(VENV)/.installed locks/dev.txt locks/postgres.txt
	$(LOCKED) -r locks/dev.txt -r locks/postgres.txt
	@touch $@
