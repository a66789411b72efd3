namespace DepGraph.Ingestion.Dependents;

/// <summary>The names from one on and before another.</summary>
/// <param name="From">The first, in UTF-8; whether or not there is one.</param>
/// <param name="Before">What all of them come before; null: nothing, it has no end.</param>
internal readonly record struct NameRange(byte[] From, byte[]? Before)
{
    public static Comparer<NameRange> ByStart { get; } =
        Comparer<NameRange>.Create((one, other) => one.From.AsSpan().SequenceCompareTo(other.From));

    /// <summary>Whether a name is in it, or comes right behind it.</summary>
    public bool Reaches(ReadOnlySpan<byte> name) => Before is null || Before.AsSpan().SequenceCompareTo(name) >= 0;

    /// <summary>The same, up to another end if that is farther.</summary>
    public NameRange Through(byte[]? before) =>
        Before is null || (before is not null && Before.AsSpan().SequenceCompareTo(before) >= 0)
            ? this
            : this with
            {
                Before = before,
            };
}
