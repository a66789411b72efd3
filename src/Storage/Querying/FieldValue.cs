using DepGraph.Npm.SemVer;

namespace DepGraph.Storage.Querying;

/// <summary>A value of a <see cref="Field{TRow}"/>; the default is null. Ordered: null first, then by value.</summary>
public readonly struct FieldValue : IEquatable<FieldValue>, IComparable<FieldValue>
{
    private static readonly object IsNumber = new();

    /// <summary>Null for null, <see cref="IsNumber"/> for a number, else the text or version.</summary>
    private readonly object? _content;
    private readonly long _number;

    private FieldValue(object? content, long number = 0)
    {
        _content = content;
        _number = number;
    }

    public static FieldValue Null => default;

    public bool IsNull => _content is null;

    /// <summary>0 for what is no number.</summary>
    public long Number => _number;

    /// <summary>Null for what is no text.</summary>
    public string? Text => _content as string;

    /// <summary>Null for what is no version.</summary>
    public SemVersion? Version => _content as SemVersion;

    public static FieldValue Of(long? number) => number is { } value ? new(IsNumber, value) : Null;

    public static FieldValue Of(bool value) => new(IsNumber, value ? 1 : 0);

    /// <summary>UTC ticks: 100 ns since 0001-01-01.</summary>
    public static FieldValue Of(DateTimeOffset? time) => Of(time?.UtcTicks);

    public static FieldValue Of(string? text) => new(text);

    public static FieldValue Of(SemVersion? version) => new(version);

    /// <exception cref="ArgumentException">The two are of different types.</exception>
    public int CompareTo(FieldValue other) =>
        (_content, other._content) switch
        {
            (null, null) => 0,
            (null, _) => -1,
            (_, null) => 1,
            (string text, string otherText) => CompareTexts(text, otherText),
            (SemVersion version, SemVersion otherVersion) => version.CompareTo(otherVersion),
            var (left, right) when left == right => _number.CompareTo(other._number),
            _ => throw new ArgumentException("Values of different types have no order.", nameof(other)),
        };

    public bool Equals(FieldValue other) =>
        _number == other._number && (ReferenceEquals(_content, other._content) || Equals(_content, other._content));

    public override bool Equals(object? obj) => obj is FieldValue other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(_content, _number);

    public override string ToString() => IsNull ? "null" : $"{(_content == IsNumber ? _number : _content)}";

    public static bool operator ==(FieldValue left, FieldValue right) => left.Equals(right);

    public static bool operator !=(FieldValue left, FieldValue right) => !left.Equals(right);

    public static bool operator <(FieldValue left, FieldValue right) => left.CompareTo(right) < 0;

    public static bool operator <=(FieldValue left, FieldValue right) => left.CompareTo(right) <= 0;

    public static bool operator >(FieldValue left, FieldValue right) => left.CompareTo(right) > 0;

    public static bool operator >=(FieldValue left, FieldValue right) => left.CompareTo(right) >= 0;

    /// <summary>By code point: a surrogate pair stands above everything that is none.</summary>
    private static int CompareTexts(string left, string right)
    {
        var common = left.AsSpan().CommonPrefixLength(right);
        if (common == left.Length || common == right.Length)
            return left.Length.CompareTo(right.Length);
        var (one, other) = (left[common], right[common]);
        return char.IsSurrogate(one) == char.IsSurrogate(other) ? one.CompareTo(other)
            : char.IsSurrogate(one) ? 1
            : -1;
    }
}
