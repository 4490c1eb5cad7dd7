# syntax=docker/dockerfile:1
FROM python:3.13-slim AS build
WORKDIR /source
COPY . .
# What is installed, and what builds the package, are the very files that requirements.txt has the hashes of. Catalogues are
# compiled here, as the image's files cannot be written to when it runs.
RUN python -m venv /cortex \
    && /cortex/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes --requirement requirements.txt \
    && /cortex/bin/pip install --no-cache-dir --disable-pip-version-check --no-deps --no-build-isolation . \
    && cd / \
    && /cortex/bin/python -I -c "from adapters.translator.babel import BabelTranslator; BabelTranslator()" \
    && /cortex/bin/pip uninstall --yes hatchling pathspec tomlkit trove-classifiers pip \
    && find /cortex -name "*.pyi" -delete

FROM python:3.13-slim
RUN useradd --system --uid 10001 --no-create-home --home-dir /data cortex \
    && install --directory --owner cortex --mode 0700 /data
COPY --from=build /cortex /cortex
ENV PATH=/cortex/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    CORTEX_HOST=0.0.0.0 \
    CORTEX_SHUTDOWN_DELAY=5s
USER cortex
WORKDIR /data
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8080/health/ready', timeout=4)"]
ENTRYPOINT ["cortex"]
CMD ["serve"]
