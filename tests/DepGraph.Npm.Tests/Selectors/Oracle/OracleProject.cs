using System.Text.Json;
using DepGraph.Npm.Placement;
using DepGraph.Npm.Tests.Placement.Oracle;

namespace DepGraph.Npm.Tests.Selectors.Oracle;

/// <summary>A project of the equipment that npm installs, with what is installed for it.</summary>
internal sealed record OracleProject(string Name, string PackageJson, Installation Installation, bool LegacyPeerDeps)
{
    /// <summary>The folder's name, which is the name of a project that has none.</summary>
    public string FolderName =>
        JsonDocument.Parse(PackageJson).RootElement.TryGetProperty("name", out var name) ? name.GetString()! : "project";

    /// <summary>Every project of the equipment that has a lock file.</summary>
    public static async IAsyncEnumerable<OracleProject> AllAsync()
    {
        foreach (var folder in (string[])["npm/expected", "npm/synthetic/expected"])
        foreach (var file in OracleAnswer.NamesIn(folder))
        {
            var answer = OracleAnswer.Read(folder, file);
            if (answer.ErrorCode is not null)
                continue;
            var installation = await Installation.BuildAsync(answer.Project, answer.Options, CorpusSource.Shared);
            yield return new OracleProject(answer.Name, answer.PackageJson, installation, answer.Options.LegacyPeerDeps);
        }
    }
}
