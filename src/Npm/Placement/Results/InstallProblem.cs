namespace DepGraph.Npm.Placement;

/// <summary>How bad a problem is.</summary>
public enum ProblemSeverity : byte
{
    /// <summary>npm installs, and warns.</summary>
    Warning,

    /// <summary>npm would have failed, or what it would have done is not known here.</summary>
    Error,
}

/// <summary>Something that npm would have failed for, or warned of.</summary>
/// <param name="Severity">Whether npm would have failed.</param>
/// <param name="Code">
/// npm's code; <c>EXIT1</c> where npm fails without one; <see cref="UnsupportedSpec"/> and <see cref="Workspaces"/> for what npm
/// does and this does not.
/// </param>
/// <param name="Message">What is wrong, naming the thing.</param>
public sealed record InstallProblem(ProblemSeverity Severity, string Code, string Message)
{
    /// <summary>A dependency from git, an address or a file: what is behind it is unknown, and it is left out.</summary>
    public const string UnsupportedSpec = "UNSUPPORTED_SPEC";

    /// <summary>The project has workspaces, which are left out.</summary>
    public const string Workspaces = "UNSUPPORTED_WORKSPACES";

    /// <summary>The tree is beyond a limit of placement.</summary>
    public const string TooLarge = "TOO_LARGE";

    /// <summary>The name that the dependency is declared under; null where it is not about one.</summary>
    public string? Name { get; init; }

    /// <summary>The spec as declared; null where it is not about one.</summary>
    public string? Range { get; init; }

    /// <summary>The path of the package that declares it, empty for the project; null where it is not about a dependency.</summary>
    public string? RequiredBy { get; init; }

    /// <summary>The whole story of an ERESOLVE as npm tells it, several lines; null otherwise.</summary>
    public string? Explanation { get; init; }
}
