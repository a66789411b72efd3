namespace DepGraph.Storage.Tests.Neo4j;

/// <summary>A database with enough in it that a scan is dearer than a seek. Its tests only look.</summary>
public sealed class FilledPlace(Neo4jFixture fixture) : IAsyncLifetime
{
    internal Neo4jPlace Place { get; } = new(fixture);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await Place.PrepareAsync(Cancel);
        await using var store = Place.Create();
        await store.OpenAsync(Cancel);
        await store.CommitAsync([.. Enumerable.Range(0, 300).Select(Write)], Cancel);
        await store.EnqueueJobsAsync([.. Enumerable.Range(0, 2000).Select(Job)], Cancel);
        // Plans go by what is known of the indexes, and that is not always the newest.
        await Place.QueryAsync("CALL db.prepareForReplanning(600)");
    }

    public ValueTask DisposeAsync() => Place.DisposeAsync();

    internal static IngestionRecord Job(int i) =>
        new()
        {
            Id = $"job-{i:0000}",
            Spec = $"spec-{i % 700}",
            State = (IngestionState)(2 + i % 4),
            RequestedAt = Documents.Noon.AddMinutes(i),
            StartedAt = i % 3 == 0 ? null : Documents.Noon.AddMinutes(i + 1),
            FinishedAt = i % 5 == 0 ? null : Documents.Noon.AddMinutes(i + 2),
        };

    private static HeadWrite Write(int i) =>
        i % 3 == 0
            ? Documents.Missing($"p{i}")
            : Documents.Write(Documents.Head($"p{i}", $"1.0.0: p{i / 2}@^1", "1.1.0: shared@*"));
}
