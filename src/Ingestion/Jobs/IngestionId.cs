using System.Security.Cryptography;

namespace DepGraph.Ingestion.Jobs;

/// <summary>
/// Ids of ingestions: opaque to clients; the first letter says how it is taken up again after a restart, the rest is random.
/// </summary>
internal static class IngestionId
{
    private const int RandomBytes = 12;

    /// <summary>Of an ingestion that fills the graph below a spec.</summary>
    public static string NewIngest() => New('i');

    /// <summary>Of one that asks the registry for one package.</summary>
    public static string NewRefresh() => New('r');

    public static bool IsRefresh(string id) => id.StartsWith('r');

    private static string New(char kind) =>
        kind + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(RandomBytes));
}
