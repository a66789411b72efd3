using System.Text.Json;
using DepGraph.Npm.Placement;
using DepGraph.Npm.Tests.Placement.Oracle;

namespace DepGraph.Npm.Tests.Selectors.Oracle;

/// <summary>A project of the equipment that npm installs, with what is installed for it.</summary>
internal sealed record OracleProject(string Name, string PackageJson, Installation Installation, bool LegacyPeerDeps)
{
    private static readonly string[] Folders = ["npm/expected", "npm/synthetic/expected"];

    /// <summary>The folder's name, which is the name of a project that has none.</summary>
    public string FolderName =>
        JsonDocument.Parse(PackageJson).RootElement.TryGetProperty("name", out var name)
            ? name.GetString()!
            : "project";

    /// <summary>Every project of the equipment that has a lock file.</summary>
    public static async IAsyncEnumerable<OracleProject> AllAsync()
    {
        foreach (var folder in Folders)
        foreach (var file in OracleAnswer.NamesIn(folder))
            if (OracleAnswer.Read(folder, file) is { ErrorCode: null } answer)
                yield return await InstallAsync(answer);
    }

    /// <summary>One of these.</summary>
    public static Task<OracleProject> ReadAsync(string file) =>
        InstallAsync(OracleAnswer.Read(Folders.First(folder => OracleAnswer.NamesIn(folder).Contains(file)), file));

    private static async Task<OracleProject> InstallAsync(OracleAnswer answer)
    {
        var options = answer.Options;
        var installation = await Installation.BuildAsync(answer.Project, options, CorpusSource.Shared);
        return new OracleProject(answer.Name, answer.PackageJson, installation, options.LegacyPeerDeps);
    }
}
