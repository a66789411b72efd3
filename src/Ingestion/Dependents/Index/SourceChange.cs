namespace DepGraph.Ingestion.Dependents.Index;

/// <summary>What one depending package declares now, instead of what the entries of a <see cref="DependentList"/> say of it.</summary>
/// <param name="Source">The depending package.</param>
/// <param name="At">The entry before which it belongs, counted from the list's first.</param>
/// <param name="Replaced">How many entries from there on are its own and no longer hold.</param>
/// <param name="Edges">What holds instead; empty: it depends on the target no more.</param>
internal readonly record struct SourceChange(int Source, int At, int Replaced, Edge[] Edges);
