using DepGraph.Npm.Json;
using DepGraph.Npm.Picking;
using DepGraph.Npm.Placement.Tree;
using DepGraph.Npm.SemVer;

namespace DepGraph.Npm.Placement.Finishing;

/// <summary>Whether packages say that they run on the Node and npm of the options.</summary>
internal sealed class EngineCheck(InstallOptions options)
{
    private readonly Dictionary<string, bool> _known = [];

    public bool Fits(NodeManifest manifest)
    {
        if (Json(manifest) is not { } json)
            return true;
        if (!_known.TryGetValue(json, out var fits))
        {
            var engines = Engines.FromJson(json);
            fits = (options.Force || Fits(engines.Node, options.NodeVersion)) && Fits(engines.Npm, options.NpmVersion);
            _known.Add(json, fits);
        }
        return fits;
    }

    /// <summary>The manifest's <c>engines</c> as JSON; null: none.</summary>
    public static string? Json(NodeManifest manifest) =>
        manifest.Registered is { } version ? version.EnginesJson
        : manifest.Json is { } json
        && JavaScriptObject.Member(json, "engines")
            is { ValueKind: not System.Text.Json.JsonValueKind.Undefined } engines
            ? engines.GetRawText()
        : null;

    private static bool Fits(string? demanded, string? engine) =>
        demanded is null
        || engine is null
        || (
            SemVersion.TryParse(engine, loose: false, out var version)
            && SemRange.TryParse(demanded, SemVerOptions.IncludePrerelease, out var range)
            && range.IsSatisfiedBy(version)
        );
}
