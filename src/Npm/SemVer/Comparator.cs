namespace DepGraph.Npm.SemVer;

/// <summary>How a version must stand to a comparator's.</summary>
public enum ComparatorOperator : byte
{
    Equal,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// <summary>One condition of a range, such as <c>&gt;=1.2.3</c>; the default value is the one that every version meets.</summary>
public readonly struct Comparator : IEquatable<Comparator>
{
    public Comparator(ComparatorOperator @operator, SemVersion version)
    {
        ArgumentNullException.ThrowIfNull(version);
        Operator = @operator;
        Version = version;
    }

    /// <summary>Null: any version.</summary>
    public SemVersion? Version { get; }

    public ComparatorOperator Operator { get; }

    public bool IsAny => Version is null;

    /// <summary>Nothing is below the lowest prerelease of 0.0.0, so <c>&lt;0.0.0-0</c> is how "no version" is written.</summary>
    internal bool IsNone =>
        Operator == ComparatorOperator.Less
        && Version is { Major: 0, Minor: 0, Patch: 0 } version
        && version.Prerelease is "0";

    internal bool IsUpper =>
        Version is not null && Operator is ComparatorOperator.Less or ComparatorOperator.LessOrEqual;

    internal bool IsLower =>
        Version is not null && Operator is ComparatorOperator.Greater or ComparatorOperator.GreaterOrEqual;

    internal bool IsEqual => Version is not null && Operator == ComparatorOperator.Equal;

    internal bool IsInclusive =>
        Version is not null && Operator is ComparatorOperator.LessOrEqual or ComparatorOperator.GreaterOrEqual;

    /// <summary>Compares only; which prereleases a range admits is the range's rule.</summary>
    public bool IsSatisfiedBy(SemVersion version)
    {
        if (Version is null)
        {
            return true;
        }

        int order = SemVersion.Compare(version, Version);
        return Operator switch
        {
            ComparatorOperator.Equal => order == 0,
            ComparatorOperator.Less => order < 0,
            ComparatorOperator.LessOrEqual => order <= 0,
            ComparatorOperator.Greater => order > 0,
            _ => order >= 0,
        };
    }

    public bool Equals(Comparator other) => Operator == other.Operator && Version == other.Version;

    public override bool Equals(object? obj) => obj is Comparator other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(Operator, Version);

    /// <summary>The canonical text; empty for any version.</summary>
    public override string ToString() =>
        Version is null
            ? ""
            : Operator switch
            {
                ComparatorOperator.Less => "<",
                ComparatorOperator.LessOrEqual => "<=",
                ComparatorOperator.Greater => ">",
                ComparatorOperator.GreaterOrEqual => ">=",
                _ => "",
            } + Version.Text;

    public static bool operator ==(Comparator left, Comparator right) => left.Equals(right);

    public static bool operator !=(Comparator left, Comparator right) => !left.Equals(right);
}
