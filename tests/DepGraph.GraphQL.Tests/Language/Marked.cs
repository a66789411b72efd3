using DepGraph.GraphQL.Language;

namespace DepGraph.GraphQL.Tests.Language;

/// <summary>A document in which ▲ stands before each place that is spoken of.</summary>
internal sealed class Marked
{
    private const char Mark = '▲';

    public Marked(string text)
    {
        Text = text.Replace(Mark.ToString(), "", StringComparison.Ordinal);
        var source = new Source(Text);
        var places = new List<SourceLocation>();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == Mark)
            {
                places.Add(source.GetLocation(i - places.Count));
            }
        }

        Places = places;
    }

    public string Text { get; }

    public IReadOnlyList<SourceLocation> Places { get; }
}
