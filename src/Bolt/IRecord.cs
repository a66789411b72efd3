using System.Diagnostics.CodeAnalysis;

namespace DepGraph.Bolt;

/// <summary>One row of a result. Its values are decoded when they are first asked for. Safe for use by one thread at a time.</summary>
public interface IRecord
{
    /// <exception cref="ArgumentOutOfRangeException">There is no such column.</exception>
    object? this[int index] { get; }

    /// <exception cref="KeyNotFoundException">There is no such column.</exception>
    object? this[string key] { get; }

    /// <summary>The names of the columns.</summary>
    IReadOnlyList<string> Keys { get; }

    /// <summary>All values by their columns' names.</summary>
    IReadOnlyDictionary<string, object?> Values { get; }

    /// <summary>A value, converted as <see cref="ValueExtensions.As{T}(object?)"/> does.</summary>
    /// <exception cref="KeyNotFoundException">There is no such column.</exception>
    /// <exception cref="InvalidCastException">It does not convert.</exception>
    T Get<T>(string key);

    /// <summary>A value, converted; false when there is no such column or it is null.</summary>
    /// <exception cref="InvalidCastException">It does not convert.</exception>
    bool TryGet<T>(string key, [NotNullWhen(true)] out T? value);
}
