using System.Collections.Frozen;

namespace DepGraph.GraphQL.Documents;

/// <summary>Documents that are known from the start, by their ids and by the SHA-256 of their texts. Immutable.</summary>
public sealed class TrustedDocuments
{
    private readonly FrozenDictionary<string, string> _byId;

    private TrustedDocuments(FrozenDictionary<string, string> byId) => _byId = byId;

    public static TrustedDocuments None { get; } = new(FrozenDictionary<string, string>.Empty);

    /// <param name="documents">Ids, without the prefix <c>sha256:</c>, and texts.</param>
    /// <exception cref="ArgumentException">One id stands for two texts.</exception>
    public static TrustedDocuments Create(IEnumerable<KeyValuePair<string, string>> documents)
    {
        var byId = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (id, text) in documents)
        {
            Add(byId, id, text);
            Add(byId, DocumentHash.Of(text), text);
        }

        return new TrustedDocuments(byId.ToFrozenDictionary(StringComparer.Ordinal));
    }

    /// <summary>The text, or null.</summary>
    internal string? Find(string id) => _byId.GetValueOrDefault(id);

    private static void Add(Dictionary<string, string> byId, string id, string text)
    {
        if (!byId.TryAdd(id, text) && byId[id] != text)
        {
            throw new ArgumentException($"The id '{id}' stands for two different documents.");
        }
    }
}
