using DepGraph.Npm.Resolution;

namespace DepGraph.Ingestion.Graph;

/// <summary>The heads that a closure was resolved with: a snapshot, so that whatever is built from it agrees.</summary>
internal sealed class ClosureHeads : IHeadSource
{
    private readonly Dictionary<string, PackageAnswer> answers;

    public ClosureHeads()
        : this(new(StringComparer.Ordinal)) { }

    private ClosureHeads(Dictionary<string, PackageAnswer> answers) => this.answers = answers;

    public int Count => answers.Count;

    public IEnumerable<KeyValuePair<string, PackageAnswer>> Answers => answers;

    public void Add(string name, PackageAnswer answer) => answers[name] = answer;

    public PackageAnswer? TryGet(string name) => answers.GetValueOrDefault(name);

    /// <summary>What is missing is still on its way.</summary>
    public HeadAnswer Find(string packageName) =>
        answers.TryGetValue(packageName, out var answer) ? answer.ToHeadAnswer() : HeadAnswer.Pending;

    public ClosureHeads Copy() => new(new(answers, StringComparer.Ordinal));
}
