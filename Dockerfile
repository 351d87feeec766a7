# Web, worker and release are the same image with another command: see Procfile and compose.yaml.
FROM node:22-slim AS page
WORKDIR /page
COPY web/package.json web/package-lock.json web/.npmrc ./
RUN npm ci --no-audit --no-fund
COPY web ./
RUN npm run build

FROM python:3.11-slim
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 ROUNDTALE_HOST=0.0.0.0 ROUNDTALE_DATA=/data
RUN useradd --system --create-home roundtale && install -d -o roundtale -g roundtale /data
WORKDIR /roundtale
COPY requirements.lock ./
RUN pip install --no-cache-dir --require-hashes -r requirements.lock
# docker build --build-arg VOICE=1: with the offline voice, eSpeak NG. It is GPL-3.0, so an image with it is not the default.
ARG VOICE=
COPY requirements-voice.lock ./
RUN test -z "$VOICE" || pip install --no-cache-dir --require-hashes -r requirements-voice.lock
COPY engine engine
COPY migrations migrations
COPY rooms rooms
COPY server server
COPY workers workers
COPY --from=page /page/dist web/dist
USER roundtale
VOLUME /data
EXPOSE 8000
HEALTHCHECK CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/healthz', timeout=3)"]
CMD ["python", "-m", "server", "web"]
