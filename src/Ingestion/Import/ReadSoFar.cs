namespace DepGraph.Ingestion.Import;

/// <summary>How much of a file was read.</summary>
/// <param name="Bytes">Bytes of the file, compressed if it is.</param>
/// <param name="Length">Bytes of all of it; above 0.</param>
internal readonly record struct ReadSoFar(long Bytes, long Length);
