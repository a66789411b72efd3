using DepGraph.Npm.Packuments;

namespace DepGraph.Npm.Placement;

/// <summary>The answer to a question for a package: its document, or why there is none.</summary>
public sealed class PackumentAnswer
{
    private PackumentAnswer(Packument? packument, string? code, string? message)
    {
        Packument = packument;
        Code = code;
        Message = message;
    }

    /// <summary>The registry does not know the package: npm's E404.</summary>
    public static PackumentAnswer NotFound { get; } = new(null, "E404", null);

    /// <summary>The document; null when there is none. Without details no version has a licence, libc or publish time.</summary>
    public Packument? Packument { get; }

    /// <summary>npm's error code; null when there is a document.</summary>
    public string? Code { get; }

    /// <summary>Why there is none, in one sentence; null when found, and when the registry does not know the package.</summary>
    public string? Message { get; }

    /// <summary>The document is at hand.</summary>
    public static PackumentAnswer Found(Packument packument) => new(packument, null, null);

    /// <summary>The package could not be fetched.</summary>
    /// <param name="code">npm's code for it, for example <c>E401</c> or <c>ETIMEDOUT</c>.</param>
    /// <param name="message">Why, in one sentence.</param>
    public static PackumentAnswer Failed(string code, string message) => new(null, code, message);
}
