using System.Text.Json;
using DepGraph.Ingestion.Graph;
using DepGraph.Ingestion.Installing;
using DepGraph.Ingestion.Registry;
using DepGraph.Ingestion.Sources;
using DepGraph.Npm.Packuments;
using DepGraph.Npm.Resolution;
using DepGraph.Storage;

namespace DepGraph.Ingestion.Jobs;

/// <summary>Jobs as they are asked for: what they are called, what they are the only one of, and what they have to do.</summary>
internal static class JobRequest
{
    /// <summary>Everything below <c>name@spec</c>, because somebody asked for it.</summary>
    public static IngestionRecord Ingest(string spec, DateTimeOffset now) =>
        New('i', spec, IngestionKind.Closure, now) with
        {
            Key = $"ingest:{spec}",
            PackagesPending = 1,
        };

    /// <summary>One package, however fresh.</summary>
    public static IngestionRecord Refresh(string name, DateTimeOffset now) =>
        New('r', name, IngestionKind.Refresh, now) with
        {
            Key = $"refresh:{name}",
            PackagesPending = 1,
        };

    /// <summary>The closure that an answer waits for.</summary>
    /// <param name="closure">Which.</param>
    /// <param name="isKept">A client was, or is to be, told of it.</param>
    /// <param name="now">When it is asked for.</param>
    public static IngestionRecord Closure(ClosureKey closure, bool isKept, DateTimeOffset now)
    {
        var spec = $"{closure.Name}@{closure.Version}";
        return New('c', spec, IngestionKind.Closure, now) with
        {
            Priority = IngestionPriority.Awaited,
            Key = $"closure:{spec} {(int)closure.Kinds} {closure.MaxDepth}",
            Payload = JsonSerializer.Serialize(
                new ClosurePayload(closure.Name, closure.Version, (int)closure.Kinds, closure.MaxDepth)
            ),
            IsKept = isKept,
            PackagesPending = 1,
        };
    }

    /// <summary>Documents that answers wait for, or are stale without.</summary>
    /// <param name="documents">At least one.</param>
    /// <param name="now">When they are asked for.</param>
    public static IngestionRecord Documents(IReadOnlyList<DocumentRequest> documents, DateTimeOffset now)
    {
        var first = documents[0].Name;
        var spec = documents.Count == 1 ? first : $"{first} and {documents.Count - 1} more";
        return New('d', spec, IngestionKind.Documents, now) with
        {
            Priority = IngestionPriority.Awaited,
            Payload = JsonSerializer.Serialize(
                documents.Select(document => new DocumentPayload(
                    document.Name,
                    document.Form == DocumentForm.Full,
                    document.NewerThan?.UtcTicks
                ))
            ),
            IsKept = false,
            PackagesPending = documents.Count,
        };
    }

    /// <summary>One document that a client was told is still on its way.</summary>
    public static IngestionRecord Followed(PackageDocument document, DateTimeOffset now) =>
        Documents(
            [
                new DocumentRequest
                {
                    Name = document.Name,
                    Form = document.IsFull ? DocumentForm.Full : DocumentForm.Abbreviated,
                },
            ],
            now
        ) with
        {
            Key = $"{(document.IsFull ? "full" : "head")}:{document.Name}",
            IsKept = true,
        };

    /// <summary>Full documents of a set that a client was told are still on their way.</summary>
    public static IngestionRecord Followed(DependencySet set, IEnumerable<string> names, DateTimeOffset now) =>
        Documents(
            [.. names.Select(static name => new DocumentRequest { Name = name, Form = DocumentForm.Full })],
            now
        ) with
        {
            Spec = $"{set.Root}",
            Key = $"documents:{set.Root} {set.Revision}",
            IsKept = true,
        };

    /// <summary>A tarball that an installation waits for.</summary>
    public static IngestionRecord Tarball(TarballRequest request, DateTimeOffset now) =>
        New('t', $"{request.Name}@{request.Version}", IngestionKind.Tarball, now) with
        {
            Priority = IngestionPriority.Awaited,
            Key = StoredTarballs.DocumentOf(request).Name,
            Payload = JsonSerializer.Serialize(request),
            IsKept = false,
        };

    /// <summary>The tarball that a job is for.</summary>
    /// <exception cref="JsonException">The payload is none of this program's.</exception>
    public static TarballRequest TarballOf(IngestionRecord job) =>
        JsonSerializer.Deserialize<TarballRequest>(job.Payload ?? "")!;

    /// <summary>The closure that a job is for; null when it names a spec that is to be resolved first.</summary>
    /// <exception cref="JsonException">The payload is none of this program's.</exception>
    public static ClosureKey? ClosureOf(IngestionRecord job)
    {
        if (job.Payload is null)
        {
            return null;
        }

        var (name, version, kinds, maxDepth) = JsonSerializer.Deserialize<ClosurePayload>(job.Payload)!;
        return new ClosureKey(name, version, (DependencyKinds)kinds, maxDepth);
    }

    /// <summary>The documents that a job is for.</summary>
    /// <exception cref="JsonException">The payload is none of this program's.</exception>
    public static IReadOnlyList<DocumentRequest> DocumentsOf(IngestionRecord job) =>
        [
            .. JsonSerializer
                .Deserialize<DocumentPayload[]>(job.Payload ?? "[]")!
                .Select(document => new DocumentRequest
                {
                    Name = document.Name,
                    Form = document.IsFull ? DocumentForm.Full : DocumentForm.Abbreviated,
                    NewerThan = document.NewerThan is { } ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null,
                }),
        ];

    private static IngestionRecord New(char letter, string spec, IngestionKind kind, DateTimeOffset now) =>
        new()
        {
            Id = IngestionId.New(letter),
            Spec = spec,
            Kind = kind,
            State = IngestionState.Queued,
            RequestedAt = now,
        };

    private sealed record ClosurePayload(string Name, string Version, int Kinds, int MaxDepth);

    private sealed record DocumentPayload(string Name, bool IsFull, long? NewerThan);
}
