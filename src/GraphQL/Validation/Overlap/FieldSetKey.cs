using DepGraph.GraphQL.Language;

namespace DepGraph.GraphQL.Validation.Overlap;

/// <summary>What tells sets of fields apart: the fields in them, whatever their order, and what is asked of them.</summary>
internal sealed class FieldSetKey : IEquatable<FieldSetKey>
{
    private readonly int[] _numbers;
    private readonly bool _onlyShape;
    private readonly int _hash;

    private FieldSetKey(int[] numbers, bool onlyShape)
    {
        _numbers = numbers;
        _onlyShape = onlyShape;
        var hash = new HashCode();
        hash.Add(onlyShape);
        foreach (var number in numbers)
        {
            hash.Add(number);
        }

        _hash = hash.ToHashCode();
    }

    public static FieldSetKey Create(List<MergedField> fields, Func<FieldNode, int> numberOf, bool onlyShape)
    {
        var numbers = new int[fields.Count];
        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] = numberOf(fields[i].Node);
        }

        Array.Sort(numbers);
        return new FieldSetKey(numbers, onlyShape);
    }

    public bool Equals(FieldSetKey? other) =>
        other is not null
        && _hash == other._hash
        && _onlyShape == other._onlyShape
        && _numbers.AsSpan().SequenceEqual(other._numbers);

    public override bool Equals(object? obj) => Equals(obj as FieldSetKey);

    public override int GetHashCode() => _hash;
}
