FROM python:3.12-slim

RUN useradd --create-home --uid 1000 tuwen && chmod 755 /home/tuwen
WORKDIR /home/tuwen/app
ENV PYTHONUNBUFFERED=1 \
    PIP_ROOT_USER_ACTION=ignore \
    TUWEN_HOST=0.0.0.0 \
    TUWEN_PORT=7860 \
    TUWEN_DATA_DIR=/home/tuwen/data \
    TUWEN_SHARED=true

# Another build of PyTorch: --build-arg TORCH_INDEX=https://download.pytorch.org/whl/cpu, or a Space's variable
ARG TORCH_INDEX=
COPY locks locks
RUN sh locks/install.sh python "$TORCH_INDEX" --no-cache-dir \
 && pip install --no-cache-dir --no-deps --require-hashes -r locks/postgres.txt
COPY . .
# whoever runs it reads everything here, and writes to the data alone
RUN chmod -R a+rX . && mkdir /home/tuwen/data && chown tuwen /home/tuwen/data
USER tuwen

EXPOSE 7860
VOLUME /home/tuwen/data
HEALTHCHECK --interval=30s --timeout=5s --start-period=90s \
  CMD python -c "import urllib.request; urllib.request.urlopen('http://127.0.0.1:7860/', timeout=4)"
CMD ["python", "app.py"]
