using System.Text;
using DepGraph.Npm.Packuments;

namespace DepGraph.Storage.Searching;

/// <summary>
/// The terms under which a package stands in the index, as one text with blanks between them, the same in every store. A term is a digit for
/// its kind and a word in small letters. So that a short beginning is one term too, and not the thousands that begin with it, names and their
/// words also have their first letters as terms, which end with <c>_</c>.
/// </summary>
internal static class SearchTerms
{
    /// <summary>The whole name, all its letters and digits in a row.</summary>
    private const char Name = '1';

    private const char NameWord = '2';
    private const char Keyword = '3';
    private const char Description = '4';
    private const char Beginning = '_';

    /// <summary>Beginnings up to so many letters are terms.</summary>
    private const int LongestBeginning = 6;

    /// <summary>Letters of a name that count. Names of packages have at most 214 characters; nobody types that many.</summary>
    private const int LongestName = 100;

    private const int MostNameWords = 40;

    /// <summary>Words that count of a description, and of all keywords together.</summary>
    private const int MostWords = 100;

    /// <param name="name">The package's name.</param>
    /// <param name="details">What its full document says; null when it is not known.</param>
    public static string Of(string name, PackageDetails? details) =>
        Of(name, details?.Description, details?.Keywords ?? []);

    public static string Of(string name, string? description, IEnumerable<string> keywords)
    {
        var terms = new StringBuilder();
        AddWithBeginnings(terms, Name, NameOf(name));
        foreach (var word in SearchWords.Of(name, MostNameWords, withWholes: true).Distinct())
            AddWithBeginnings(terms, NameWord, word);
        foreach (
            var word in keywords
                .SelectMany(text => SearchWords.Of(text, MostWords, withWholes: true))
                .Distinct()
                .Take(MostWords)
        )
            Add(terms, Keyword, word);
        foreach (var word in SearchWords.Of(description ?? "", MostWords, withWholes: true).Distinct())
            Add(terms, Description, word);
        return terms.ToString();
    }

    /// <summary>What counts of a name, or of a text that may be one.</summary>
    public static string NameOf(string text) => SearchWords.Cut(SearchWords.Joined(text), LongestName);

    public static SearchTerm IsName(string joined) => new($"{Name}{joined}");

    public static SearchTerm NameBegins(string joined) => Begins(Name, joined);

    public static SearchTerm HasNameWord(string word) => new($"{NameWord}{word}");

    public static SearchTerm NameWordBegins(string word) => Begins(NameWord, word);

    public static SearchTerm HasKeyword(string word) => new($"{Keyword}{word}");

    public static SearchTerm Describes(string word) => new($"{Description}{word}");

    private static SearchTerm Begins(char kind, string word) =>
        SearchWords.Cut(word, LongestBeginning).Length == word.Length
            ? new SearchTerm($"{kind}{word}{Beginning}")
            : new SearchTerm($"{kind}{word}", IsPrefix: true);

    private static void AddWithBeginnings(StringBuilder terms, char kind, string word)
    {
        if (word.Length == 0)
            return;
        Add(terms, kind, word);
        var former = "";
        for (var length = 1; length <= LongestBeginning; length++)
        {
            var beginning = SearchWords.Cut(word, length);
            if (beginning == former)
                return;
            Add(terms, kind, beginning);
            terms.Append(Beginning);
            former = beginning;
        }
    }

    private static void Add(StringBuilder terms, char kind, string word) =>
        (terms.Length == 0 ? terms : terms.Append(' ')).Append(kind).Append(word);
}
