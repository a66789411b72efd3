namespace DepGraph.Bolt;

/// <summary>A point in a database's history, to be handed to those who must see it. Immutable.</summary>
public sealed class Bookmarks : IEquatable<Bookmarks>
{
    /// <summary>The point before everything.</summary>
    public static Bookmarks Empty { get; } = new([]);

    private readonly string[] values;

    private Bookmarks(string[] values) => this.values = values;

    /// <summary>The server's own tokens.</summary>
    public IReadOnlyList<string> Values => values;

    public static Bookmarks From(params IEnumerable<string> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        string[] distinct = [.. values.Distinct(StringComparer.Ordinal)];
        return distinct.Length == 0 ? Empty : new Bookmarks(distinct);
    }

    /// <summary>The least point that is behind all of these.</summary>
    public static Bookmarks Combine(params IEnumerable<Bookmarks> bookmarks)
    {
        ArgumentNullException.ThrowIfNull(bookmarks);
        return From(bookmarks.SelectMany(one => one.values));
    }

    public bool Equals(Bookmarks? other) => other is not null && values.ToHashSet().SetEquals(other.values);

    public override bool Equals(object? obj) => Equals(obj as Bookmarks);

    public override int GetHashCode() =>
        values.Aggregate(0, (hash, value) => hash ^ value.GetHashCode(StringComparison.Ordinal));

    public override string ToString() => string.Join(", ", values);
}
