using DepGraph.Ingestion.RollUps;

namespace DepGraph.Ingestion.Graph;

/// <summary>The full documents that one operation has seen; what it was answered first counts. Safe for concurrent use.</summary>
internal sealed class SeenDetails
{
    private readonly Lock gate = new();
    private Dictionary<string, DetailsAnswer>? answers;
    private List<DocumentRollUps>? adopted;

    public DetailsAnswer? TryGet(string name)
    {
        lock (gate)
        {
            return answers?.GetValueOrDefault(name) ?? Adopted(name);
        }
    }

    /// <summary>Notes an answer; gives the one that counts.</summary>
    public DetailsAnswer See(string name, DetailsAnswer answer)
    {
        lock (gate)
        {
            if (Adopted(name) is { } before)
            {
                return before;
            }

            answers ??= new(StringComparer.Ordinal);
            return answers.TryAdd(name, answer) ? answer : answers[name];
        }
    }

    /// <summary>
    /// Makes the documents of roll-ups part of what the operation has seen, unless it saw one of them differently. Whoever adopts several
    /// has looked that they are of one epoch.
    /// </summary>
    public bool TryAdopt(DocumentRollUps rollUps)
    {
        lock (gate)
        {
            if (adopted?.Contains(rollUps) == true)
            {
                return true;
            }

            foreach (var (name, answer) in answers ?? [])
            {
                if (
                    rollUps.Documents.TryGetValue(name, out var other)
                    && !ReferenceEquals(other.Details, answer.Details)
                )
                {
                    return false;
                }
            }

            (adopted ??= new(1)).Add(rollUps);
            return true;
        }
    }

    private DetailsAnswer? Adopted(string name)
    {
        foreach (var rollUps in adopted ?? [])
        {
            if (rollUps.Documents.TryGetValue(name, out var answer))
            {
                return answer;
            }
        }

        return null;
    }
}
