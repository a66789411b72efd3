namespace DepGraph.Ingestion.Dependents.Index;

/// <summary>The graph has outgrown the memory that the index may take.</summary>
internal sealed class DependentsIndexTooLargeException(long bytes, long maxBytes)
    : Exception($"The index needs {bytes} bytes and more, and may have {maxBytes}.")
{
    public long Bytes => bytes;
}
