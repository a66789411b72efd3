namespace DepGraph.Npm.Placement.Placing;

/// <summary>Whether a package can go into a folder.</summary>
internal enum Verdict : byte
{
    Unknown,

    /// <summary>The place is free.</summary>
    Ok,

    /// <summary>What is there will do.</summary>
    Keep,

    /// <summary>It can take the place of what is there.</summary>
    Replace,

    /// <summary>It cannot go there.</summary>
    Conflict,
}
