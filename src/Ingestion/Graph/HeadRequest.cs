namespace DepGraph.Ingestion.Graph;

/// <summary>One of several heads that were asked for together.</summary>
/// <param name="Answer">The answer at hand; null when it has to be waited for.</param>
/// <param name="Wait">Hears of it then.</param>
/// <param name="IsInStore">Whether the store was still to be asked.</param>
internal readonly record struct HeadRequest(PackageAnswer? Answer, HeadWait Wait, bool IsInStore);
