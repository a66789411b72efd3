using System.Security.Cryptography;

namespace DepGraph.Ingestion.Jobs;

/// <summary>Ids of ingestions: opaque to clients; a letter that helps those who read logs, and the rest is random.</summary>
internal static class IngestionId
{
    private const int RandomBytes = 12;

    public static string New(char letter) =>
        letter + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(RandomBytes));
}
