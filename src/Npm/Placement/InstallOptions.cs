using DepGraph.Npm.Packuments;

namespace DepGraph.Npm.Placement;

/// <summary>What <c>npm install</c> can be told. The defaults are npm's own, with no platform and no engines to check.</summary>
public sealed record InstallOptions
{
    /// <summary>Which kinds to leave out when installing; npm knows dev, optional and peer. They are placed all the same.</summary>
    public DependencyKinds Omit { get; init; }

    /// <summary>The platform installed for; null: optional packages of every platform count as installed.</summary>
    public InstallPlatform? Target { get; init; }

    /// <summary>
    /// The platform that npm runs on, which a required package must support (else EBADPLATFORM); null: any.
    /// </summary>
    public InstallPlatform? Host { get; init; }

    /// <summary>The Node that <c>engines</c> are judged by, such as <c>20.20.2</c>; null: any.</summary>
    public string? NodeVersion { get; init; }

    /// <summary>The npm that <c>engines</c> are judged by; null: any.</summary>
    public string? NpmVersion { get; init; }

    /// <summary>Only versions published until then; versions whose time is unknown count as old enough. Null: all.</summary>
    public DateTimeOffset? Before { get; init; }

    /// <summary>Whether peer dependencies are ignored, as before npm 7.</summary>
    public bool LegacyPeerDeps { get; init; }

    /// <summary>Whether a peer conflict is an error wherever it is, not only on behalf of the project itself.</summary>
    public bool StrictPeerDeps { get; init; }

    /// <summary>Whether conflicts, engines and platforms of required packages are let pass.</summary>
    public bool Force { get; init; }

    /// <summary>Whether what is placed already is preferred to a newer version.</summary>
    public bool PreferDedupe { get; init; }

    /// <summary>Whether a required package whose <c>engines</c> do not fit is an error rather than a warning.</summary>
    public bool EngineStrict { get; init; }
}
