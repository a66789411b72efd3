using System.Diagnostics.CodeAnalysis;

namespace DepGraph.GraphQL.Binding;

/// <summary>
/// A nullable argument or input field that also says whether the client gave it: left out is not the same as null.
/// </summary>
public readonly record struct Optional<T>
{
    public Optional(T value)
    {
        Value = value;
        HasValue = true;
    }

    /// <summary>True when it was given, be it null.</summary>
    public bool HasValue { get; }

    /// <summary>The given value; the default of <typeparamref name="T"/> when there is none.</summary>
    [MaybeNull]
    public T Value { get; }
}
