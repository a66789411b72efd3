namespace DepGraph.Npm.Tarballs;

/// <summary>A tarball is malformed or beyond a limit.</summary>
public sealed class TarballFormatException : Exception
{
    /// <inheritdoc cref="Exception()"/>
    public TarballFormatException() { }

    /// <inheritdoc cref="Exception(string)"/>
    public TarballFormatException(string message)
        : base(message) { }

    /// <inheritdoc cref="Exception(string, Exception)"/>
    public TarballFormatException(string message, Exception innerException)
        : base(message, innerException) { }
}
