using System.Globalization;
using System.Text;

namespace DepGraph.Storage.Searching;

/// <summary>
/// The words of a text, in small letters: runs of letters and digits, cut once more where small letters meet a capital one (<c>reactRouter</c>)
/// and where capital ones begin a word (<c>JSONStream</c>). Whatever else is in the text ends a word and is in none.
/// </summary>
internal static class SearchWords
{
    /// <summary>Code points of a word that count; both stores take much longer ones.</summary>
    public const int LongestWord = 40;

    private enum Kind
    {
        None,
        Small,
        Capital,
    }

    /// <summary>Its words in their order, at most so many; a word may come more than once.</summary>
    /// <param name="text">Any text; what is no Unicode in it counts as a mark.</param>
    /// <param name="most">After so many words the rest is not looked at.</param>
    /// <param name="withWholes">Whether what is cut at capital letters comes whole as well, behind its parts.</param>
    public static IReadOnlyList<string> Of(string text, int most = int.MaxValue, bool withWholes = false)
    {
        var words = new List<string>();
        var run = new List<Rune>();
        foreach (var rune in text.EnumerateRunes())
        {
            if (KindOf(rune) != Kind.None)
                run.Add(rune);
            else
                Add(words, run, withWholes);
            if (words.Count >= most)
                break;
        }
        Add(words, run, withWholes);
        return words.Count > most ? words.GetRange(0, most) : words;
    }

    /// <summary>All its letters and digits in a row, in small letters.</summary>
    public static string Joined(string text)
    {
        var joined = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (KindOf(rune) != Kind.None)
                joined.Append(Rune.ToLowerInvariant(rune));
        }
        return joined.ToString();
    }

    /// <summary>The first code points of a word.</summary>
    public static string Cut(string word, int length)
    {
        var end = 0;
        foreach (var rune in word.EnumerateRunes())
        {
            if (length-- == 0)
                return word[..end];
            end += rune.Utf16SequenceLength;
        }
        return word;
    }

    /// <summary>Adds the words of a run of letters and digits, and empties it.</summary>
    private static void Add(List<string> words, List<Rune> run, bool withWholes)
    {
        if (run.Count == 0)
            return;
        var start = 0;
        for (var i = 1; i < run.Count; i++)
        {
            if (!IsCutBefore(run, i))
                continue;
            words.Add(WordOf(run, start, i));
            start = i;
        }
        words.Add(WordOf(run, start, run.Count));
        if (withWholes && start > 0)
            words.Add(WordOf(run, 0, run.Count));
        run.Clear();
    }

    private static bool IsCutBefore(List<Rune> run, int i) =>
        KindOf(run[i]) == Kind.Capital
        && (
            KindOf(run[i - 1]) == Kind.Small
            || (i + 1 < run.Count && KindOf(run[i + 1]) == Kind.Small && !Rune.IsDigit(run[i + 1]))
        );

    private static string WordOf(List<Rune> run, int start, int end)
    {
        var word = new StringBuilder(end - start);
        for (var i = start; i < end && i - start < LongestWord; i++)
            word.Append(Rune.ToLowerInvariant(run[i]));
        return word.ToString();
    }

    private static Kind KindOf(Rune rune) =>
        Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.UppercaseLetter or UnicodeCategory.TitlecaseLetter => Kind.Capital,
            <= UnicodeCategory.OtherNumber => Kind.Small,
            _ => Kind.None,
        };
}
