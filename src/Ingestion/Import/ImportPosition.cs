using System.Text.Json;

namespace DepGraph.Ingestion.Import;

/// <summary>How far into its file an import has come, with what became of everything until there.</summary>
/// <param name="Offset">Bytes of the uncompressed content up to which everything is in the store.</param>
/// <param name="Line">Lines up to there.</param>
/// <param name="Broken">See <see cref="ImportProgress.Broken"/>.</param>
/// <param name="Changed">See <see cref="ImportProgress.Changed"/>.</param>
/// <param name="Confirmed">See <see cref="ImportProgress.Confirmed"/>.</param>
/// <param name="Superseded">See <see cref="ImportProgress.Superseded"/>.</param>
internal sealed record ImportPosition(
    long Offset = 0,
    long Line = 0,
    long Broken = 0,
    long Changed = 0,
    long Confirmed = 0,
    long Superseded = 0
)
{
    /// <summary>Where an import begins.</summary>
    public static ImportPosition Begin { get; } = new();

    public override string ToString() => JsonSerializer.Serialize(this);

    /// <summary>Null for what is none.</summary>
    public static ImportPosition? Parse(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<ImportPosition>(text) is { Offset: >= 0, Line: >= 0 } position
                ? position
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
