using System.Text.Json;
using DepGraph.Npm.Json;
using DepGraph.Npm.Selectors.Matching;
using DepGraph.Npm.SemVer;

namespace DepGraph.Npm.Selectors.Conditions;

/// <summary>What <c>:semver()</c> asks: how a version or range of the package stands to one that is given.</summary>
internal sealed class SemverTest
{
    /// <summary>The functions that npm knows.</summary>
    public const string Functions = "infer eq neq gt gte lt lte gtr ltr satisfies intersects subset";

    private readonly AttributePath _path;
    private readonly string _function;
    private readonly SemVersion? _version;
    private readonly SemRange? _range;

    /// <param name="text">A version or range.</param>
    /// <param name="path">Where the package's own stands.</param>
    /// <param name="function">One of <see cref="Functions"/>.</param>
    public SemverTest(string text, AttributePath path, string function)
    {
        _path = path;
        _function = function;
        Read(text, out _version, out _range);
    }

    /// <summary>Whether the given text is a version or range at all.</summary>
    public bool IsReadable => _version is not null || _range is not null;

    /// <summary>Whether it holds. npm takes only the first step of a way through attributes.</summary>
    public bool Matches(LockedTree tree, int place)
    {
        if (_path.Lookups.Count == 0)
            return Passes(name => tree.Attribute(place, name));
        return _path.Lookups.FirstOrDefault(each => each is not null) is { } first
            && AttributePath.First(tree, place, first) is var found
            && found.Exists(JavaScriptObject.IsTruthy)
            && found.Exists(each => Passes(name => JavaScriptMember.Of(each, name)));
    }

    private bool Passes(Func<string, JsonElement> attribute)
    {
        var value = attribute(_path.Test.Name);
        if (_path.Test.Operator is not null && !_path.Test.Passes(value))
            return false;
        if (value.ValueKind != JsonValueKind.String)
            return false;
        Read(value.GetString()!, out var version, out var range);
        return (version is not null || range is not null) && Compare(version, range);
    }

    private bool Compare(SemVersion? version, SemRange? range)
    {
        var function =
            _function != "infer" ? _function
            : _version is not null && version is not null ? "eq"
            : _version is null && version is null ? "intersects"
            : "satisfies";
        switch (function)
        {
            case "satisfies" or "gtr" or "ltr":
                var (tested, against) = _version is not null ? (_version, range) : (version, _range);
                return tested is not null
                    && against is not null
                    && function switch
                    {
                        "satisfies" => against.IsSatisfiedBy(tested),
                        "gtr" => against.IsExceededBy(tested),
                        _ => against.IsUndercutBy(tested),
                    };
            case "intersects":
                return range is not null && _range is not null && range.Intersects(_range);
            case "subset":
                return range is not null && _range is not null && range.IsSubsetOf(_range);
            default:
                return version is not null
                    && _version is not null
                    && Holds(function, SemVersion.Compare(version, _version));
        }
    }

    private static bool Holds(string function, int order) =>
        function switch
        {
            "eq" => order == 0,
            "neq" => order != 0,
            "gt" => order > 0,
            "gte" => order >= 0,
            "lt" => order < 0,
            _ => order <= 0,
        };

    private static void Read(string text, out SemVersion? version, out SemRange? range)
    {
        SemVersion.TryParse(text, loose: false, out version);
        SemRange.TryParse(text, SemVerOptions.None, out range);
    }
}
