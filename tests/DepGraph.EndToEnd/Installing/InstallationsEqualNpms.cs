using System.Text.Json;
using DepGraph.EndToEnd.Queue;
using DepGraph.Testing;

namespace DepGraph.EndToEnd.Installing;

/// <summary>The service, cold and over HTTP, answers what the real npm placed for the same project from the same registry.</summary>
public sealed class InstallationsEqualNpms : IAsyncLifetime
{
    private const int Patience = 240;

    private const string Query = """
        query ($manifest: JSON!, $options: InstallOptions, $after: String) { resolveManifest(manifest: $manifest, options: $options) {
          isComplete totalCount problems { severity code message }
          packages(first: 1000, after: $after) { pageInfo { hasNextPage endCursor } nodes { path name alias version skipped
            isDev isOptional isDevOptional isPeer isBundled isInShrinkwrap isExtraneous packageVersion { version } } } } }
        """;

    private static readonly (string Name, string Value)[] Leisure =
    [
        ("Ingestion__MaxWaitSeconds", $"{Patience}"),
        ("Ingestion__Freshness", "3650d"),
        ("Ingestion__RefreshInterval", "0"),
    ];

    private ReplayRegistry? registry;

    public async ValueTask InitializeAsync() => registry = await ReplayRegistry.StartAsync();

    public async ValueTask DisposeAsync()
    {
        if (registry is not null)
        {
            await registry.DisposeAsync();
        }
    }

    [Fact]
    public async Task Every_answer_of_npm_is_the_services()
    {
        await using var fleet = new Fleet(await SqliteQueuePlace.CreateAsync(), registry!.Address, Leisure);

        await CompareAsync(await fleet.StartInlineAsync());
    }

    [Fact]
    public async Task So_it_is_where_workers_fetch_and_open_the_tarballs()
    {
        await using var fleet = new Fleet(await SqliteQueuePlace.CreateAsync(), registry!.Address, Leisure);
        await fleet.StartWorkersAsync(2);

        await CompareAsync(await fleet.StartReplicaAsync());
    }

    private static async Task CompareAsync(DepGraphProgram program)
    {
        var mismatches = new List<string>();
        var count = 0;
        foreach (var folderName in (string[])["npm/expected", "npm/synthetic/expected"])
        {
            foreach (var answer in NpmAnswer.ReadAll(folderName).Where(IsOfThisMachine))
            {
                count++;
                if (await CompareAsync(program, answer) is { } mismatch)
                {
                    mismatches.Add($"{answer.Name}: {mismatch}");
                }
            }
        }

        count.ShouldBeGreaterThan(230);
        mismatches.ShouldBeEmpty($"{mismatches.Count} of {count} differ:\n{string.Join('\n', mismatches)}");
    }

    /// <summary>npm fails where a required package does not support npm's own machine; the service has none that it would install on.</summary>
    private static bool IsOfThisMachine(NpmAnswer answer) => answer.ErrorCode != "EBADPLATFORM";

    private static async Task<string?> CompareAsync(DepGraphProgram program, NpmAnswer answer)
    {
        var lines = new List<string>();
        string? after = null;
        JsonElement installation;
        do
        {
            var data = await program.DataAsync(
                Query,
                new
                {
                    manifest = answer.Project,
                    options = answer.Options,
                    after,
                },
                wait: Patience
            );
            installation = data.GetProperty("resolveManifest");
            var packages = installation.GetProperty("packages");
            lines.AddRange(packages.GetProperty("nodes").EnumerateArray().Select(NpmAnswer.LineOf));
            var page = packages.GetProperty("pageInfo");
            after = page.GetProperty("hasNextPage").GetBoolean() ? page.GetProperty("endCursor").GetString() : null;
        } while (after is not null);

        var error = installation
            .GetProperty("problems")
            .EnumerateArray()
            .FirstOrDefault(problem => problem.GetProperty("severity").GetString() == "ERROR");
        var code = error.ValueKind == JsonValueKind.Undefined ? null : error.GetProperty("code").GetString();
        if (code != answer.ErrorCode)
        {
            return $"{code ?? "no error"} instead of {answer.ErrorCode ?? "no error"} ({error})";
        }

        if (code is not null)
        {
            return null;
        }

        string[] missing = [.. answer.Packages.Except(lines)];
        string[] surplus = [.. lines.Except(answer.Packages)];
        return missing.Length + surplus.Length == 0
            ? null
            : $"{missing.Length} missing, {surplus.Length} surplus: {string.Join(" | ", missing.Take(3))} / {string.Join(" | ", surplus.Take(3))}";
    }
}
