# A host with the connectors of apps/host. docs/operations.md says how to run it, and which parts were tried.
#
#   docker build -t scimwright-host .

FROM node:20-bookworm-slim AS build
# The toolchain that compiles sqlite3.
RUN apt-get update \
 && apt-get install -y --no-install-recommends ca-certificates g++ make python3 \
 && rm -rf /var/lib/apt/lists/*
# sqlite3 compiles against the headers that come with Node, so it downloads nothing more.
ENV CI=true DO_NOT_TRACK=1 npm_config_nodedir=/usr/local
WORKDIR /src
COPY . .
# The pnpm that package.json pins.
RUN npm install --global "$(node -p 'require("./package.json").packageManager')"
RUN pnpm install --frozen-lockfile
RUN pnpm exec turbo run build --filter=@scimwright/app-host --output-logs=errors-only
RUN pnpm --filter=@scimwright/app-host deploy --prod /out

FROM node:20-bookworm-slim
# Off loopback a host needs PUBLIC_URL too: set it when you start the container.
# sqlite3 runs every query on a thread of Node's pool; the default of four is too few for readers beside a writer.
ENV NODE_ENV=production HOST=0.0.0.0 PORT=8080 DATA_DIR=/data UV_THREADPOOL_SIZE=16
RUN install --directory --owner=node --group=node --mode=0700 /data
WORKDIR /app
COPY --from=build /out ./
USER node
VOLUME /data
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# Without npm or a shell, so that SIGTERM reaches the host.
CMD ["node", "dist/main.js"]
