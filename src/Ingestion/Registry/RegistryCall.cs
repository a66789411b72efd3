using DepGraph.Ingestion.Npmrc;

namespace DepGraph.Ingestion.Registry;

/// <summary>One call of the client: what is asked of whom. Its requests are the tries of one retry loop.</summary>
/// <param name="Name">The package's name.</param>
/// <param name="Address">Where its document lies.</param>
/// <param name="Endpoint">The registry, with its credentials.</param>
/// <param name="Form">The form asked for.</param>
/// <param name="ETag">For If-None-Match; null: unconditional, or by date.</param>
/// <param name="LastModified">For If-Modified-Since, when there is no entity tag.</param>
internal sealed record RegistryCall(
    string Name,
    Uri Address,
    RegistryEndpoint Endpoint,
    DocumentForm Form,
    string? ETag,
    string? LastModified
)
{
    /// <summary>The tarball that is asked for instead of a document; null: a document is.</summary>
    public TarballRequest? Tarball { get; init; }

    public bool IsConditional => ETag is not null || LastModified is not null;
}
