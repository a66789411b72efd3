namespace DepGraph.Storage;

/// <summary>A sign of life of a leased job.</summary>
/// <param name="Id">The job.</param>
/// <param name="Token">Its lease.</param>
/// <param name="PackagesFetched">See <see cref="IngestionRecord.PackagesFetched"/>.</param>
/// <param name="PackagesPending">See <see cref="IngestionRecord.PackagesPending"/>.</param>
public readonly record struct JobReport(string Id, long Token, int PackagesFetched, int PackagesPending);
