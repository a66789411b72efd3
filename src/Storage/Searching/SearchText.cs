namespace DepGraph.Storage.Searching;

/// <summary>What is searched for, taken apart.</summary>
public sealed class SearchText
{
    /// <summary>Longest text, in UTF-16 code units; no name of a package is longer.</summary>
    public const int MaxLength = 256;

    /// <summary>Most words of a text.</summary>
    public const int MaxWords = 16;

    private readonly string _joined;

    private SearchText(string text, IReadOnlyList<string> words)
    {
        (Text, Words) = (text, words);
        _joined = SearchTerms.NameOf(text);
    }

    /// <summary>As it was given, without blanks at its ends.</summary>
    public string Text { get; }

    /// <summary>
    /// Its words in small letters; the last one may be unfinished. Empty when it has no letter and no digit: it finds nothing. At most one more
    /// than <see cref="MaxWords"/>, by which a text that has too many is known.
    /// </summary>
    public IReadOnlyList<string> Words { get; }

    /// <summary>Takes a text apart; any text will do, however hostile. Whether it is too long is for the caller to say.</summary>
    public static SearchText Parse(string text) => new(text.Trim(), SearchWords.Of(text, MaxWords + 1));

    /// <summary>The tier of a package that a stage has found.</summary>
    internal SearchTier TierOf(string name, SearchTier stage) =>
        stage == SearchTier.SameName && name == Text ? SearchTier.Name : stage;

    /// <summary>What to look for, one after the other, until there are enough; each finds what those before it do, and more.</summary>
    internal IEnumerable<SearchStage> Stages()
    {
        if (Words.Count == 0)
            yield break;
        yield return new SearchStage(
            SearchTier.SameName,
            [
                [SearchTerms.IsName(_joined)],
            ]
        );
        yield return new SearchStage(
            SearchTier.NamePrefix,
            [
                [SearchTerms.NameBegins(_joined)],
            ]
        );
        for (var tier = SearchTier.NameWords; tier <= SearchTier.Description; tier++)
            yield return new SearchStage(tier, [.. Words.Index().Select(word => TermsOf(word.Item, word.Index, tier))]);
    }

    private SearchTerm[] TermsOf(string word, int index, SearchTier tier)
    {
        var isLast = index == Words.Count - 1;
        var ofName = isLast ? SearchTerms.NameWordBegins(word) : SearchTerms.HasNameWord(word);
        return tier switch
        {
            SearchTier.NameWords => [ofName],
            SearchTier.Keywords => [ofName, SearchTerms.HasKeyword(word)],
            _ => [ofName, SearchTerms.HasKeyword(word), SearchTerms.Describes(word)],
        };
    }
}
