using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace DepGraph.GraphQL.Response;

/// <summary>Copies text that is the same in JSON as in memory: ASCII without quotes, backslashes and control characters.</summary>
internal static class PlainText
{
    /// <summary>Bytes beyond the text that a copy may touch.</summary>
    public const int Slack = 8;

    /// <summary>
    /// Copies eight characters at a time and stops at the first eight that are not all plain. Returns how many it copied: all,
    /// or fewer.
    /// </summary>
    /// <param name="target">At least <see cref="Slack"/> longer than the text.</param>
    public static int Copy(ReadOnlySpan<char> text, Span<byte> target)
    {
        ref var source = ref Unsafe.As<char, ushort>(ref MemoryMarshal.GetReference(text));
        ref var destination = ref MemoryMarshal.GetReference(target);
        var i = 0;
        for (; i <= text.Length - Vector128<ushort>.Count; i += Vector128<ushort>.Count)
        {
            var characters = Vector128.LoadUnsafe(ref source, (nuint)i);
            // Below the blank wraps around to large numbers, so one comparison finds control characters and what is not ASCII.
            var strange =
                Vector128.GreaterThan(characters - Vector128.Create((ushort)' '), Vector128.Create((ushort)('~' - ' ')))
                | Vector128.Equals(characters, Vector128.Create((ushort)'"'))
                | Vector128.Equals(characters, Vector128.Create((ushort)'\\'));
            if (strange != Vector128<ushort>.Zero)
            {
                return i;
            }

            Vector128.Narrow(characters, characters).GetLower().StoreUnsafe(ref destination, (nuint)i);
        }

        for (; i < text.Length; i++)
        {
            var character = Unsafe.Add(ref source, i);
            if ((uint)(character - ' ') > '~' - ' ' || character is '"' or '\\')
            {
                return i;
            }

            Unsafe.Add(ref destination, i) = (byte)character;
        }

        return i;
    }
}
