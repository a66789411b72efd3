namespace DepGraph.Npm.Tarballs;

/// <summary>The header of one entry of an archive.</summary>
/// <param name="Path">The whole path, as the archive has it.</param>
/// <param name="Type">The type flag; files have <c>0</c>.</param>
/// <param name="Size">Bytes of content.</param>
internal readonly record struct TarEntry(string Path, char Type, long Size)
{
    /// <summary>Whether it is an ordinary file.</summary>
    public bool IsFile => Type is '0' or '\0' or '7';
}
