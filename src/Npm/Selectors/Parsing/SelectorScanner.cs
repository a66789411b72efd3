using System.Text;

namespace DepGraph.Npm.Selectors.Parsing;

/// <summary>Takes a selector apart, character by character.</summary>
internal sealed class SelectorScanner(string text)
{
    private const string Spaces = " \t\n\r\f";

    private int _position;

    /// <summary>The character that comes next; <c>\0</c> at the end.</summary>
    public char Next => _position < text.Length ? text[_position] : '\0';

    public bool IsAtEnd => _position == text.Length;

    /// <summary>Where the next character stands, from 0.</summary>
    public int Position => _position;

    public SelectorException Error(string message) => Error(message, _position);

    public static SelectorException Error(string message, int position) =>
        new($"{message} (column {position + 1})", position + 1);

    /// <summary>Skips white space; whether there was any.</summary>
    public bool SkipSpace()
    {
        var start = _position;
        while (!IsAtEnd && Spaces.Contains(Next))
            _position++;
        return _position > start;
    }

    /// <summary>Skips a character if it comes next.</summary>
    public bool Skip(char character)
    {
        if (IsAtEnd || Next != character)
            return false;
        _position++;
        return true;
    }

    /// <exception cref="SelectorException">Another character comes next.</exception>
    public void Expect(char character, string where)
    {
        if (!Skip(character))
            throw Error($"`{character}` is expected {where}{Instead()}.");
    }

    /// <summary>Takes characters as long as they are of some kind.</summary>
    public string TakeWhile(Func<char, bool> isTaken)
    {
        var start = _position;
        while (!IsAtEnd && isTaken(Next))
            _position++;
        return text[start.._position];
    }

    /// <summary>A name of letters, digits, <c>_ - @ /</c>, what is not ASCII, and anything behind a backslash.</summary>
    /// <param name="what">What it is the name of, for the message.</param>
    /// <param name="others">Further characters that it may have.</param>
    /// <exception cref="SelectorException">There is none.</exception>
    public string Word(string what, string others = "")
    {
        var word = new StringBuilder();
        while (!IsAtEnd)
            if (Next == '\\')
                word.Append(Escaped());
            else if (char.IsAsciiLetterOrDigit(Next) || Next > 127 || "_-@/".Contains(Next) || others.Contains(Next))
                word.Append(text[_position++]);
            else
                break;
        return word.Length > 0 ? word.ToString() : throw Error($"{what} is expected{Instead()}.");
    }

    /// <summary>Whether there is a backslash between a place and here.</summary>
    public bool HasEscape(int start) => text.AsSpan(start, _position - start).Contains('\\');

    /// <summary>A text between quotes, which may have any character behind a backslash.</summary>
    /// <exception cref="SelectorException">It does not end.</exception>
    public string Quoted()
    {
        var quote = Next;
        var start = _position++;
        var value = new StringBuilder();
        while (!Skip(quote))
            if (IsAtEnd)
                throw Error($"The text that begins with `{quote}` does not end.", start);
            else if (Next == '\\')
                value.Append(Escaped());
            else
                value.Append(text[_position++]);
        return value.ToString();
    }

    /// <summary>What is there, for a message that says what was expected.</summary>
    public string Instead() => IsAtEnd ? ", but the selector ends" : $" instead of `{Next}`";

    private char Escaped()
    {
        _position++;
        if (IsAtEnd || char.IsAsciiHexDigit(Next) || Next is '/' || Spaces.Contains(Next))
            throw Error(
                "A backslash stands before a character that has a meaning of its own, such as a dot; digits, the letters a to f, slashes and white space need none."
            );
        return text[_position++];
    }
}
