namespace DepGraph.Npm.Selectors;

/// <summary>A selector that cannot be read or answered. The message says what is wrong and what is allowed.</summary>
public sealed class SelectorException : Exception
{
    internal SelectorException(string message, int? column = null)
        : base(message)
    {
        Column = column;
    }

    /// <summary>The character that it is about, counted from 1; null where it is about none.</summary>
    public int? Column { get; }
}
