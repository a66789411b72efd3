namespace DepGraph.Ingestion.Hosting;

/// <summary>A section of the configuration whose settings are logged at the start.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Options">What it is bound to.</param>
internal sealed record ReportedSection(string Name, Type Options);
