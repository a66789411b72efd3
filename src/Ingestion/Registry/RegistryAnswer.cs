using DepGraph.Npm.Packuments;
using DepGraph.Npm.Tarballs;

namespace DepGraph.Ingestion.Registry;

/// <summary>What a registry said about one package: exactly one of the nested types.</summary>
public abstract record RegistryAnswer
{
    private RegistryAnswer() { }

    /// <summary>The document.</summary>
    /// <param name="Packument">What it says.</param>
    /// <param name="ETag">Its entity tag as sent, quotes and all; null when the registry sends none.</param>
    /// <param name="LastModified">Its Last-Modified header as sent; null when there is none.</param>
    /// <param name="Bytes">Bytes received for it, as transferred (compressed).</param>
    public sealed record Fetched(Packument Packument, string? ETag, string? LastModified, long Bytes) : RegistryAnswer;

    /// <summary>A tarball.</summary>
    /// <param name="Listing">What lies in it.</param>
    public sealed record Opened(TarballListing Listing) : RegistryAnswer;

    /// <summary>The document at hand is still the registry's.</summary>
    public sealed record NotModified : RegistryAnswer
    {
        public static NotModified Instance { get; } = new();
    }

    /// <summary>The registry does not know the package.</summary>
    public sealed record NotFound : RegistryAnswer
    {
        public static NotFound Instance { get; } = new();
    }

    /// <summary>It could not be found out.</summary>
    /// <param name="Kind">Why.</param>
    /// <param name="Message">For the user: names the package, the registry and what to do; holds no secret.</param>
    /// <param name="RetryAfter">When the registry is worth asking again; null when it did not say.</param>
    /// <param name="IsRetryable">Whether asking again later, with nothing changed here, may succeed.</param>
    public sealed record Failed(FailureKind Kind, string Message, TimeSpan? RetryAfter, bool IsRetryable)
        : RegistryAnswer;
}
