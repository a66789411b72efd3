namespace DepGraph.Storage.Searching;

/// <summary>A package that a search found.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Tier">How well it matches.</param>
/// <param name="Dependents">How many dependencies of latest versions, of every kind, are on it.</param>
public readonly record struct PackageHit(string Name, SearchTier Tier, long Dependents) : IComparable<PackageHit>
{
    /// <summary>The order of results: the better match, then the one more depended upon, then the name by code point.</summary>
    public int CompareTo(PackageHit other) =>
        Tier != other.Tier ? Tier.CompareTo(other.Tier)
        : Dependents != other.Dependents ? other.Dependents.CompareTo(Dependents)
        : string.CompareOrdinal(Name, other.Name);

    public static bool operator <(PackageHit left, PackageHit right) => left.CompareTo(right) < 0;

    public static bool operator <=(PackageHit left, PackageHit right) => left.CompareTo(right) <= 0;

    public static bool operator >(PackageHit left, PackageHit right) => left.CompareTo(right) > 0;

    public static bool operator >=(PackageHit left, PackageHit right) => left.CompareTo(right) >= 0;
}
