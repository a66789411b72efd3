using System.Text.Json;
using DepGraph.Npm.Selectors;
using DepGraph.Npm.Tests.Selectors.Oracle;
using DepGraph.Testing;

namespace DepGraph.Npm.Tests.Selectors;

/// <summary>Selectors against the machine's npm, over lock files of the equipment's projects.</summary>
public sealed class NpmQueryTests
{
    private const int DrawnPerProject = 10;
    private const int VariantsOfProject = 1;

    /// <summary>What reads flags, overrides and the project's own package.json.</summary>
    private static readonly string[] OfVariants =
    [
        .. ":overridden :invalid :extraneous .dev .optional .peer .prod :type(range) :type(version)".Split(' '),
        .. "[private] [_id] [_private] [bin] [number] [number=1] [number=''] [os=20] [os=win] [os$=win32] [os='']".Split(
            ' '
        ),
        ":attr(bin, [installation])",
        ":attr(scripts, [odd])",
        ":attr(scripts, [test*=node])",
        ":attr(funding, [url])",
    ];

    [Fact]
    public async Task Random_selectors_select_what_npm_selects()
    {
        using var npm = new NpmQuery();
        var seed = 0;
        await foreach (var project in OracleProject.AllAsync())
        {
            var draw = new SelectorDraw(seed++, project.Installation);
            npm.Add(project, [.. Enumerable.Range(0, DrawnPerProject).Select(_ => draw.Next())]);
        }
        await CompareAsync(npm);
    }

    [Fact]
    public async Task Overrides_and_names_in_two_maps_are_read_back_as_npm_reads_them()
    {
        using var npm = new NpmQuery();
        var seed = 0;
        await foreach (var project in OracleProject.AllAsync())
            for (var i = 0; i < VariantsOfProject; i++)
                if (await ProjectVariant.DrawAsync(project, ++seed) is { } variant)
                {
                    var draw = new SelectorDraw(seed, variant.Installation);
                    npm.Add(variant, [.. OfVariants, .. Enumerable.Range(0, DrawnPerProject).Select(_ => draw.Next())]);
                }
        await CompareAsync(npm);
    }

    [Theory]
    [InlineData("react.json", ":root, :root > *")]
    [InlineData("bundled.json", ".bundled")]
    [InlineData("peer-auto.json", ".peer:not([license=ISC]), #nowhere")]
    public async Task The_command_itself_says_the_same(string name, string selector)
    {
        var project = await OracleProject.ReadAsync(name);
        using var folder = new TemporaryFolder();
        var (exitCode, report) = await NodeProcess.RunNpmAsync(
            NpmQuery.Write(folder.Path, project),
            [
                "query",
                selector,
                "--package-lock-only",
                "--no-update-notifier",
                $"--cache={folder.File("cache")}",
                $"--userconfig={folder.File("npmrc")}",
            ]
        );

        exitCode.ShouldBe(0, report);
        using var answer = JsonDocument.Parse(report);
        var paths = answer.RootElement.EnumerateArray().Select(each => each.GetProperty("location").GetString()!);
        Selector
            .Parse(selector)
            .Select(project.Installation)
            .Select(package => package.Path)
            .ShouldBe(paths.Order(StringComparer.Ordinal));
        answer.RootElement.GetArrayLength().ShouldBeGreaterThan(0);
    }

    private static async Task CompareAsync(NpmQuery npm)
    {
        var mismatches = new List<string>();
        var (count, selected) = (0, 0);
        foreach (var expected in await npm.AskAsync(TestContext.Current.CancellationToken))
        {
            count++;
            selected += expected.Paths is { Length: > 0 } ? 1 : 0;
            var (paths, refusal) = Select(expected);
            // What npm fails over must be refused, and nothing else.
            if (
                paths is null || expected.Paths is null ? paths != expected.Paths : !paths.SequenceEqual(expected.Paths)
            )
                mismatches.Add(
                    $"{expected.Project}: {expected.Selector}\n  npm: {Text(expected.Paths, "fails")}\n  here: {Text(paths, refusal)}"
                );
        }
        mismatches.ShouldBeEmpty($"{mismatches.Count} of {count} differ:\n{string.Join('\n', mismatches.Take(10))}");
        selected.ShouldBeGreaterThan(count / 5);
    }

    private static (string[]? Paths, string Refusal) Select(NpmSelection expected)
    {
        try
        {
            var selected = Selector.Parse(expected.Selector).Select(expected.Installation);
            return ([.. selected.Select(package => package.Path)], "");
        }
        catch (SelectorException refusal)
        {
            return (null, refusal.Message);
        }
    }

    private static string Text(string[]? paths, string otherwise) =>
        paths is null ? otherwise : string.Join(' ', paths);
}
