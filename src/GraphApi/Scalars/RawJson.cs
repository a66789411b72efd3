using System.Text;

namespace DepGraph.GraphApi.Scalars;

/// <summary>JSON text in UTF-8 that goes into the response as it is; it was valid when it was kept.</summary>
internal readonly record struct RawJson(ReadOnlyMemory<byte> Utf8)
{
    public static RawJson Of(string text) => new(Encoding.UTF8.GetBytes(text));
}
