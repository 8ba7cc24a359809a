#!/bin/sh
# Installs what serves: sh locks/install.sh PYTHON [INDEX] [OPTION …]
# INDEX is where another build of PyTorch lies, as https://download.pytorch.org/whl/cpu; its files have hashes of their
# own, so they are taken by version alone. OPTIONs are pip's.
set -eu
cd "$(dirname "$0")/.."
python=$1
index=${2:-}
if [ $# -gt 1 ]; then shift 2; else shift; fi
pip() { "$python" -m pip install --quiet --no-deps "$@"; }
if [ -z "$index" ]; then
    pip "$@" --require-hashes -r locks/serve.txt -r locks/torch.txt
else
    pip "$@" --require-hashes -r locks/serve.txt
    pip "$@" --index-url "$index" $(sed -n 's/^\(torch\(vision\)\{0,1\}==[^ ]*\).*/\1/p' locks/torch.txt)
fi
