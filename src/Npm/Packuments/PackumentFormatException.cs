namespace DepGraph.Npm.Packuments;

/// <summary>A document that is no packument: malformed JSON, the wrong shape, another package's name.</summary>
public sealed class PackumentFormatException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="packageName">The package that was asked for.</param>
    /// <param name="problem">What is wrong, and where in the document.</param>
    /// <param name="inner">The JSON reader's own error, if it was one.</param>
    public PackumentFormatException(string packageName, string problem, Exception? inner = null)
        : base($"The document of {packageName} is not a packument: {problem}", inner) => PackageName = packageName;

    /// <summary>The package that was asked for.</summary>
    public string PackageName { get; }
}
