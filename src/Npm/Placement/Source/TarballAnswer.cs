using DepGraph.Npm.Tarballs;

namespace DepGraph.Npm.Placement;

/// <summary>What lies in a tarball, or why nobody knows.</summary>
public sealed class TarballAnswer
{
    private TarballAnswer(TarballListing? listing, string? code, string? message)
    {
        Listing = listing;
        Code = code;
        Message = message;
    }

    /// <summary>The listing; null when there is none.</summary>
    public TarballListing? Listing { get; }

    /// <summary>npm's error code; null when there is a listing.</summary>
    public string? Code { get; }

    /// <summary>Why there is none, in one sentence; null when there is a listing.</summary>
    public string? Message { get; }

    /// <summary>The tarball was read.</summary>
    public static TarballAnswer Found(TarballListing listing) => new(listing, null, null);

    /// <summary>The tarball could not be fetched or read.</summary>
    /// <param name="code">npm's code for it, for example <c>E404</c> or <c>EINTEGRITY</c>.</param>
    /// <param name="message">Why, in one sentence.</param>
    public static TarballAnswer Failed(string code, string message) => new(null, code, message);
}
