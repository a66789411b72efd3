using DepGraph.Ingestion.Graph;

namespace DepGraph.Ingestion.RollUps;

/// <summary>Members of a set whose full documents do not say what was asked, grouped by the reason's code, in the order they came.</summary>
/// <param name="what">What is not known of several of them, such as "The licences of".</param>
internal sealed class UnknownDocuments<T>(string what)
{
    private readonly Dictionary<string, (DetailsAnswer First, List<T> Members)> groups = new(StringComparer.Ordinal);

    public IEnumerable<(DetailsAnswer Reason, List<T> Members)> Groups =>
        groups.Values.Select(group => (Reason(group.First, group.Members.Count), group.Members));

    public void Add(DetailsAnswer answer, T member)
    {
        var code = answer.Code ?? AnswerCodes.Internal;
        if (!groups.TryGetValue(code, out var group))
        {
            groups.Add(code, group = (answer, []));
        }

        group.Members.Add(member);
    }

    private DetailsAnswer Reason(DetailsAnswer first, int count) =>
        count == 1 ? first : first.WithMessage($"{what} {count} are not known, of the first because: {first.Message}");
}
