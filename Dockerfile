# The two images of DepGraph, from one build:
#   docker build --target api    -t depgraph-api    .
#   docker build --target worker -t depgraph-worker .
# Packages come from where `dotnet restore` and `npm ci` find them; behind a proxy or mirror give NuGet and npm their settings
# as build secrets or arguments of your builder.
ARG DOTNET=10.0
ARG NODE=22

FROM node:${NODE}-bookworm-slim AS ide
WORKDIR /ide
COPY src/GraphApi/Web/client/package.json src/GraphApi/Web/client/package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY src/GraphApi/Web/client/ ./
RUN npm run build

FROM mcr.microsoft.com/dotnet/sdk:${DOTNET} AS build
WORKDIR /source
COPY . .
COPY --from=ide /ide/dist src/GraphApi/Web/client/dist
# The worker is published on its own: its image needs neither the API nor the IDE.
RUN dotnet publish src/GraphApi/GraphApi.csproj -c Release -o /out/api \
 && dotnet publish src/Ingestion/Ingestion.csproj -c Release -o /out/worker

FROM mcr.microsoft.com/dotnet/aspnet:${DOTNET} AS runtime
ENV DOTNET_EnableDiagnostics=0 \
    Logging__Format=json \
    HOME=/home/app
# The image's own user, who may write to /data and nowhere else.
RUN mkdir -p /data && chown "$APP_UID" /data
WORKDIR /app
USER $APP_UID

FROM runtime AS api
COPY --from=build /out/api ./
ENV ASPNETCORE_URLS=http://+:8080 \
    Store__Uri=sqlite:/data/depgraph.db
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
  CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/8080 && printf 'GET /health/ready HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: close\\r\\n\\r\\n' >&3 && read -r _ status _ <&3 && [ \"$status\" = 200 ]"]
ENTRYPOINT ["dotnet", "DepGraph.GraphApi.dll"]

FROM runtime AS worker
COPY --from=build /out/worker ./
# The worker writes the time to it while it gets its jobs; /tmp is writable in a read-only container, too.
ENV Ingestion__HealthFile=/tmp/worker.health
HEALTHCHECK --interval=30s --timeout=10s --start-period=30s --retries=3 \
  CMD ["dotnet", "DepGraph.Ingestion.dll", "health"]
ENTRYPOINT ["dotnet", "DepGraph.Ingestion.dll"]
