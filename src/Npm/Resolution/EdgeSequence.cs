using System.Runtime.InteropServices;

namespace DepGraph.Npm.Resolution;

/// <summary>Tells sequences of edges apart by what is in them.</summary>
internal sealed class EdgeSequence : IEqualityComparer<int[]>
{
    public static EdgeSequence Instance { get; } = new();

    public bool Equals(int[]? x, int[]? y) => x.AsSpan().SequenceEqual(y);

    public int GetHashCode(int[] obj)
    {
        var hash = new HashCode();
        hash.AddBytes(MemoryMarshal.AsBytes(obj.AsSpan()));
        return hash.ToHashCode();
    }
}
