namespace DepGraph.Storage;

/// <summary>How far a package is known. The numbers are stored.</summary>
internal enum PackageState
{
    /// <summary>Only named by a dependency; never asked for.</summary>
    Named = 0,

    /// <summary>It has a head.</summary>
    Known = 1,

    /// <summary>The registry did not know it.</summary>
    Missing = 2,
}
