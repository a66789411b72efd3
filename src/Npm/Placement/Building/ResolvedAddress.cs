namespace DepGraph.Npm.Placement.Building;

/// <summary>What a package's <c>resolved</c> says of where it came from.</summary>
internal static class ResolvedAddress
{
    /// <summary>Whether it is an address on the network.</summary>
    public static bool IsRemote(string? resolved) =>
        resolved is not null
        && (
            resolved.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
            || resolved.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
        );
}
