using DepGraph.Npm.Selectors;
using DepGraph.Npm.Tests.Selectors.Oracle;

namespace DepGraph.Npm.Tests.Selectors;

/// <summary>Selectors against the machine's npm, over lock files of the equipment's projects.</summary>
public sealed class NpmQueryTests
{
    private const int DrawnPerProject = 12;

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

    private static async Task CompareAsync(NpmQuery npm)
    {
        var mismatches = new List<string>();
        var (count, refused, selected) = (0, 0, 0);
        foreach (var expected in await npm.AskAsync(TestContext.Current.CancellationToken))
        {
            var actual = default(string[]);
            var message = "npm failed";
            try
            {
                actual = [.. Selector.Parse(expected.Selector).Select(expected.Installation).Select(package => package.Path)];
            }
            catch (SelectorException exception)
            {
                message = exception.Message;
            }
            count++;
            refused += actual is null ? 1 : 0;
            selected += actual is { Length: > 0 } ? 1 : 0;
            if (actual is null ? expected.Paths is not null : expected.Paths is null || !actual.SequenceEqual(expected.Paths))
                mismatches.Add(
                    $"{expected.Project}: {expected.Selector}\n  - {string.Join(' ', (expected.Paths ?? ["npm fails"]).Except(actual ?? []).Take(5))}\n  + {string.Join(' ', (actual ?? [message]).Except(expected.Paths ?? []).Take(5))}"
                );
        }
        TestContext.Current.SendDiagnosticMessage($"{count} compared, {refused} refused, {selected} with places");
        mismatches.ShouldBeEmpty($"{mismatches.Count} of {count} differ ({refused} refused, {selected} with places):\n{string.Join('\n', mismatches.Take(40))}");
    }
}
