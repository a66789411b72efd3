using DepGraph.Npm.Specs;

namespace DepGraph.Npm.Packuments;

/// <summary>
/// One dependency as a manifest declares it. A head makes one object per distinct name, range and kind, so that equal
/// requirements of many versions are the same object. Immutable.
/// </summary>
public sealed class Requirement
{
    /// <summary>
    /// The longest range whose spec is kept once parsed: a parsed range takes dozens of times its text, and a hostile
    /// document has room for thousands of long ones. Real ranges are shorter.
    /// </summary>
    internal const int LongestKept = 256;

    private static readonly object Unparsable = new();

    /// <summary>See <see cref="PackageHead.Pick(Requirement)"/>.</summary>
    internal RememberedPick LastPick;

    private object? _spec;

    /// <summary>Creates a requirement that belongs to no head.</summary>
    /// <param name="name">The name it is declared under.</param>
    /// <param name="range">The declared range, tag, alias or other spec.</param>
    /// <param name="kind">The map that declares it.</param>
    public Requirement(string name, string range, DependencyKind kind)
        : this(name, range, kind, isText: true, isFalsy: false) { }

    internal Requirement(string name, string range, DependencyKind kind, bool isText, bool isFalsy)
    {
        Name = name;
        Range = range;
        Kind = kind;
        IsText = isText;
        IsString = isText && !isFalsy;
    }

    /// <summary>The name it is declared under; an alias differs from the real package's name.</summary>
    public string Name { get; }

    /// <summary>The range as declared, for example <c>^4.17.0</c>; raw JSON where the manifest has no string there.</summary>
    public string Range { get; }

    /// <summary>The map that declares it.</summary>
    public DependencyKind Kind { get; }

    /// <summary>Whether the manifest has a string for the range; what JavaScript takes for false stands for the empty one.</summary>
    internal bool IsString { get; }

    /// <summary>Whether <see cref="Range"/> is a text, and not the JSON of what the manifest has there.</summary>
    internal bool IsText { get; }

    /// <summary>Name and range as npm-package-arg understands them; null where it rejects them. Parsed on first use and,
    /// unless the range is extraordinarily long, kept.</summary>
    public PackageSpec? Spec => (_spec ?? Parse()) as PackageSpec;

    /// <summary>The real package's name (an alias followed); null when no registry package is meant.</summary>
    public string? PackageName => Spec is { IsRegistry: true } spec ? spec.Registry.Name : null;

    /// <summary>Name and range, for example <c>left-pad@^1.0.0</c>.</summary>
    public override string ToString() => $"{Name}@{Range}";

    private object Parse()
    {
        var parsed = IsText && PackageSpec.TryResolve(Name, Range, out var spec, out _) ? spec : Unparsable;
        if (Range.Length <= LongestKept)
            _spec = parsed;
        return parsed;
    }
}
