namespace DepGraph.Ingestion.Graph;

/// <summary>What one operation was answered, by package. Most operations ask for one package: it costs no dictionary.</summary>
internal sealed class SeenPackages
{
    private string? firstName;
    private PackageAnswer? first;
    private Dictionary<string, PackageAnswer>? others;

    public IEnumerable<KeyValuePair<string, PackageAnswer>> All =>
        firstName is null ? [] : (others ?? []).Prepend(KeyValuePair.Create(firstName, first!));

    public PackageAnswer? TryGet(string name) => firstName == name ? first : others?.GetValueOrDefault(name);

    /// <summary>The answer given first counts.</summary>
    public PackageAnswer GetOrAdd(string name, PackageAnswer answer)
    {
        if (firstName is null)
        {
            (firstName, first) = (name, answer);
            return answer;
        }

        if (firstName == name)
        {
            return first!;
        }

        others ??= new(StringComparer.Ordinal);
        return others.TryAdd(name, answer) ? answer : others[name];
    }
}
