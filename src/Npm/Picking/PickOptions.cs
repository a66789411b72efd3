namespace DepGraph.Npm.Picking;

/// <summary>npm-pick-manifest's options. The defaults check nothing.</summary>
public sealed record PickOptions
{
    public static PickOptions Default { get; } = new();

    /// <summary>The dist-tag that is preferred when its version fits; npm's <c>tag</c>.</summary>
    public string DefaultTag { get; init; } = "latest";

    /// <summary>Only versions published until then; versions whose time is unknown count as old enough. Null: all.</summary>
    public DateTimeOffset? Before { get; init; }

    /// <summary>The Node that versions should run on, such as <c>v24.1.0</c>; null: any.</summary>
    public string? NodeVersion { get; init; }

    /// <summary>The npm that versions should run on; null: any.</summary>
    public string? NpmVersion { get; init; }

    /// <summary>Whether versions that are not yet released may be picked.</summary>
    public bool IncludeStaged { get; init; }

    /// <summary>A range of versions to pick only when nothing else fits, because of an advisory for example.</summary>
    public string? Avoid { get; init; }

    /// <summary>Rather leave the wanted range, first within the major version, than pick a version to avoid.</summary>
    public bool AvoidStrict { get; init; }
}
