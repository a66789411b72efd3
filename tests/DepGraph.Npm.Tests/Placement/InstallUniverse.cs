using System.Text;
using DepGraph.Npm.Packuments;
using DepGraph.Npm.Placement;
using DepGraph.Npm.Resolution;
using DepGraph.Npm.Tarballs;
using DepGraph.Npm.Tests.Resolution;

namespace DepGraph.Npm.Tests.Placement;

/// <summary>A registry written as text (see <see cref="TextUniverse"/>) from which projects are installed.</summary>
internal sealed class InstallUniverse(TextUniverse universe) : IInstallSource
{
    /// <summary>Every batch of names that was asked for.</summary>
    public List<string> Batches { get; } = [];

    /// <summary>What an opened tarball holds; null: it is missing.</summary>
    public TarballListing? Tarball { get; init; }

    public static async Task<InstallUniverse> ParseAsync(string text) => new(await TextUniverse.ParseAsync(text));

    /// <summary>The places of what is installed, in their order: <c>a@1.0.0</c>, below it <c>a/b@2.0.0 dev</c>.</summary>
    public static async Task<string[]> PlacesAsync(string universe, string project, InstallOptions? options = null)
    {
        var installation = await InstallAsync(universe, project, options);
        installation.Problems.Where(problem => problem.Severity == ProblemSeverity.Error).ShouldBeEmpty();
        return [.. installation.Packages.Select(Place)];
    }

    public static async Task<Installation> InstallAsync(
        string universe,
        string project,
        InstallOptions? options = null
    ) => await (await ParseAsync(universe)).InstallAsync(project, options);

    public async Task<Installation> InstallAsync(string project, InstallOptions? options = null)
    {
        ProjectManifest.TryParse(Encoding.UTF8.GetBytes(project), out var manifest, out var error).ShouldBeTrue(error);
        return await Installation.BuildAsync(manifest!, options ?? new InstallOptions(), this);
    }

    public IReadOnlyList<Task<PackumentAnswer>> Ask(IReadOnlyList<string> names)
    {
        Batches.Add(string.Join(' ', names));
        return [.. names.Select(name => Task.FromResult(Answer(universe.Find(name))))];
    }

    public ValueTask<TarballAnswer> OpenAsync(VersionManifest version, CancellationToken cancellationToken) =>
        ValueTask.FromResult(
            Tarball is null ? TarballAnswer.Failed("E404", "there is none") : TarballAnswer.Found(Tarball)
        );

    public static string Place(InstalledPackage package)
    {
        string?[] words =
        [
            $"{package.Path.Replace("/node_modules/", "/", StringComparison.Ordinal)["node_modules/".Length..]}@{package.Version}",
            package.Alias is null ? null : $"is {package.Name}",
            package.IsDev ? "dev" : null,
            package.IsOptional ? "optional" : null,
            package.IsDevOptional ? "devOptional" : null,
            package.IsPeer ? "peer" : null,
            package.IsExtraneous ? "extraneous" : null,
            package.IsBundled ? "bundled" : null,
            package.Skipped == SkipReason.None ? null : $"skipped:{package.Skipped}",
        ];
        return string.Join(' ', words.OfType<string>());
    }

    private static PackumentAnswer Answer(HeadAnswer answer) =>
        answer.Status switch
        {
            HeadStatus.Found => PackumentAnswer.Found(new Packument(answer.Head!, null)),
            HeadStatus.NotFound => PackumentAnswer.NotFound,
            _ => PackumentAnswer.Failed("E503", answer.Message ?? "not now"),
        };
}
