using System.Text.Json;
using DepGraph.Npm.Json;
using DepGraph.Npm.Placement.Tree;
using DepGraph.Npm.SemVer;
using DepGraph.Npm.Specs;

namespace DepGraph.Npm.Placement.Overrides;

/// <summary>
/// The rules of <c>overrides</c> that hold somewhere in the tree: those of the project, and more specific ones behind each package that
/// a rule names. A set that is no root is itself a rule: for the package <see cref="Name"/>, where the declared spec
/// meets <see cref="KeySpec"/>, ask for <see cref="Value"/>.
/// </summary>
internal sealed class OverrideSet
{
    private readonly OverrideSet? _parent;
    private readonly List<OverrideSet> _children = [];
    private OverrideSet[]? _rules;

    private OverrideSet(JsonElement overrides, string? key, OverrideSet? parent)
    {
        _parent = parent;
        if (overrides.ValueKind == JsonValueKind.Null)
            throw InstallFailedException.Uncoded($"The override of {key} is null.");
        var own = overrides.ValueKind == JsonValueKind.String ? overrides.GetString() : Member(overrides);
        if (parent is not null)
        {
            Key = key;
            if (!PackageSpec.TryParse(key!, out var spec, out var error))
                throw InstallFailedException.Of(error, key!);
            Name = spec.Name ?? throw InstallFailedException.Uncoded($"Override without name: {key}");
            KeySpec = spec.Type == SpecType.Alias ? $"npm:{spec.FetchSpec}" : spec.FetchSpec;
            Value = own is "" ? "*" : own ?? KeySpec;
        }
        if (overrides.ValueKind != JsonValueKind.Object)
            return;
        foreach (var (name, value) in JavaScriptObject.Entries(overrides))
            if (name != ".")
                _children.Add(new OverrideSet(value, name, this));
    }

    /// <summary>The key under which the rule stands; null for the root.</summary>
    public string? Key { get; }

    /// <summary>The package that the rule is about; null for the root.</summary>
    public string? Name { get; }

    /// <summary>Which of its specs; <c>*</c>: all. Null for the root.</summary>
    public string? KeySpec { get; }

    /// <summary>What to ask for instead; null for the root.</summary>
    public string? Value { get; }

    /// <summary>All rules that hold here, the more specific first.</summary>
    public OverrideSet[] Rules => _rules ??= CollectRules();

    /// <summary>The rules of a project's <c>overrides</c>; null: there are none.</summary>
    /// <exception cref="InstallFailedException">npm would not understand them.</exception>
    public static OverrideSet? Read(JsonElement overrides) =>
        overrides.ValueKind == JsonValueKind.Object && overrides.EnumerateObject().Any()
            ? new OverrideSet(overrides, null, null)
            : null;

    /// <summary>The rule that applies to an edge; where none does, the set itself.</summary>
    public OverrideSet RuleFor(Edge edge)
    {
        foreach (var rule in Rules)
        {
            if (rule.Name != edge.Name.Text)
                continue;
            if (rule.KeySpec == "*" || Concerns(rule, edge))
                return rule;
        }
        return this;
    }

    public bool IsEqualTo(OverrideSet? other)
    {
        if (this == other)
            return true;
        if (other is null || Key != other.Key || Value != other.Value || !HasEqualChildren(other))
            return false;
        return _parent is null ? other._parent is null : _parent.IsEqualTo(other._parent);
    }

    /// <summary>Whether the same package can be subject to both.</summary>
    public static bool DoConflict(OverrideSet first, OverrideSet second) =>
        MoreSpecific(first, second, out _) ? false : HaveConflictingRules(first, second);

    /// <summary>
    /// The more specific of two sets if one holds the other, else their nearest common root; false where their rules contradict.
    /// </summary>
    public static bool MoreSpecific(OverrideSet first, OverrideSet second, out OverrideSet? specific)
    {
        specific = null;
        for (var set = second; set is not null; set = set._parent)
            if (set.IsEqualTo(first))
            {
                specific = second;
                return true;
            }
        for (var set = first; set is not null; set = set._parent)
            if (set.IsEqualTo(second))
            {
                specific = first;
                return true;
            }
        if (HaveConflictingRules(first, second))
            return false;
        specific = CommonRoot(first, second);
        return true;
    }

    private static OverrideSet? CommonRoot(OverrideSet first, OverrideSet second)
    {
        for (var other = second; other is not null; other = other._parent)
        for (var set = first; set is not null; set = set._parent)
            if (set.IsEqualTo(other))
                return set;
        return null;
    }

    private static bool HaveConflictingRules(OverrideSet first, OverrideSet second)
    {
        foreach (var rule in first.Rules)
        {
            var other = Array.Find(second.Rules, each => each.Key == rule.Key);
            if (other is null || rule.IsEqualTo(other) || rule.Value!.StartsWith('$') || other.Value!.StartsWith('$'))
                continue;
            if (
                PackageSpec.TryParse($"{rule.Name}@{rule.Value}", out var spec, out _)
                && PackageSpec.TryParse($"{other.Name}@{other.Value}", out var otherSpec, out _)
                && TryReadRange(spec, out var range)
                && TryReadRange(otherSpec, out var otherRange)
                && !range.Intersects(otherRange)
            )
                return true;
        }
        return false;
    }

    private static bool Concerns(OverrideSet rule, Edge edge)
    {
        var spec = edge.Declared.Spec;
        if (spec is null)
            throw InstallFailedException.Of(edge.Declared.Error!, $"{edge.Name}@{edge.Declared.Text}");
        spec = spec.Registry;
        switch (spec.Type)
        {
            case SpecType.Git:
                return spec.Git?.Range is { } tags && Intersects(tags, rule.KeySpec!);
            case SpecType.Range or SpecType.Version:
                return Intersects(spec.FetchSpec, rule.KeySpec!);
            default:
                return true;
        }
    }

    private static bool Intersects(string spec, string keySpec) =>
        SemRange.TryParse(spec, SemVerOptions.None, out var range)
        && SemRange.TryParse(keySpec, SemVerOptions.None, out var key)
            ? range.Intersects(key)
            : throw InstallFailedException.Uncoded($"Invalid comparator in \"{spec}\" or \"{keySpec}\".");

    private static bool TryReadRange(PackageSpec spec, out SemRange range)
    {
        range = null!;
        return spec.Type is SpecType.Range or SpecType.Version
            && SemRange.TryParse(spec.FetchSpec, SemVerOptions.None, out range!);
    }

    private static string? Member(JsonElement overrides) =>
        overrides.ValueKind == JsonValueKind.Object
        && overrides.TryGetProperty(".", out var own)
        && own.ValueKind == JsonValueKind.String
            ? own.GetString()
            : null;

    private bool HasEqualChildren(OverrideSet other)
    {
        if (_children.Count != other._children.Count)
            return false;
        foreach (var child in _children)
        {
            var match = other._children.Find(each => each.Key == child.Key);
            if (match is null || match.Value != child.Value || !child.HasEqualChildren(match))
                return false;
        }
        return true;
    }

    private OverrideSet[] CollectRules()
    {
        var rules = new List<OverrideSet>();
        for (var set = this; set is not null; set = set._parent)
        {
            foreach (var child in set._children)
                Add(child);
            if (set._parent is not null)
                Add(set);
        }
        return [.. rules];

        void Add(OverrideSet rule)
        {
            if (!rules.Exists(each => each.Key == rule.Key))
                rules.Add(rule);
        }
    }
}
