namespace DepGraph.GraphApi.Web;

/// <summary>Files that lie within the assembly.</summary>
internal static class EmbeddedFile
{
    public static byte[] Read(string name)
    {
        using var stream =
            typeof(EmbeddedFile).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The assembly has no resource {name}.");
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }
}
