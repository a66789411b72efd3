namespace DepGraph.Npm.Packuments;

/// <summary>A document beyond one of the <see cref="PackumentLimits"/>.</summary>
public sealed class PackumentTooLargeException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="packageName">The package that was asked for.</param>
    /// <param name="what">What is too large, for example "the document".</param>
    /// <param name="limit">The bound in bytes that it is above.</param>
    public PackumentTooLargeException(string packageName, string what, long limit)
        : base($"The document of {packageName} is too large: {what} is above {limit:N0} bytes")
    {
        PackageName = packageName;
        Limit = limit;
    }

    /// <summary>The package that was asked for.</summary>
    public string PackageName { get; }

    /// <summary>The bound in bytes.</summary>
    public long Limit { get; }
}
