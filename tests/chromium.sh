#!/bin/sh
# Prints the path of a Chromium for the browser tests: $CHROMIUM, one that is installed, or one installed now.
set -eu
find_one() {
    for name in chromium chromium-browser google-chrome google-chrome-stable; do
        command -v "$name" && return 0
    done
    return 1
}
if [ -n "${CHROMIUM:-}" ]; then echo "$CHROMIUM"; exit 0; fi
if find_one; then exit 0; fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    { apt-get update && apt-get install -y --no-install-recommends chromium fonts-noto-cjk; } >&2
    find_one && exit 0
fi
.venv/bin/python -m playwright install chromium >&2
.venv/bin/python -c "from playwright.sync_api import sync_playwright as s
with s() as p: print(p.chromium.executable_path)"
