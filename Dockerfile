FROM python:3.12-slim

RUN useradd --create-home --uid 1000 tuwen
WORKDIR /home/tuwen/app
ENV PYTHONUNBUFFERED=1 \
    PATH=/home/tuwen/.local/bin:$PATH \
    TUWEN_HOST=0.0.0.0 \
    TUWEN_PORT=7860 \
    TUWEN_DATA_DIR=/home/tuwen/data \
    TUWEN_SHARED=true
USER tuwen

# Another build of PyTorch: --build-arg TORCH_INDEX=https://download.pytorch.org/whl/cpu, or a Space's variable
ARG TORCH_INDEX=
COPY --chown=tuwen locks locks
RUN sh locks/install.sh python "$TORCH_INDEX" --no-cache-dir --user \
 && pip install --no-cache-dir --user --no-deps --require-hashes -r locks/postgres.txt
COPY --chown=tuwen . .
RUN mkdir -p /home/tuwen/data

EXPOSE 7860
VOLUME /home/tuwen/data
HEALTHCHECK --interval=30s --timeout=5s --start-period=90s \
  CMD python -c "import urllib.request; urllib.request.urlopen('http://127.0.0.1:7860/', timeout=4)"
CMD ["python", "app.py"]
