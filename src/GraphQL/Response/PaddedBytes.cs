using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;

namespace DepGraph.GraphQL.Response;

/// <summary>Constant bytes, padded so that they can be copied sixteen at a time: most keys are one move.</summary>
internal sealed class PaddedBytes
{
    private readonly byte[] _bytes;

    public PaddedBytes(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Length = bytes.Length;
        PaddedLength = (Length + Vector128<byte>.Count - 1) / Vector128<byte>.Count * Vector128<byte>.Count;
        _bytes = new byte[PaddedLength];
        bytes.CopyTo(_bytes, 0);
    }

    public int Length { get; }

    public int PaddedLength { get; }

    /// <param name="target">At least <see cref="PaddedLength"/> long.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void CopyTo(Span<byte> target)
    {
        ref var source = ref MemoryMarshal.GetArrayDataReference(_bytes);
        ref var destination = ref MemoryMarshal.GetReference(target);
        for (var i = 0; i < _bytes.Length; i += Vector128<byte>.Count)
        {
            Vector128.LoadUnsafe(ref source, (nuint)i).StoreUnsafe(ref destination, (nuint)i);
        }
    }
}
