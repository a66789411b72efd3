namespace DepGraph.Npm.Specs;

/// <summary>What a spec asks for, in npm-package-arg's terms.</summary>
public enum SpecType
{
    /// <summary>One version from the registry.</summary>
    Version,

    /// <summary>The best version of a range from the registry.</summary>
    Range,

    /// <summary>What a dist-tag points at.</summary>
    Tag,

    /// <summary>A package from the registry under another name: <c>npm:name@spec</c>.</summary>
    Alias,

    /// <summary>A git repository, by address or as a hosting service's shortcut.</summary>
    Git,

    /// <summary>A tarball by http or https.</summary>
    Remote,

    /// <summary>A tarball on the dependent's disk.</summary>
    File,

    /// <summary>A folder on the dependent's disk.</summary>
    Directory,
}
