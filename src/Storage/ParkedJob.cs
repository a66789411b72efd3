namespace DepGraph.Storage;

/// <summary>What every store writes to a job whose workers went silent too often.</summary>
internal static class ParkedJob
{
    public static string MessageOf(int attempts) =>
        $"Given up after {attempts} attempts: the last one ended without a word, as when its worker dies.";
}
