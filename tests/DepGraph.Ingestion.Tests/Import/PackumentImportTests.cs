using System.Text;
using DepGraph.Ingestion.Import;
using DepGraph.Ingestion.Tests.Fakes;
using DepGraph.Storage;

namespace DepGraph.Ingestion.Tests.Import;

public sealed class PackumentImportTests
{
    private static readonly DateTimeOffset AsOf = new(2025, 3, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly MemoryStore store = new();
    private readonly List<(long Line, string Problem)> broken = [];

    [Fact]
    public async Task Every_line_becomes_a_package_confirmed_at_the_time_of_the_import()
    {
        var import = await ImportAsync(Line("a"), Line("@scope/b"), Line("c"));

        store.Names.ShouldBe(["a", "@scope/b", "c"], ignoreOrder: true);
        store["a"]!.Head!.Latest.ShouldBe("1.0.0");
        store["a"]!.FetchedAt.ShouldBe(AsOf);
        store["a"]!.Full.ShouldBeNull();
        import.Progress.Changed.ShouldBe(3);
    }

    [Fact]
    public async Task A_full_document_brings_its_details_of_the_same_time()
    {
        await ImportAsync("""{"_id":"a","name":"a","description":"it is","versions":{"1.0.0":{}}}""");

        store["a"]!.Full!.FetchedAt.ShouldBe(AsOf);
        (await store.LoadDetailsAsync(["a"]))[0]!.Description.ShouldBe("it is");
    }

    [Fact]
    public async Task A_broken_line_is_named_and_counted_and_the_others_are_imported()
    {
        var import = await ImportAsync(
            Line("a"),
            "nonsense",
            "",
            "  \r",
            Line("b"),
            """{"name":"c"}""",
            new string(' ', 3_000),
            Line("d")
        );

        store.Names.ShouldBe(["a", "b", "c", "d"], ignoreOrder: true);
        broken.Select(line => line.Line).ShouldBe([2]);
        import.Progress.Broken.ShouldBe(1);
    }

    [Fact]
    public async Task A_line_beyond_the_limit_is_broken()
    {
        await ImportAsync(Line("a"), new string('x', 5_000), Line("b"));

        store.Names.ShouldBe(["a", "b"], ignoreOrder: true);
        broken.ShouldHaveSingleItem().Line.ShouldBe(2);
    }

    [Fact]
    public async Task Commits_are_of_many_packages_and_no_more_than_said()
    {
        await ImportAsync([.. Enumerable.Range(0, 25).Select(i => Line($"p{i}"))]);

        store.Commits.Select(commit => commit.Count).ShouldBe([10, 10, 5]);
    }

    [Fact]
    public async Task A_full_batch_of_bytes_is_committed_before_it_has_its_packages()
    {
        await ImportAsync(Options() with { Batch = new BulkBatch(2_000, Bytes: 1) }, Line("a"), Line("b"));

        store.Commits.Select(commit => commit.Count).ShouldBe([1, 1]);
    }

    [Fact]
    public async Task Commits_are_as_large_as_suits_the_store_unless_something_else_is_said()
    {
        store.BulkBatch = new BulkBatch(Packages: 4, Bytes: 16 << 20);

        await ImportAsync(Options() with { Batch = null }, [.. Enumerable.Range(0, 10).Select(i => Line($"p{i}"))]);

        store.Commits.Select(commit => commit.Count).ShouldBe([4, 4, 2]);
    }

    [Fact]
    public async Task A_failing_store_ends_the_import()
    {
        store.WriteFailure = new StoreException(StoreFailure.Full, "No space.");

        var lines = Enumerable.Range(0, 500).Select(i => Line($"p{i}")).ToArray();

        (await Should.ThrowAsync<StoreException>(ImportAsync(lines))).Message.ShouldBe("No space.");
        store.Names.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_was_read_before_the_stream_broke_is_stored()
    {
        var import = new PackumentImport(store, Options());
        using var stream = new Breaking($"{Line("a")}\n{Line("b")}\n{{\"name\":");

        (await Should.ThrowAsync<IOException>(import.RunAsync(stream))).Message.ShouldBe("The disk is gone.");

        store.Names.ShouldBe(["a", "b"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_stopped_import_stores_what_it_has_read()
    {
        using var stop = new CancellationTokenSource();
        var import = new PackumentImport(store, Options() with { OnBroken = (_, _) => stop.Cancel() });
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes($"{Line("a")}\nbroken\n{Line("b")}\n"));

        await Should.ThrowAsync<OperationCanceledException>(import.RunAsync(stream, stop.Token));

        store.Names.ShouldBe(["a"]);
    }

    private static string Line(string name) =>
        $$"""{"name":"{{name}}","dist-tags":{"latest":"1.0.0"},"versions":{"1.0.0":{ "dependencies": { "z": "^1" } } } }""";

    private ImportOptions Options() =>
        new()
        {
            AsOf = AsOf,
            MaxLineBytes = 4_000,
            Batch = new BulkBatch(Packages: 10, 16 << 20),
            OnBroken = (line, problem) => broken.Add((line, problem)),
        };

    private Task<PackumentImport> ImportAsync(params string[] lines) => ImportAsync(Options(), lines);

    private async Task<PackumentImport> ImportAsync(ImportOptions options, params string[] lines)
    {
        var import = new PackumentImport(store, options);
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', lines)));
        await import.RunAsync(stream);
        return import;
    }

    /// <summary>Gives its content once and then fails.</summary>
    private sealed class Breaking(string content) : MemoryStream(Encoding.UTF8.GetBytes(content))
    {
        public override int Read(byte[] buffer, int offset, int count) =>
            base.Read(buffer, offset, count) is > 0 and var read ? read : throw new IOException("The disk is gone.");
    }
}
