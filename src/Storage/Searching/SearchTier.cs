namespace DepGraph.Storage.Searching;

/// <summary>How well a package matches a search, the best first.</summary>
public enum SearchTier
{
    /// <summary>Its name is the text.</summary>
    Name,

    /// <summary>Its name is the text, but for case and for all that is no letter or digit: <c>lodash.get</c> for <c>lodash-get</c>.</summary>
    SameName,

    /// <summary>Its name begins with the text, understood in the same way.</summary>
    NamePrefix,

    /// <summary>Each word of the text is one of its name; of the last word its beginning is enough.</summary>
    NameWords,

    /// <summary>Each word of the text is one of its name, or one of its keywords.</summary>
    Keywords,

    /// <summary>Each word of the text is one of its name, its keywords or its description.</summary>
    Description,
}
