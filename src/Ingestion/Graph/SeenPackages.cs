using System.Runtime.InteropServices;

namespace DepGraph.Ingestion.Graph;

/// <summary>
/// What one operation was answered, by package; what was answered first counts. Answers are written down one after the other, and
/// indexed only when somebody looks one up among many: most operations never do.
/// </summary>
internal sealed class SeenPackages
{
    private const int MostScanned = 8;
    private const int MostAppended = 1_024;

    private readonly List<KeyValuePair<string, PackageAnswer>> answers = [];
    private Dictionary<string, PackageAnswer>? index;
    private int indexed;

    /// <summary>Every package with its answer; some more than once, the first answer first.</summary>
    public IEnumerable<KeyValuePair<string, PackageAnswer>> All => answers;

    public PackageAnswer? TryGet(string name)
    {
        if (answers.Count > MostScanned)
        {
            return Index().GetValueOrDefault(name);
        }

        foreach (ref readonly var answer in CollectionsMarshal.AsSpan(answers))
        {
            if (answer.Key == name)
            {
                return answer.Value;
            }
        }

        return null;
    }

    /// <summary>Adds a package that <see cref="TryGet"/> does not find.</summary>
    public void Add(string name, PackageAnswer answer) => answers.Add(KeyValuePair.Create(name, answer));

    /// <summary>
    /// Adds an answer without looking whether there is one; if there is, that one stays. False when so many were added that it is
    /// time to look.
    /// </summary>
    public bool TryAppend(string name, PackageAnswer answer)
    {
        if (answers.Count >= MostAppended)
        {
            return false;
        }

        Add(name, answer);
        return true;
    }

    private Dictionary<string, PackageAnswer> Index()
    {
        index ??= new(StringComparer.Ordinal);
        for (; indexed < answers.Count; indexed++)
        {
            index.TryAdd(answers[indexed].Key, answers[indexed].Value);
        }

        return index;
    }
}
