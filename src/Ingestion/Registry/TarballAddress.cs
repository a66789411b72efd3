namespace DepGraph.Ingestion.Registry;

/// <summary>Where a tarball is asked for: at the declared path, but of the registry's own host, which alone has the credentials and the trust.</summary>
internal static class TarballAddress
{
    private static readonly UriCreationOptions Verbatim = new() { DangerousDisablePathAndQueryCanonicalization = true };

    /// <summary>The address; null when what is declared is no address of a tarball.</summary>
    public static Uri? Of(string? declared, Uri registry) =>
        Uri.TryCreate(declared, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? new Uri($"{registry.GetLeftPart(UriPartial.Authority)}{address.PathAndQuery}", Verbatim)
            : null;
}
