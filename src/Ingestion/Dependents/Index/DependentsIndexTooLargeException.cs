namespace DepGraph.Ingestion.Dependents.Index;

/// <summary>The graph has outgrown the memory that the index may take.</summary>
internal sealed class DependentsIndexTooLargeException(long bytes, long maxBytes)
    : Exception($"The index needs more than {bytes} bytes, and may have {maxBytes}.")
{
    public long Bytes => bytes;
}
